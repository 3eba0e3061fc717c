"""What one worker may use."""

SECONDS = 30
BYTES = 1_000_000_000
