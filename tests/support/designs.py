"""The built-in examples with other activations, losses and samples, as tests ask for them."""

from dataclasses import replace

from app.design import PRESETS, Design, Layer, with_hidden, with_loss
from app.work.numbers import trace_of
from app.work.run import run_of
from app.work.work import Work
from engine.network.conventions import Conventions
from engine.network.options import settings_of

OPTIONS = {
    setting.name: setting.options
    for table in (Design, Layer, Conventions)
    for setting in settings_of(table)
}
HIDDEN = ("relu", "sigmoid", "tanh")
LOSSES = ("softmax_cross_entropy", "l2")


def design(example="toy", batch=True, hidden="relu", loss="softmax_cross_entropy"):
    chosen = with_hidden(with_loss(PRESETS[example], loss), hidden)
    return replace(chosen, single=not batch)


def trace_for(example="toy", batch=True, hidden="relu", loss="softmax_cross_entropy"):
    return trace_of(run_of(Work(design(example, batch, hidden, loss))))
