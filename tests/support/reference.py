"""The same network in PyTorch: every value forward, every gradient by autograd, in float64."""

from __future__ import annotations

from functools import partial

import torch
import torch.nn.functional as F
from numpy.testing import assert_allclose

from engine.core.rewrite import at_sizes
from engine.network.layers.activations import ACTIVATIONS
from engine.network.losses import LOSSES, output_place
from engine.network.spec import placed
from engine.printing.dialects import torch_source

OWN_ACTIVATIONS = {
    "identity": torch.clone,
    # From its threshold on, PyTorch's softplus is the identity: at 20 that is 2e-9 off.
    "softplus": lambda z: F.softplus(z, threshold=500),
    "gelu_tanh": lambda z: F.gelu(z, approximate="tanh"),
    # A step by itself has no gradient in PyTorch, not even a zero.
    "threshold": lambda z: (z > 0) + 0 * z,
    "softmax": lambda z: torch.softmax(z, dim=1),
}
OWN_LOSSES = {
    "l2": lambda _z, y, d: F.mse_loss(y, d, reduction="sum") / 2,
    "mse": lambda _z, y, d: F.mse_loss(y, d, reduction="sum") / d.shape[1],
    "cross_entropy": lambda _z, y, d: -(d * torch.log(y)).sum(),
    "softmax_cross_entropy": lambda z, _y, d: F.cross_entropy(z, d, reduction="sum"),
    "binary_cross_entropy": lambda z, _y, d: F.binary_cross_entropy_with_logits(
        z, d, reduction="sum"
    ),
    "binary_cross_entropy_of_probabilities": lambda _z, y, d: F.binary_cross_entropy(
        y, d, reduction="sum"
    ),
    # PyTorch divides what it adds up by the number of classes.
    "hinge": lambda _z, y, d: ((1 - d) * torch.relu(y - (d * y).sum(1, keepdim=True) + 1)).sum(),
}


def activation(name):
    """PyTorch's own of that name; where it has none, the lines of PyTorch that the table gives."""
    own = getattr(torch, name, None) or getattr(F, name, None)
    if ACTIVATIONS[name].values:
        own = partial(by_position, own)
    return OWN_ACTIVATIONS.get(name) or own or partial(in_torch, ACTIVATIONS[name].forward)


def by_position(function, z, y=None, d=None, **settings):
    """PyTorch's leaky ReLU and ELU take their one number after the values."""
    return function(z, *settings.values())


def loss(name):
    """The same for a loss of `z, y, d`: `l1` is `l1_loss`, summed over all entries."""
    own = getattr(F, f"{name}_loss", None)
    summed = own and (lambda _z, y, d, **numbers: own(y, d, reduction="sum", **numbers))
    return OWN_LOSSES.get(name) or summed or partial(in_torch, LOSSES[name].value)


def in_torch(formula, z, y=None, d=None, **settings):
    """A formula of an activation or a loss, computed by PyTorch."""
    sizes = {} if d is None else {"m": d.shape[1]}
    code = torch_source(at_sizes(formula, sizes))
    return eval(code, {"torch": torch, "Z": z, "Y": y, "D": d, **settings})


PENALTIES = {"full": 1, "half": 0.5}
NOT_DIFFERENTIATED = {"D", "lr", "lam", "mu", "rho", "rho1", "rho2", "eps", "decay", "t", "delta"}


def tensors(values):
    """The inputs of a network as tensors; those that a gradient is asked for require one."""
    t = {name: torch.tensor(v, dtype=torch.float64) for name, v in values.items()}
    for name in t.keys() - NOT_DIFFERENTIATED:
        t[name].requires_grad_()
    return t


def autograd(spec, values):
    """`(values, gradients)` by name, the gradients scaled as the conventions of the network say."""
    t = tensors(values)
    forward(spec, t)
    gradients = scaled_gradients(spec, t)
    return {name: tensor.detach().numpy() for name, tensor in t.items()}, gradients


def forward(spec, t):
    """Every value of the forward pass and the loss, put into `t`."""
    ways = past(placed(spec))
    for layer in placed(spec):
        below, out, k = layer.place.below.name, layer.place.out.name, layer.place.number
        if below in {other.added.name for other in ways}:
            t[f"{below}_through"] = t[below].clone()
            below = f"{below}_through"
        if layer.kind.startswith("linear"):
            bias = t[f"B{k}"][0] if layer.kind == "linear" else None
            t[out] = F.linear(t[below], t[f"W{k}"].T, bias)
        elif layer.kind == "batch_norm":
            batch_norm(spec, t, below, out, k)
        elif layer.kind == "layer_norm":
            layer_norm(t, below, out, k)
        elif layer.kind == "dropout":
            kept = t[f"mask{k}"] / (1 - t[f"p{k}"]) if spec.training else 1
            t[out] = t[below] * kept
        elif layer.kind == "residual":
            way = ways[layer]
            t[way] = t[layer.added.name].clone()
            t[out] = t[way] + t[below]
        else:
            values = {key: t[f"{v.letter or key}{k}"].item() for key, v in chosen(layer.kind)}
            t[out] = activation(layer.kind)(t[below], **values)
    total(spec, t, placed(spec)[-1])


def past(layers):
    """How the way past some layers is called, for each addition: `Y1_past` for its last."""
    ways = {}
    for layer in reversed([layer for layer in layers if layer.added]):
        name = layer.added.name
        again = any(other.added.name == name for other in ways)
        ways[layer] = f"{name}_past{layer.place.number if again else ''}"
    return ways


def chosen(kind):
    """The numbers that can be chosen for an activation, by their keys in JSON."""
    return ACTIVATIONS[kind].values


def ways_in(t, below):
    """A normalisation's input on its three ways, each with a name and a gradient of its own."""
    named = below.removesuffix("_through")
    return {
        way: t.setdefault(f"{named}_{way}", t[below].clone()) for way in ("norm", "var", "mean")
    }


def layer_norm(t, below, out, k):
    """By hand, and the same whole by PyTorch."""
    x = ways_in(t, below)
    mean = t[f"mean{k}"] = x["mean"].mean(dim=1, keepdim=True)
    var = t[f"var{k}"] = ((x["var"] - mean) ** 2).mean(dim=1, keepdim=True)
    t[f"norm{k}"] = (x["norm"] - mean) / torch.sqrt(var + t[f"eps{k}"])
    t[out] = t[f"norm{k}"] * t[f"gamma{k}"] + t[f"beta{k}"]
    weights = (t[f"gamma{k}"][0], t[f"beta{k}"][0])
    whole = F.layer_norm(t[below], (t[below].shape[1],), *weights, t[f"eps{k}"].item())
    assert_allclose(t[out].detach(), whole.detach(), rtol=1e-9, atol=1e-9)


def batch_norm(spec, t, below, out, k):
    """Training: the input enters on three ways, each with a name and a gradient of its own."""
    if not spec.training:
        mean, var = t[f"running_mean{k}"], t[f"running_var{k}"]
        t[f"norm{k}"] = (t[below] - mean) / torch.sqrt(var + t[f"eps{k}"])
    else:
        x, n = ways_in(t, below), len(t[below])
        count = max(n - 1, 1) if spec.conventions.norm_var == "unbiased" else n
        mean = t[f"mean{k}"] = x["mean"].mean(dim=0, keepdim=True)
        var = t[f"var{k}"] = ((x["var"] - mean) ** 2).sum(dim=0, keepdim=True) / count
        t[f"norm{k}"] = (x["norm"] - mean) / torch.sqrt(var + t[f"eps{k}"])
        running(spec, t, below, k)
    t[out] = t[f"norm{k}"] * t[f"gamma{k}"] + t[f"beta{k}"]
    check_batch_norm(spec, t, below, out, k)


def running(spec, t, below, k):
    """The running statistics after the batch; a single sample has no spread, biased or not."""
    kept = t[f"alpha{k}"] if spec.conventions.alpha == "old" else 1 - t[f"alpha{k}"]
    correction = spec.conventions.running_var == "unbiased" and len(t[below]) > 1
    batch = {
        "running_mean": t[below].mean(dim=0),
        "running_var": t[below].var(dim=0, correction=int(correction)),
    }
    for name, statistic in batch.items():
        t[f"{name}{k}"] = torch.lerp(statistic, t[f"{name}{k}_old"], kept)


def check_batch_norm(spec, t, below, out, k):
    """What is taken apart above is PyTorch's own, which refuses to train on a single sample."""
    if spec.training and (len(t[below]) == 1 or spec.conventions.norm_var == "unbiased"):
        return
    after = "_old" if spec.training else ""
    stats = [t[f"{name}{k}{after}"].detach()[0].clone() for name in ("running_mean", "running_var")]
    alpha = t[f"alpha{k}"].item() if spec.training else 0
    momentum = 1 - alpha if spec.conventions.alpha == "old" else alpha
    weights, eps = (t[f"gamma{k}"][0], t[f"beta{k}"][0]), t[f"eps{k}"].item()
    whole = F.batch_norm(t[below], *stats, *weights, spec.training, momentum, eps)
    assert_allclose(t[out].detach(), whole.detach(), rtol=1e-9, atol=1e-9)
    if spec.training:
        assert_allclose(t[f"running_mean{k}"][0].detach(), stats[0], rtol=1e-12, atol=1e-12)
    if spec.training and spec.conventions.running_var == "unbiased":
        assert_allclose(t[f"running_var{k}"][0].detach(), stats[1], rtol=1e-12, atol=1e-12)


def averaged_over(spec, target):
    """The number of samples or, for binary cross-entropy as PyTorch has it, of entries; or 1."""
    if spec.conventions.mean != "loss":
        return 1
    each = ("binary_cross_entropy", "binary_cross_entropy_of_probabilities", "l1", "huber")
    by_entry = spec.loss in each and spec.conventions.mean_over == "entries"
    return target.numel() if by_entry else len(target)


def total(spec, t, last):
    """`L`, or `Ldata`, `Lpenalty` and their sum; a loss of logits makes the output first."""
    logits = output = t[last.place.out.name]
    head = LOSSES[spec.loss].head
    if head:
        place = output_place(last.place, LOSSES[spec.loss])
        output = t[place.out.name] = activation(head.name)(logits)
    numbers = {setting.name: t[setting.name].item() for setting in LOSSES[spec.loss].settings}
    value = loss(spec.loss)(logits, output, t["D"], **numbers)
    t["Ldata"] = value / averaged_over(spec, t["D"])
    weights = [t[name] for name in t if name.startswith("W") and name[1:].isdigit()]
    strength = t["lam"] * PENALTIES[spec.penalty] if spec.penalty != "none" else 0
    t["Lpenalty"] = strength * sum(((w**2).sum() for w in weights), start=torch.zeros(()))
    t["L"] = t["Ldata"] + t["Lpenalty"]


def scaled_gradients(spec, t):
    """The gradient of everything that the loss depends on, by the name of what it belongs to.

    Where the average is taken in the gradients of the parameters, those of the data are divided by
    the batch size: `W` and `B` always, `gamma` and `beta` if they share it. Where it is taken in
    those of the biases alone, only `B` is. A penalty is not data.
    """
    wanted = [name for name in t if isinstance(t[name], torch.Tensor) and t[name].requires_grad]
    wanted = [name for name in wanted if name not in {"L", "Ldata", "Lpenalty"}]
    data = gradients(t["Ldata"], t, wanted)
    extra = gradients(t["Lpenalty"], t, wanted) if spec.penalty != "none" else {}
    parameters = ("W", "B", "gamma", "beta") if spec.conventions.norm_mean else ("W", "B")
    averaged = {"parameters": parameters, "biases": ("B",)}.get(spec.conventions.mean, ())
    return {
        name: gradient / (len(t["X"]) if name.rstrip("0123456789") in averaged else 1)
        + extra.get(name, 0)
        for name, gradient in data.items()
    }


def gradients(value, t, wanted):
    """The gradients of a value by name; zero for what it does not depend on."""
    found = torch.autograd.grad(
        value, [t[name] for name in wanted], retain_graph=True, allow_unused=True
    )
    return {
        name: (torch.zeros_like(t[name]) if g is None else g).numpy()
        for name, g in zip(wanted, found, strict=True)
    }
