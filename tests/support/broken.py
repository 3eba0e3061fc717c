"""Scenarios as JSON, whole ones and ones broken at random, by a seed."""

import copy
import json
import random

WHOLE = [
    {
        "version": 1,
        "layers": [
            {"type": "linear", "W": [[0.5, -1, 2], [1, 0.25, -0.5]], "B": [0, 0.5, 1]},
            {
                "type": "batch_norm",
                "gamma": [1, 2, 0.5],
                "beta": [[0, 0, 1]],
                "running_mean": [0, 0.5, 0],
                "running_var": [1, 1, 2],
                "eps": 1e-8,
                "alpha": 0.9,
            },
            {"type": "relu"},
            {"type": "linear", "W": [[1, -1], [0.5, 2], [-1, 0.75]]},
            {"type": "softmax"},
        ],
        "loss": {"type": "softmax_cross_entropy"},
        "X": [[1, 2], [3, -1], [0.5, 0.25]],
        "D": [[1, 0], [0, 1], [0.5, 0.5]],
        "mode": "train",
        "conventions": {"mean": "loss", "norm_mean": True, "alpha": "new", "relu_at_zero": 0.5},
        "penalty": {"type": "half", "lam": 0.01},
        "optimizer": {
            "type": "adam",
            "lr": 0.01,
            "rho1": 0.8,
            "schedule": {"type": "step", "every": 2, "factor": 0.5},
        },
        "iterations": 3,
    },
    {
        "version": 1,
        "layers": [{"type": "linear", "W": [[1, 2], [3, 4]], "B": [0, 0]}, {"type": "tanh"}],
        "loss": {"type": "l2"},
        "X": [[1, 2], [3, 4]],
        "D": [0, 1],
        "conventions": "mean",
        "optimizer": {
            "type": "nesterov",
            "lr": 0.1,
            "mu": 0.5,
            "decay": 0.1,
            "schedule": {"type": "cosine", "iterations": 4},
        },
        "iterations": 2,
    },
    {
        "version": 1,
        "layers": [{"type": "batch_norm"}],
        "loss": {"type": "upstream", "grad": [[1, 0], [0, -1], [2, 1]]},
        "X": [[1, 2], [3, 4], [5, 7]],
        "mode": "inference",
        "conventions": "sum",
    },
    {
        "version": 1,
        "layers": [{"type": "relu"}],
        "loss": {"type": "upstream", "grad": [[1, -2]]},
        "X": [[-1, 3]],
        "optimizer": {"type": "adamw", "lr": 1},
    },
    {
        "version": 2,
        "layers": [
            {"type": "linear", "W": [[0.5, -1, 2], [1, 0.25, -0.5]], "bias": False},
            {"type": "layer_norm", "gamma": [1, 2, 0.5], "eps": 1e-5},
            {"type": "leaky_relu", "slope": 0.2},
            {"type": "dropout", "p": 0.25, "mask": [[1, 0, 1], [1, 1, 1]]},
            {"type": "linear", "W": [[1, 0, 1], [0, 1, 0], [2, 0, 1]], "bias": True},
            {"type": "elu", "alpha": 0.5},
            {"type": "dropout", "p": 0.5, "seed": 3},
            {"type": "residual", "over": 3},
        ],
        "loss": {"type": "huber", "delta": 0.5},
        "X": [[1, 2], [3, -1]],
        "D": [[1, 0, 2], [0, 1, 0.5]],
        "conventions": {"mean": "loss", "norm_var": "unbiased"},
        "optimizer": {
            "type": "adam",
            "state": {"t": 3, "W1": {"m": [[0, 1, 0], [0.5, 0, 0]], "v": [[1, 1, 1], [2, 2, 2]]}},
        },
        "iterations": 2,
    },
    {
        "version": 2,
        "layers": [
            {"type": "linear", "W": [[1, 2, 0.5], [3, 4, -1]], "B": [0.5, 1]},
            {"type": "softmax"},
        ],
        "loss": {"type": "binary_cross_entropy"},
        "X": [[1, 2, 0.5, 1], [3, 4, 0.25, 0], [0, 1, 1, 0]],
        "D": [[1, 0, 1, 0], [0, 1, 0, 1]],
        "optimizer": {"type": "rmsprop", "rho": 0.8, "state": {"B1": {"v": [0.5, 0.25]}}},
    },
]
"""The last has a column for every sample."""

DEEP = [[[[[[[[[[]]]]]]]]]]
JUNK = [
    None, True, False, 0, 1, -1, 2, 1.0, 1.5, -0.0, 1e-320, 1e308, 1e400, -1e400, float("nan"),
    10**400, 2**64, "", "1", "relu", "sgd", "upstream", "train", "é\u202e", "\ud800", "x" * 5000,
    "__class__", "W1", [], {}, [[]], [0], [[0]], [[1, 2], [3]], [None], [True], ["a"], [1e400],
    DEEP, {"type": "relu"}, {"type": []}, {"type": {"type": "relu"}}, {"type": "step", "every": 0},
    list(range(3000)), [[1.0] * 1025], [[0.0] for _ in range(5000)],
]  # fmt: skip
KEYS = ["typ", "Type", "", "W", "lam", "D", "grad", "é", "\ud800", "__proto__", "a b", "k" * 9999]


def places(node, found=()):
    """The path of every node below, as keys and positions."""
    keys = node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    for key in keys:
        yield (*found, key)
        yield from places(node[key], (*found, key))


def mutate(rng, data):
    """One fault, or what may be one, somewhere in the data."""
    *way, last = rng.choice([*places(data)])
    node = data
    for key in way:
        node = node[key]
    kind = rng.choice(["junk", "junk", "junk", "drop", "twice", "rename", "other"])
    if kind == "drop":
        del node[last]
    elif kind == "rename" and isinstance(node, dict):
        node[rng.choice(KEYS)] = node.pop(last)
    elif kind == "twice" and isinstance(node, list):
        node.insert(last, copy.deepcopy(node[last]))
    elif kind == "other":
        *others, other = rng.choice([*places(data)])
        value = data
        for key in (*others, other):
            value = value[key]
        node[last] = copy.deepcopy(value)
    else:
        node[last] = copy.deepcopy(rng.choice(JUNK))


def broken(rng):
    """A whole scenario with one to three faults."""
    data = copy.deepcopy(rng.choice(WHOLE))
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        if data:
            mutate(rng, data)
    return data


def large(rng):
    """A scenario near the limits, on either side of them."""
    data = {"version": 1, "loss": {"type": "upstream"}, "iterations": rng.choice([1, 30, 1000])}
    rows, cols, count = rng.choice(
        [(1, 1, 64), (1, 1, 65), (4096, 1024, 1), (900, 1000, 2), (64, 784, 3)]
    )
    data["X"] = [[0.5] * cols] * rows
    data["loss"]["grad"] = data["X"]
    kinds = ["batch_norm", "relu", "softmax", "softplus"]
    data["layers"] = [{"type": rng.choice(kinds)} for _ in range(count)]
    return data


def text(rng):
    """The text of a scenario that is broken, too large, or no JSON any more."""
    kind = rng.random()
    if kind < 0.001:
        return json.dumps(large(rng))
    if kind < 0.002:
        return rng.choice(["[", '{"a":', '{"layers":[']) * rng.choice([500, 100_000])
    written = json.dumps(broken(rng))
    if kind < 0.1:
        at = rng.randrange(len(written))
        put = rng.choice(["", ",", "}", "]", "[", '"', "\0", "9" * 5000, "1e999", "NaN", "\ufeff"])
        return written[:at] + put + written[at + rng.randrange(3) :]
    return written


def texts(count, seed=0):
    """`count` texts; the same seed gives the same ones."""
    rng = random.Random(seed)
    return (text(rng) for _ in range(count))
