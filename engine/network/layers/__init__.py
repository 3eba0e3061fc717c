"""Layers: the equations that each kind of layer adds to the forward and to the backward pass.

Row vectors, one sample a row. Source: the toy problem, sections 2.1, 3.3, 3.4, 3.6 and 4.
"""
