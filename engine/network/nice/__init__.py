"""Nice numbers: small whole numbers for a network, so that what is computed stays short and exact.

A step draws many columns, one candidate for each unit, computes them all at once with the network's
own equations, and keeps the best; so it goes from the inputs to the outputs.
"""
