"""The settings of a network, besides its layers: one table, a row for each.

`NetworkSpec`, the JSON of a scenario and its schema, and in the app the builder and the address
read the table. A new setting needs a row, code where the equations are made, and its words in
`assets/text.toml`. A new row of `Conventions` shows up in the builder by itself; a new row of this
table also needs a control in `player/static/builder`.
"""

from __future__ import annotations

from dataclasses import KW_ONLY

from engine.core.immutable import immutable
from engine.network.conventions import HANDOUT, Conventions
from engine.network.losses import LOSSES, PENALTIES
from engine.network.optimizers import OPTIMIZERS
from engine.network.options import choice


@immutable
class Settings:
    """Settings that say what a network is trained for, and how.

    - `loss`: the number that is minimised
    - `penalty`: what the weights add to it: nothing, `λ‖W‖²` or `½λ‖W‖²`
    - `training`: whether normalisation takes the statistics of the batch or the running ones
    - `conventions`: the choices on which sources differ
    - `optimizer`: how gradients become new parameters
    - `decay`: whether the optimizer decays the weights
    """

    _: KW_ONLY
    loss: str = choice(*LOSSES, default="softmax_cross_entropy")
    penalty: str = choice("none", *PENALTIES)
    training: bool = choice(True, False, key="mode", words=("train", "inference"))
    conventions: Conventions = HANDOUT
    optimizer: str = choice(*OPTIMIZERS)
    decay: bool = choice(False, True)
