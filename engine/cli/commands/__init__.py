"""The commands of `python -m engine`, a file each.

The first line of a file is the help of its command. `arguments(parser)` adds the command's
arguments, if it has any, and `command(args)` runs it and returns the exit code.
"""
