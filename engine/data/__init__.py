"""Data sets to train on: drawn by a seed, bundled, or read from files."""
