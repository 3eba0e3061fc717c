"""Expressions, the table of operations, equations and programs: the mathematics as data."""
