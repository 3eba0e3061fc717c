"""The commands of `python -m engine`, a file each.

The first line of a file is the help of its command, `arguments(parser)` adds what may be asked for,
where there is anything, and `command(args)` does it and gives the exit code.
"""
