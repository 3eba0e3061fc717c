"""The choices on which sources differ, and which decide numbers; the handout's by default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Conventions:
    """Conventions of a network.

    - `mean`: where the average over the batch is taken: in the `parameters`' gradients only (then
      the loss is a sum, and neither `gradY` nor `gradX` is averaged), in the `loss` (as PyTorch
      does), or `nowhere`
    - `norm_mean`: whether `gamma` and `beta` share the average of the other parameters
    - `running_var`: the batch variance that the running one takes in, `biased` or `unbiased`
    - `alpha`: whether it weighs the `old` statistic or the `new` one
    - `relu_at_zero`: the derivative of ReLU at 0
    - `softmax`: the gradient of softmax with cross-entropy, `short` (`Y - D`, which is right where
      the rows of `D` sum to one) or `exact` (`Y ΣD - D`)
    """

    mean: Literal["parameters", "loss", "nowhere"] = "parameters"
    norm_mean: bool = False
    running_var: Literal["biased", "unbiased"] = "biased"
    alpha: Literal["old", "new"] = "old"
    relu_at_zero: float = 0.0
    softmax: Literal["short", "exact"] = "short"


HANDOUT = Conventions()
MEAN = Conventions(
    mean="loss", norm_mean=True, running_var="unbiased", alpha="new", softmax="exact"
)
SUM = Conventions(mean="nowhere", softmax="exact")
PRESETS = {"handout": HANDOUT, "mean": MEAN, "sum": SUM}
"""The conventions of the toy problem's handout, of a mean loss (PyTorch's), and of a plain sum."""
