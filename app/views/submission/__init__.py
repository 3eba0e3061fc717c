"""What someone brings of their own code, judged value by value: a view of the engine's verdict."""
