"""Write programs down: NumPy, PyTorch, JAX, LaTeX, MathML, numbers on a screen, a graph."""
