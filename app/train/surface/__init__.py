"""The surface of a training's loss over a plane of weights, with the path of descent seen in it."""
