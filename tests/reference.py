"""The same network in PyTorch: every value forward, every gradient by autograd, in float64."""

from __future__ import annotations

import torch

ACTIVATIONS = {
    "identity": torch.clone,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "softmax": lambda z: torch.softmax(z, dim=1),
}
LOSSES = {
    "l2": lambda z, y, d: ((y - d) ** 2).sum() / 2,
    "cross_entropy": lambda z, y, d: -(d * torch.log(y)).sum(),
    "softmax_cross_entropy": lambda z, y, d: -(d * torch.log_softmax(z, dim=1)).sum(),
}


def autograd(spec, values):
    """`(values, gradients)` by name; the gradients of the sum over the batch, none averaged."""
    t = {name: torch.tensor(v, dtype=torch.float64) for name, v in values.items()}
    for name in t.keys() - {"D", "lr"}:
        t[name].requires_grad_()
    y = t["X"]
    for k, activation in enumerate(spec.activations, start=1):
        z = t[f"Y{k}lin"] = y @ t[f"W{k}"] + t[f"B{k}"]
        y = t[f"Y{k}"] = ACTIVATIONS[activation](z)
    t["L"] = LOSSES[spec.loss](z, y, t["D"])
    wanted = [name for name in t if name not in {"D", "lr", "L"}]
    gradients = torch.autograd.grad(t["L"], [t[name] for name in wanted], allow_unused=True)
    values = {name: tensor.detach().numpy() for name, tensor in t.items()}
    return values, {
        name: g.numpy() for name, g in zip(wanted, gradients, strict=True) if g is not None
    }
