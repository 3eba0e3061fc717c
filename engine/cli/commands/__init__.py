"""The commands of `python -m engine`, a module each: `command(args)` gives the exit code."""
