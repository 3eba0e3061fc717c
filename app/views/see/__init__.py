"""Prepare the player's pictures: layers, groups, names, lines of code."""
