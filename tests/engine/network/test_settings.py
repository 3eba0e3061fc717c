"""The rows of the tables of settings: what they allow, and how they are written."""

from dataclasses import MISSING, dataclass

import pytest

from engine.core.errors import SettingError
from engine.network.conventions import Conventions
from engine.network.options import check_settings, choice, number, settings_of
from engine.network.settings import Settings
from engine.network.spec import NetworkSpec


@dataclass(frozen=True)
class Table:
    """A table with a row of every kind."""

    kind: str = choice("a", "b")
    steps: int = number(0, 9, default=1)
    share: float = number(0, 1, default=0.0, offered=(0.0, 0.1))
    on: bool = choice(False, True)
    mode: bool = choice(True, False, key="way", words=("there", "back"))
    plain: str = "no row"


ROWS = {setting.name: setting for setting in settings_of(Table)}
ALL = [row for table in (Table, Settings, NetworkSpec, Conventions) for row in settings_of(table)]


def test_each_field_that_is_a_choice_or_a_number_is_a_row():
    assert [*ROWS] == ["kind", "steps", "share", "on", "mode"]
    assert [row.default for row in ROWS.values()] == ["a", 1, 0.0, False, True]
    assert [row.key for row in ROWS.values()] == ["kind", "steps", "share", "on", "way"]


@pytest.mark.parametrize("setting", ALL, ids=lambda setting: setting.name)
def test_the_default_is_allowed(setting):
    if setting.bounds is None:
        assert setting.default in setting.options
    elif setting.default is not MISSING:
        assert setting.bounds[0] <= setting.default <= setting.bounds[1]


@pytest.mark.parametrize("setting", ALL, ids=lambda setting: setting.name)
def test_an_option_is_read_from_its_word(setting):
    for option in setting.options:
        found = setting.option(setting.word(option))
        assert (found, type(found)) == (option, type(option))
        assert setting.from_json(setting.to_json(option)) == option
    assert setting.option("no such word") is None


def test_words_have_no_point():
    """In an address it stands between the settings, in a key between its parts."""
    assert [ROWS["share"].word(share) for share in (0.0, 0.1)] == ["0", "0_1"]
    assert [ROWS["on"].word(flag) for flag in (False, True)] == ["0", "1"]
    assert [ROWS["mode"].word(flag) for flag in (True, False)] == ["there", "back"]


@pytest.mark.parametrize(
    ("chosen", "why"),
    [
        ({"kind": "c"}, "'c' is not a choice of kind; there are a, b"),
        ({"steps": 10}, "steps is 10; it needs to be from 0 to 9"),
        ({"share": float("nan")}, "share is nan; it needs to be from 0 to 1"),
        ({"on": None}, "None is not a choice of on; there are False, True"),
    ],
)
def test_what_is_not_allowed_is_refused(chosen, why):
    check_settings(Table())
    with pytest.raises(SettingError) as error:
        check_settings(Table(**chosen))
    assert str(error.value) == why


def test_conventions_are_checked():
    with pytest.raises(SettingError, match="'both' is not a choice of mean; there are parameters"):
        Conventions(mean="both")
