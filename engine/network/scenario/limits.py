"""The largest scenario allowed: it runs in about a second and well under 500 MB."""

LAYERS = 64
"""How many layers a network may have."""

WIDTH = 1024
"""How many columns any matrix, and how many rows a weight matrix may have."""

BATCH = 4096
"""How many rows `X` may have."""

ITERATIONS = 1000
"""How many iterations a run may have."""

ENTRIES = 5_000_000
"""How many entries all values of all iterations together may have."""

STEPS = 100_000
"""How many equations all iterations together may run."""

MOST_STEPS = 1_000_000_000
"""How many steps an optimizer may have done before the first iteration."""

CHARACTERS = 10_000_000
"""How many characters the text of a scenario may have."""

LARGEST_SEED = 2**32 - 1
"""The largest seed of anything that is drawn."""
