"""Run a program: as one NumPy function, as a recorded trace, or at full speed."""
