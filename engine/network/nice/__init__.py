"""Nice numbers: small whole numbers for a network, so that all values stay short and exact.

The search goes from the inputs to the outputs, block by block. For each block it draws many
candidates for every unit, computes them all at once with the network's own equations, and keeps the
best one of each unit.
"""
