"""Works of every kind, and plain data that is nearly one."""

import random
from dataclasses import replace

from hypothesis import strategies as st

from app.design import Design, Layer, settled
from app.work.act import Act
from app.work.source import input_shapes, lesson_of, scene_shapes
from app.work.view import View
from app.work.work import Entry, Formula, Place, Work, as_shown, typed
from engine.network.conventions import Conventions
from engine.network.options import settings_of
from engine.teach.lessons.lesson import lesson_ids
from tests.support.designs import OPTIONS


def chosen(table, **others):
    """Any choice of the settings of a table; numbers are from 1 to 12 unless told otherwise."""
    drawn = {
        setting.name: st.integers(1, 12) if setting.whole else st.sampled_from(setting.options)
        for setting in settings_of(table)
        if not setting.pattern
    }
    return st.builds(table, **drawn | others)


def _fitting(design):
    """Leave out the additions of what has another width."""
    for before, layer in zip(design.widths, design.layers, strict=False):
        yield replace(layer, skip=layer.skip and before == layer.width)


DESIGNS = chosen(
    Design,
    layers=st.lists(chosen(Layer), min_size=1, max_size=4).map(tuple),
    conventions=chosen(Conventions),
    batch=st.integers(1, 64),
    # The digits and nice numbers do not go with every network.
    data=st.sampled_from(["toy", "small", "drawn"]),
    start=st.sampled_from([s for s in OPTIONS["start"] if s not in ("given", "nice")]),
    seed=st.integers(0, 999),
).map(lambda design: settled(replace(design, layers=tuple(_fitting(design)))))
NAMES = st.sampled_from(["gradW2", "X", "running_mean1_old", "L"])
PLACES = st.builds("{}:{}:{}".format, NAMES, st.integers(0, 99), st.integers(0, 99))
VIEWS = chosen(
    View,
    step=NAMES,
    selected=PLACES,
    taken_apart=st.builds("{}:{}".format, PLACES, st.sampled_from(["tree", "paths"])),
    matrix=NAMES,
    folded=st.sampled_from(["", "linear1", "layer1,loss"]),
    hide=st.sampled_from(["", "graph"]),
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False).map(lambda x: x + 0.0)


@st.composite
def iterations(draw, shapes):
    """Any numbers typed into any entries, in up to four iterations."""
    names = sorted(shapes)
    made = []
    for _ in range(draw(st.integers(1, 4))):
        entries = []
        for _ in range(draw(st.integers(0, 3))):
            name = draw(st.sampled_from(names))
            rows, cols = shapes[name] or (1, 1)
            at = draw(st.integers(0, rows - 1)), draw(st.integers(0, cols - 1))
            entries.append(Entry(name, *at, draw(NUMBERS)))
        made.append(typed(entries))
    return tuple(made)


@st.composite
def places(draw):
    """Any stop of any lesson, with work on its scene and a formula where it has a panel."""
    lesson = lesson_of(draw(st.sampled_from(lesson_ids())))
    stop = draw(st.sampled_from(lesson.stops))
    place = Place(lesson.id, stop.id)
    made = draw(iterations(scene_shapes(lesson.scenes[stop.scene])))
    place = place.with_scene(stop.scene, made, draw(st.integers(1, len(made))))
    if stop.panels:
        place = place.with_formula(Formula(stop.id, 0, draw(st.sampled_from(["x^T A x", "∑"]))))
    return place


PRACTICES = st.sampled_from(
    [
        (),
        (Act("predict", (("kind", "matrix"), ("here", "gradW2"), ("seed", 7))), Act("hint")),
        (
            Act("predict", (("kind", "entry"), ("here", ""), ("seed", 1))),
            Act("answer", (("entries", ((0, 1, "−3/2"),)), ("decimals", (("X", 2),)))),
        ),
        (Act("break", (("wish", "any"), ("seed", 3))), Act("check", (("name", "gradW1"),))),
    ]
)


@st.composite
def works(draw):
    """Any work."""
    design = draw(DESIGNS)
    place = draw(st.none() | places())
    made = draw(iterations(input_shapes(design)))
    return Work(
        design,
        made,
        place,
        ((place.lesson, place.stop),) if place else (),
        draw(PRACTICES),
        draw(VIEWS),
        as_shown(draw(st.integers(1, len(made))), made),
    )


HOSTILE = [
    None, True, False, 0, 1, -1, 2**53, 10**400, -(10**5000), 0.0, 0.5, -1e308, float("nan"),
    float("inf"), float("-inf"), "", "toy", "relu", "nan", "∞", "٣", "\ud800", "X:0:0", "a" * 5000,
    "{0.__class__}", "%s", "<script>", [], [[]], [[[]]], {}, {"": None}, {"__class__": 1},
    [["X", 0, 0, 1e999]], ["X"] * 3000, {"a": {"b": {"c": {}}}},
]  # fmt: skip


def deep(depth):
    """Lists within lists."""
    value = []
    for _ in range(depth):
        value = [value]
    return value


def mutated(plain, seed, times=2):
    """Plain data with something put in another's place, taken out or added, at any depth."""
    rng = random.Random(seed)
    for _ in range(rng.randint(1, times)):
        plain = _mutated(plain, rng)
    return plain


def _mutated(value, rng):
    if isinstance(value, dict) and value and rng.random() < 0.9:
        key = rng.choice(sorted(value, key=str))
        copy = dict(value)
        match rng.random():
            case p if p < 0.08:
                del copy[key]
            case p if p < 0.16:
                copy[rng.choice(["extra", "", "__class__", "\ud800", key + "x"])] = copy[key]
            case p if p < 0.2:
                copy[key] = copy[rng.choice(sorted(value, key=str))]
            case _:
                copy[key] = _mutated(value[key], rng)
        return copy
    if isinstance(value, list) and value and rng.random() < 0.85:
        k = rng.randrange(len(value))
        return [*value[:k], *_changed_part(value[k], rng), *value[k + 1 :]]
    return deep(rng.choice([3, 3000])) if rng.random() < 0.05 else rng.choice(HOSTILE)


def _changed_part(part, rng):
    match rng.random():
        case p if p < 0.1:
            return []
        case p if p < 0.2:
            return [part, part]
    return [_mutated(part, rng)]
