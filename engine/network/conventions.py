"""Conventions: choices in which sources differ and that change numbers.

The handout's examples follow the handout; a network of one's own begins with `MEAN`: the loss is
the mean, as of NumPy and PyTorch, and every gradient is its slope.

A new convention needs a row here, code where the equations are made, and its words in
`assets/text.toml`.
"""

from __future__ import annotations

from dataclasses import replace

from engine.core.immutable import immutable
from engine.network.options import check_settings, choice, number


@immutable
class Conventions:
    """Conventions of a network: a table of settings, the handout's choice first.

    - `mean`: where the average over the batch is taken: in the `parameters`' gradients only (then
      the loss is a sum, and neither `gradY` nor `gradX` is averaged), in the `loss` (as PyTorch
      does), `nowhere`, or in the gradients of `biases` alone (as the `mnist` document's code has
      it: those of the weights are sums)
    - `mean_over`: what the average in the loss is over where each output has a loss of its own, as
      in binary cross-entropy: the `samples`, or all `entries` (as PyTorch does)
    - `norm_mean`: whether the gradients of `gamma` and `beta` are averaged too
    - `running_var`: the batch variance that goes into the running one, `biased` or `unbiased`
    - `norm_var`: the batch variance that batch normalisation divides by, `biased` (over `n`) or
      `unbiased` (over `n - 1`)
    - `alpha`: the statistic whose weight it is, the `old` running one or the `new` one of the batch
    - `relu_at_zero`: the derivative of ReLU at 0
    - `softmax`: the gradient of softmax with cross-entropy, `short` (`Y - D`, which is right where
      the rows of `D` sum to one) or `exact` (`Y ΣD - D`)

    Raises `SettingError` for a choice that is not allowed.
    """

    mean: str = choice("parameters", "loss", "nowhere", "biases")
    mean_over: str = choice("samples", "entries")
    norm_mean: bool = choice(False, True)
    running_var: str = choice("biased", "unbiased")
    norm_var: str = choice("biased", "unbiased")
    alpha: str = choice("old", "new")
    relu_at_zero: float = number(default=0.0, offered=(0.0, 0.5, 1.0), words=("0", "half", "1"))
    softmax: str = choice("short", "exact")

    def __post_init__(self) -> None:
        check_settings(self)

    def averages(self, layer: str, bias: bool = False) -> bool:
        """Tell whether the gradients of the weights, or bias, of a kind of layer are averaged."""
        averaged = ("parameters", "biases") if bias else ("parameters",)
        return self.mean in averaged and (self.norm_mean or layer != "batch_norm")


HANDOUT = Conventions()
MEAN = Conventions(
    mean="loss",
    mean_over="entries",
    norm_mean=True,
    running_var="unbiased",
    alpha="new",
    softmax="exact",
)
MEAN_BEFORE = replace(MEAN, mean_over="samples")
"""What `mean` meant in the scenarios that version 1 wrote, and in the addresses of that time."""
SUM = Conventions(mean="nowhere", softmax="exact")
PRINTED = replace(SUM, mean="biases")
"""Those of the code that the `mnist` document prints."""
PRESETS = {"handout": HANDOUT, "mean": MEAN, "sum": SUM}
"""The conventions of the toy problem's handout, of a mean loss (PyTorch's), and of a plain sum."""
