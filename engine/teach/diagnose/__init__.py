"""Where an answer, or someone's own code, goes wrong: entries, shape, and the likely mistake."""
