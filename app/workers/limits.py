"""What one worker may use."""

SECONDS = 30
"""Of a processor, not of a clock."""
BYTES = 1_000_000_000
"""Of memory, with what it has from the process that it is forked from."""
