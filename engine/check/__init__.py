"""Compare gradients with central differences, and say where they may rightly differ."""
