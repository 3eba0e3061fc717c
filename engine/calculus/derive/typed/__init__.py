"""Read a formula that a person typed: tokens, syntax, guessed shapes, and at last an expression."""
