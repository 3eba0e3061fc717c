"""How large a scenario may be: it runs in about a second and well under 500 MB."""

LAYERS = 64
"""The layers of a network."""

WIDTH = 1024
"""The columns of any matrix, and the rows of a weight matrix."""

BATCH = 4096
"""The rows of `X`."""

ITERATIONS = 1000
"""The iterations of a run."""

ENTRIES = 5_000_000
"""The entries of all values of all iterations together."""

STEPS = 100_000
"""The equations of all iterations together."""

CHARACTERS = 10_000_000
"""The text of a scenario."""
