"""What a training is made from: a network, data, and how it is trained. Small, frozen, text."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from app.design import DRAWN, Design, Layer, settled, spec_of
from app.train.hosted import samples_in, sources
from app.train.tables import NAME, data_in, touch
from engine.core.errors import DataError
from engine.core.immutable import immutable
from engine.data.bundled import mnist
from engine.data.data_set import DataSet, split, standard_of
from engine.data.sets import DATA_SETS, DataEntry, data_set
from engine.learning.course import Course
from engine.learning.plan import Plan, loss_for
from engine.network.conventions import MEAN, PRINTED, SUM
from engine.network.initialize import INITIALIZATIONS
from engine.network.layers.dropout import P
from engine.network.losses import LOSSES
from engine.network.options import choice, number, word
from engine.network.schedules import CONSTANT, Cosine, Schedule, Step

OWN = "own"
"""The name of a table of one's own as a data set."""
HOSTED = tuple(sources())
SETS = (*DATA_SETS, *HOSTED, OWN)
BROUGHT = (*HOSTED, OWN)
"""Those that may not be here yet: a table is brought, and files are downloaded."""
FEW = 10
"""Of fewer samples none can be spared to validate with."""
SCHEDULES = {
    "constant": lambda _: CONSTANT,
    "step": lambda every: Step(every, 0.5),
    "cosine": Cosine,
}
"""The schedules, with their number of iterations."""
GRADIENTS = {"averaged": MEAN, "summed": SUM, "printed": PRINTED}
"""How gradients are made of those of the samples, by name; an address may say another way."""
MOST_ITERATIONS = 1_000_000
LARGEST_RATE = 1e9
"""Rates that explode are worth a look, too."""


@immutable
class Training:
    """A network that is trained on a data set; its inputs and outputs are those of the data.

    - `design`: the network, how its weights begin, the seed of everything, the size of a batch
    - `set`: the data set, with `count` samples, `noise` and, where it has one, a `formula`
    - `table`: the name of one's own, whose `target` is a column; `scaled`: whether its inputs are
      standardised
    - `share`: of the samples that are held back to validate with
    - `lr`: the learning rate; `schedule` changes it, `every` so many iterations or within them
    - `shuffled`: whether every epoch has an order of its own
    """

    design: Design
    set: str = choice(*SETS, default="spirals")
    count: int = number(2, 2000, default=0)
    noise: float = number(0, 2, default=0.0)
    formula: str = word(r"[^\x00-\x1f]{0,200}")
    table: str = word(NAME)
    target: str = word(r"[^\x00-\x1f]{0,60}")
    scaled: bool = choice(True, False, key="scale", words=("standard", "as_is"))
    share: float = number(0.05, 0.9, default=0.2)
    lr: float = number(1e-9, LARGEST_RATE, default=0.03)
    schedule: str = choice(*SCHEDULES)
    every: int = number(1, 100_000, default=500)
    shuffled: bool = choice(True, False, key="order", words=("shuffled", "in_order"))


USUAL_DESIGN = Design(
    2,
    (Layer(12, "tanh"), Layer(8, "tanh"), Layer(2, "softmax")),
    optimizer="adam",
    batch=32,
    data=DRAWN,
    start="xavier_uniform",
    conventions=MEAN,
)
USUAL = Training(USUAL_DESIGN, count=DATA_SETS["spirals"].count, noise=DATA_SETS["spirals"].noise)


def samples_of(training: Training) -> tuple[DataSet, DataSet | None]:
    """Make the samples to train on, and those to validate with.

    Raises `DataError` for a formula that cannot be read or has no finite value, and for a table
    or files that are not here.
    """
    if training.set in HOSTED:
        return samples_in(training.set)
    if training.set == OWN:
        touch(training.table)
        about = training.table, training.target, training.scaled
        return _samples_in(*about, training.design.seed, training.share)
    own = (training.set, training.count, training.noise, training.formula)
    return _samples(*own, training.design.seed, training.share)


@lru_cache(maxsize=32)
def _samples(
    name: str, count: int, noise: float, formula: str, seed: int, share: float
) -> tuple[DataSet, DataSet | None]:
    if name == "mnist":
        return mnist("train"), mnist("test")
    data = data_set(name, count if DATA_SETS[name].count else None, noise, formula or None, seed)
    return (data, None) if len(data) < FEW else split(data, share, seed)


@lru_cache(maxsize=4)
def _samples_in(
    table: str, target: str, scaled: bool, seed: int, share: float
) -> tuple[DataSet, DataSet | None]:
    data = data_in(table, target)
    train, validation = (data, None) if len(data) < FEW else split(data, share, seed)
    if not scaled:
        return train, validation
    standard = standard_of(train)
    return standard.of(train), validation and standard.of(validation)


def entry_of(name: str) -> DataEntry:
    """Look up what is usual for a data set; a table of one's own is what it is."""
    return DATA_SETS[name] if name in DATA_SETS else DataEntry(_nothing, 0)


def _nothing(*_: object) -> DataSet:
    raise DataError("data", "are not drawn: they are brought")


def with_set(training: Training, name: str) -> Training:
    """Take another data set, with what is usual for it."""
    entry = entry_of(name)
    usual = {"count": entry.count, "noise": entry.noise, "formula": entry.formula}
    return fitted(replace(training, set=name, **usual))


def fitted(training: Training) -> Training:
    """Give the network the inputs and outputs of its data, and a loss that they can have."""
    data, _ = samples_of(training)
    design = training.design
    loss = loss_for(data, design.loss)
    last = Layer(data.d.shape[1], LOSSES[loss].outputs[0], bias=design.layers[-1].bias)
    inputs = data.x.shape[1]
    layers = _without_misfits(inputs, (*design.layers[:-1], last))
    start = design.start if design.start in INITIALIZATIONS else USUAL_DESIGN.start
    chosen = {"loss": loss, "start": start, "data": DRAWN, "training": True}
    design = replace(design, inputs=inputs, layers=layers, dead=0, single=False, **chosen)
    return replace(training, design=settled(design))


def _without_misfits(inputs: int, layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
    """Leave out what is added to a layer of another width."""
    widths = (inputs, *(layer.width for layer in layers))
    fits = (before == after for before, after in pairwise(widths))
    return tuple(
        replace(layer, skip=layer.skip and fit) for layer, fit in zip(layers, fits, strict=True)
    )


def gradients_of(training: Training) -> str:
    """Name how the gradients of a training are made; empty for another way than those offered."""
    same = (n for n, way in GRADIENTS.items() if way == training.design.conventions)
    return next(same, "")


def plan_of(training: Training) -> Plan:
    """Plan a training for the engine."""
    design = training.design
    shares = {f"{P.name}{k}": layer.dropout for k, layer in enumerate(design.layers, 1)}
    return Plan(
        spec_of(design),
        design.start,
        training.lr,
        design.batch,
        design.seed,
        training.shuffled,
        schedule_of(training),
        tuple(shares.items()),
    )


def schedule_of(training: Training) -> Schedule:
    """Make the schedule of the learning rate."""
    return SCHEDULES[training.schedule](training.every)


def course_of(training: Training) -> Course:
    """Begin a training."""
    data, validation = samples_of(training)
    return Course(plan_of(training), data, validation)
