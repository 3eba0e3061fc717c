"""How a network is trained on a data set; the same plan gives the same numbers, bit for bit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.core.errors import DataError
from engine.core.program import Program, Role
from engine.data.data_set import DataSet
from engine.network.build import build
from engine.network.initialize import initialize
from engine.network.layer_values import starts
from engine.network.layers.dropout import P
from engine.network.losses import LOSSES, STRENGTH, Target
from engine.network.optimizers import DEFAULTS, RATE
from engine.network.schedules import CONSTANT, Schedule
from engine.network.spec import NetworkSpec
from engine.network.training import Trainer, data_of

USUAL_STRENGTH = 0.01
"""The strength λ of a penalty that was just chosen."""


@dataclass(frozen=True)
class Plan:
    """A network, how its weights begin, and how it is trained.

    - `spec`: the network, with the inputs and outputs of the data
    - `lr`: the learning rate, which the `schedule` changes from iteration to iteration
    - `batch`: so many samples make one iteration; `shuffled`: whether each epoch has its own order
    - `seed`: of the first weights, the orders and the masks of dropout
    - `settings`: other numbers of the network by name: `p1` of a dropout, `mu` of an optimizer
    """

    spec: NetworkSpec
    init: str = "xavier_uniform"
    lr: float = 0.1
    batch: int = 32
    seed: int = 0
    shuffled: bool = True
    schedule: Schedule = CONSTANT
    settings: tuple[tuple[str, float], ...] = ()

    @property
    def program(self) -> Program:
        """The program of one iteration."""
        return build(self.spec)

    def epoch_length(self, samples: int) -> int:
        """Count the iterations of an epoch."""
        return -(-samples // self.batch)


def loss_for(data: DataSet, wanted: str = "") -> str:
    """Take the loss that is wanted where the data can have it, else their usual one.

    Classes take a loss of classes or of labels, or of any numbers; numbers take no other.
    """
    target = LOSSES[wanted].target if wanted in LOSSES else None
    if data.classes:
        return "softmax_cross_entropy" if target is None else wanted
    return wanted if target is Target.NUMBERS else "mse"


def first_values(plan: Plan, data: DataSet) -> dict[str, Any]:
    """Make every input of the program as training begins: the whole data set among them."""
    known: dict[str, Any] = {
        **DEFAULTS,
        STRENGTH.name: USUAL_STRENGTH,
        **_starts(plan.spec),
        **dict(plan.settings),
    }
    known |= {**initialize(plan.spec, plan.init, plan.seed), RATE.name: plan.lr}
    x, d = data_of(plan.program)
    known |= {x: data.x, d: data.d}
    shapes = plan.program.sized({"n": len(data)})
    return {i.name: _value(i, shapes[i.name], known) for i in plan.program.inputs}


def _starts(spec: NetworkSpec) -> dict[str, float]:
    return {name: float(value) for name, value in starts(spec).items() if value is not None}


def _value(given: Any, shape: tuple[int, ...], known: dict[str, Any]) -> Any:
    """Take what is known of an input, else its usual number; what is remembered begins with 0."""
    if given.role is Role.MASK:
        return np.ones(shape)
    found = known.get(given.name, given.usual)
    if found is None and given.role is not Role.STATE:
        raise DataError(given.name, f"is not said; a share {P.name} is one of `settings`")
    return found if np.shape(found) == shape and found is not None else np.full(shape, found or 0.0)


def trainer_of(plan: Plan, data: DataSet) -> Trainer:
    """Make the network of a plan, at its first weights.

    Raises `SettingError` and `BindError` for what does not fit.
    """
    return Trainer(plan.program, first_values(plan, data), batch=plan.batch)
