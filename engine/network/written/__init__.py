"""Networks as people have them written: `nn.Sequential(...)`, Keras, a class, a list of widths.

What they wrote is read by a parser, and never run.
"""
