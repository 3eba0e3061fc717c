"""Training as a course that is measured, stopped and gone on with."""
