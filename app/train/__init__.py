"""Training on the page *Train*: a pure function of its settings, its seed and the iteration."""
