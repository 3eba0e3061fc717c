# Keeps the arrays of a training in NumPy, and saves them in run.npz; it changes no number.
import numpy as np

iterations = []


def record(**arrays):  # once an iteration: record(X=X, D=D, W1=W1, Z1=Z1, dW1=dW1, loss=loss)
    iterations.append({name: np.array(array) for name, array in arrays.items()})
    numbered = enumerate(iterations, 1)
    np.savez("run.npz", **{f"{k}/{name}": a for k, one in numbered for name, a in one.items()})
