"""The settings of a training as widgets, which follow the address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any

import streamlit as st

from app.design import Design
from app.pages_.markdown import literal
from app.pages_.train_table import bring, columns_in, draw_table, unusable
from app.text import text
from app.train.address import Refusals, applies, from_query, to_query
from app.train.training import (
    BROUGHT,
    GRADIENTS,
    SCHEDULES,
    SETS,
    Training,
    fitted,
    gradients_of,
    with_set,
)
from app.work.layers_address import written_layers
from engine.core.errors import DataError
from engine.network.initialize import INITIALIZATIONS
from engine.network.losses import PENALTIES
from engine.network.optimizers import OPTIMIZERS
from engine.network.options import settings_of

ROWS = {row.name: row for table in (Design, Training) for row in settings_of(table)}
PREFIX = "train."
OWN_FIELDS = ("count", "noise", "share", "scaled", "lr", "schedule", "every", "shuffled")
"""Those of the training itself, and not of its network."""
NOTHING = "-"
"""What an empty field is read as: no network, and no function."""
SEEN = "train-address"
"""The language and the address for which the widgets were last filled in."""
LEFT = "train-address-left"
"""The address that the last change of a setting has left, and when the page was whole after it."""
UNHEARD = 2.0
"""Seconds after that in which the browser may still ask with the address that was left."""


@dataclass(frozen=True)
class Field:
    """A setting of the page: how it is read from a training, and put into one."""

    read: Callable[[Training], Any]
    put: Callable[[Training, Any], Training]


def _of_design(name: str) -> Field:
    return Field(
        lambda training: getattr(training.design, name),
        lambda training, value: fitted(
            replace(training, design=replace(training.design, **{name: value}))
        ),
    )


def _own(name: str) -> Field:
    return Field(
        lambda training: getattr(training, name),
        lambda training, value: replace(training, **{name: value}),
    )


def _with_net(training: Training, net: str) -> Training:
    """Take other layers; those that cannot be read or are too large change nothing."""
    other, refusals = from_query({**to_query(training), "net": net.replace(" ", "") or NOTHING})
    return training if refusals else other


def _with_formula(training: Training, formula: str) -> Training:
    try:
        return fitted(replace(training, formula=formula))
    except DataError:
        return training


def _key(name: str, lang: str) -> str:
    """Name a widget: one that Streamlit knows keeps its words, so each language has its own."""
    return f"{PREFIX}{lang}.{name}"


def refused(training: Training, name: str, lang: str) -> Refusals:
    """Say why what was typed into a field of text is not what is trained."""
    typed = st.session_state.get(_key(name, lang), "").replace(" ", "") or NOTHING
    if typed == FIELDS[name].read(training).replace(" ", ""):
        return ()
    _, refusals = from_query({**to_query(training), name: typed})
    return tuple(refusal for refusal in refusals if refusal.path == name)


def _with_gradients(training: Training, name: str) -> Training:
    conventions = GRADIENTS.get(name, training.design.conventions)
    return replace(training, design=replace(training.design, conventions=conventions))


def _with_set(training: Training, name: str) -> Training:
    """Take another data set; what is brought is asked for, and then fits."""
    return replace(training, set=name) if name in BROUGHT else with_set(training, name)


def _last(training: Training) -> str:
    """Name the last column, which is the target where nothing else is said."""
    try:
        return columns_in(training)[-1]
    except (DataError, IndexError):  # Without a table, and of arrays, there is no choice.
        return ""


def _with_target(training: Training, target: str) -> Training:
    try:
        return fitted(replace(training, target=target))
    except DataError:
        return training


FIELDS = {
    "set": Field(lambda training: training.set, _with_set),
    "target": Field(lambda training: training.target or _last(training), _with_target),
    "formula": Field(lambda training: training.formula, _with_formula),
    "net": Field(
        lambda training: written_layers(training.design.inputs, training.design.layers), _with_net
    ),
    **{name: _own(name) for name in OWN_FIELDS},
    "gradients": Field(gradients_of, _with_gradients),
    **{name: _of_design(name) for name in ("batch", "optimizer", "penalty", "start", "seed")},
}
"""Every setting by its name; the first ones decide which others there are."""


def changed(training: Training, lang: str) -> Training:
    """Put what was changed by hand since the address was read into a training.

    Where the address is another one than before, it decides, and the widgets follow; so do those
    of another language.
    """
    training = _heard(training)
    address = to_query(training)
    if st.session_state.get(SEEN) != (lang, address):
        _fill(training, lang)
        return training
    for name, field in FIELDS.items():
        value = st.session_state.get(_key(name, lang))
        if value is not None and value != field.read(training):
            training = field.put(training, value)
    if to_query(training) != address:
        st.session_state[LEFT] = address, None
        _fill(training, lang)
    return training


def _heard(training: Training) -> Training:
    """Read the training of the last change, where the browser had not heard of its address yet.

    Who changes two things at once asks for the second with the address from before the first.
    """
    left, whole = st.session_state.get(LEFT, (None, None))
    is_heard = whole is not None and monotonic() - whole > UNHEARD
    if to_query(training) != left or is_heard:
        return training
    return from_query(st.session_state[SEEN][1])[0]


def page_is_whole() -> None:
    """Note when the browser can hear of a change: the next request may end a run before that."""
    left, whole = st.session_state.get(LEFT, (None, None))
    st.session_state[LEFT] = left, whole or monotonic()


def _fill(training: Training, lang: str) -> None:
    for name, field in FIELDS.items():
        st.session_state[_key(name, lang)] = field.read(training)
    st.session_state[SEEN] = lang, to_query(training)


def draw_settings(training: Training, lang: str) -> None:
    """Draw the widgets: the data, the network, and how it is trained."""
    _choice("set", SETS, lang, "train")
    if applies(training, "table"):
        _table(training, lang)
    if applies(training, "formula"):
        _text("formula", training, lang)
    if applies(training, "count"):
        with st.container(horizontal=True, gap="small"):
            _number("count", lang, 10)
            _number("noise", lang, 0.05)
    _text("net", training, lang)
    _choice("optimizer", tuple(OPTIMIZERS), lang)
    with st.container(horizontal=True, gap="small"):
        _number("lr", lang, 0.01)
        _number("batch", lang, 1)
        _number("seed", lang, 1)
    _choice("start", tuple(INITIALIZATIONS), lang)
    _more(training, lang)


def _more(training: Training, lang: str) -> None:
    """Draw what is seldom changed, behind a button."""
    with st.popover(text("train.more", lang), width="stretch"):
        _choice("penalty", ("none", *PENALTIES), lang)
        others = () if gradients_of(training) else ("",)
        _choice("gradients", (*GRADIENTS, *others), lang, "train")
        _choice("schedule", tuple(SCHEDULES), lang, "train")
        if training.schedule != "constant":
            _number("every", lang, 100)
        st.toggle(text("train.label.shuffled", lang), key=_key("shuffled", lang))


def choose_set(training: Training, lang: str) -> None:
    """Draw the choice of the data alone, where there is nothing to train on yet."""
    st.session_state[_key("set", lang)] = training.set
    _choice("set", SETS, lang, "train")


def _table(training: Training, lang: str) -> None:
    """Draw what concerns a table of one's own: what it holds, its target, how it is divided."""
    names = columns_in(training)
    if names:
        target = st.selectbox(text("train.label.target", lang), names, key=_key("target", lang))
        if why := unusable(training, target, lang):
            st.warning(literal(why))
    with st.popover(text("train.table.more", lang), width="stretch"):
        draw_table(training, lang)
        _number("share", lang, 0.05)
        st.toggle(text("train.label.scaled", lang), key=_key("scaled", lang))
        bring(lang)


def _choice(name: str, options: tuple[str, ...], lang: str, words: str = "choice") -> None:
    st.selectbox(
        text(f"train.label.{name}", lang),
        options,
        format_func=lambda option: text(f"{words}.{name}.{option or 'other'}", lang),
        key=_key(name, lang),
    )


def _number(name: str, lang: str, step: float) -> None:
    row = ROWS[name]
    least, most = map(int if row.whole else float, row.bounds or ())
    shown = {} if row.whole else {"format": "%.6g"}
    label = text(f"train.label.{name}", lang)
    st.number_input(label, least, most, step=step, key=_key(name, lang), **shown)


def _text(name: str, training: Training, lang: str) -> None:
    """Draw a field of text, and beneath it why what stands in it is not taken."""
    st.text_input(text(f"train.label.{name}", lang), key=_key(name, lang))
    for refusal in refused(training, name, lang):
        st.warning(literal(refusal.sentence(lang)))
