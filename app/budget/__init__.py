"""How much the server computes for whom: seconds that are used up, and come back with time."""
