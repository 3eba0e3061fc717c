"""The optimizers as PyTorch and Keras name them, with their parameters and defaults.

Source: the documentation of `torch.optim`; of Keras, gradient descent with momentum alone: its Adam
and RMSprop have eps at another place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from engine.core.immutable import immutable
from engine.network.written.arguments import NEEDED, Arguments, Parameters, bound, written
from engine.network.written.syntax import Call


@immutable
class Chosen:
    """An optimizer and its numbers: `{"lr": 0.1, "mu": 0.9}`; `decays` tells of a weight decay."""

    name: str = "sgd"
    settings: tuple[tuple[str, float], ...] = ()
    decays: bool = False

    @property
    def numbers(self) -> Mapping[str, float]:
        """The numbers by name."""
        return dict(self.settings)


PLAIN = ("foreach", "capturable", "differentiable", "fused", "name")
PARAMETERS: Mapping[str, Parameters] = {
    "SGD": (
        *(("params", NEEDED), ("lr", 0.001), ("momentum", 0.0), ("dampening", 0.0)),
        *(("weight_decay", 0.0), ("nesterov", False), ("maximize", False)),
    ),
    "Adam": (
        *(("params", NEEDED), ("lr", 0.001), ("betas", (0.9, 0.999)), ("eps", 1e-8)),
        *(("weight_decay", 0.0), ("amsgrad", False), ("maximize", False)),
    ),
    "AdamW": (
        *(("params", NEEDED), ("lr", 0.001), ("betas", (0.9, 0.999)), ("eps", 1e-8)),
        *(("weight_decay", 0.01), ("amsgrad", False), ("maximize", False)),
    ),
    "RMSprop": (
        *(("params", NEEDED), ("lr", 0.01), ("alpha", 0.99), ("eps", 1e-8)),
        *(("weight_decay", 0.0), ("momentum", 0.0), ("centered", False), ("maximize", False)),
    ),
    "Adagrad": (
        *(("params", NEEDED), ("lr", 0.01), ("lr_decay", 0.0), ("weight_decay", 0.0)),
        *(("initial_accumulator_value", 0.0), ("eps", 1e-10), ("maximize", False)),
    ),
}


def chosen(calls: Iterable[Call]) -> Chosen:
    """Find the last optimizer of PyTorch among the calls; gradient descent where there is none."""
    found = [call for call in calls if call.name in PARAMETERS and _is_of_torch(call)]
    return _read(found[-1]) if found else Chosen()


def _is_of_torch(call: Call) -> bool:
    return call.on.rpartition(".")[2] in ("optim", "") and bool(call.args or call.keywords)


def _read(call: Call) -> Chosen:
    a = bound(call, PARAMETERS[call.name], PLAIN)
    a.only("maximize", False)
    name, settings = READERS[call.name](a)
    decay = a.share("weight_decay")
    numbers = {"lr": a.share("lr"), **settings, **({"decay": decay} if decay else {})}
    return Chosen(name, tuple(numbers.items()), bool(decay))


def _sgd(a: Arguments) -> tuple[str, dict[str, float]]:
    a.only("dampening", 0, 0.0)
    if not a.share("momentum"):
        return "sgd", {}
    return "nesterov" if a.flag("nesterov") else "momentum", {"mu": a.share("momentum")}


def _adam(name: str) -> Callable[[Arguments], tuple[str, dict[str, float]]]:
    def read(a: Arguments) -> tuple[str, dict[str, float]]:
        a.only("amsgrad", False)
        rho1, rho2 = _betas(a)
        return name, {"rho1": rho1, "rho2": rho2, "eps": a.share("eps")}

    return read


def _betas(a: Arguments) -> tuple[float, float]:
    match a["betas"]:
        case (int() | float() as one, int() | float() as two):
            return a.checked("betas", one, 1), a.checked("betas", two, 1)
    raise a.refused("no_number", argument="betas", code=written(a["betas"]))


def _rmsprop(a: Arguments) -> tuple[str, dict[str, float]]:
    a.only("momentum", 0, 0.0)
    a.only("centered", False)
    return "rmsprop", {"rho": a.share("alpha"), "eps": a.share("eps")}


def _adagrad(a: Arguments) -> tuple[str, dict[str, float]]:
    a.only("lr_decay", 0, 0.0)
    a.only("initial_accumulator_value", 0, 0.0)
    return "adagrad", {"eps": a.share("eps")}


READERS = {
    "SGD": _sgd,
    "Adam": _adam("adam"),
    "AdamW": _adam("adamw"),
    "RMSprop": _rmsprop,
    "Adagrad": _adagrad,
}
