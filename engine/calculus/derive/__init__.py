"""Derivations by differentials: of a typed formula, and of the gradients of a program."""
