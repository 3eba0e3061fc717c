"""Immutable classes behave as frozen dataclasses do."""

import copy
from dataclasses import KW_ONLY, FrozenInstanceError, dataclass, field, fields, replace

import pytest

from engine.core.immutable import immutable


@immutable
class Point:
    """A point, by default on the axis."""

    x: int
    y: int = 0


@immutable
class Nothing:
    pass


@immutable
class Other:
    x: int
    y: int = 0


@immutable
class Named:
    """Two fields by name alone, and one that follows from them."""

    _: KW_ONLY
    width: int
    height: int = 1
    area: int = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        object.__setattr__(self, "area", self.width * self.height)


@dataclass(frozen=True)
class Frozen:
    x: int
    y: int = 0


def test_it_is_made_by_position_by_name_and_by_default():
    assert (Point(1).x, Point(1).y) == (1, 0)
    assert Point(1, 2) == Point(y=2, x=1)
    with pytest.raises(TypeError, match="x"):
        Point()


def test_it_is_equal_to_its_like_alone():
    assert Point(1, 2) == Point(1, 2)
    assert Point(1, 2) != Point(2, 1)
    assert Point(1, 2) != Other(1, 2)
    assert Point(1, 2) != (1, 2)
    assert Nothing() == Nothing()


def test_equal_ones_have_one_hash():
    assert len({Point(1), Point(1, 0), Point(2), Other(1)}) == 3


def test_it_cannot_be_changed():
    point = Point(1)
    with pytest.raises(FrozenInstanceError, match="x of a Point"):
        point.x = 2
    with pytest.raises(FrozenInstanceError, match="y of a Point"):
        del point.y
    assert not hasattr(point, "__dict__")


def test_it_reads_as_a_dataclass_does():
    assert repr(Point(1)) == repr(Frozen(1)).replace("Frozen", "Point")
    assert repr(Nothing()) == "Nothing()"
    assert Point.__doc__ == "A point, by default on the axis."


def test_dataclasses_and_patterns_know_it():
    assert replace(Point(1, 2), y=3) == Point(1, 3)
    assert [entry.name for entry in fields(Point)] == ["x", "y"]
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)


def test_fields_may_be_named_or_follow_from_others():
    named = Named(width=2, height=3)
    assert (named.area, repr(named)) == (6, "Named(width=2, height=3)")
    assert replace(named, height=4).area == 8
    with pytest.raises(TypeError, match="positional"):
        Named(2)


def test_it_can_be_copied():
    assert copy.copy(Point(1, 2)) == Point(1, 2)
    assert copy.copy(Named(width=2)) == Named(width=2)
