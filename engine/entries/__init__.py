"""Where a single entry of a matrix comes from: its formula, its terms, its exact value."""
