"""Every step that a network can have is said in a sentence, in every language."""

from dataclasses import replace
from functools import cache
from itertools import product
from string import Formatter

import pytest

from app.text import LANGUAGES, catalogue, optional, pieces
from engine.core.differentiate import derived
from engine.network.build import build
from engine.network.columns import columns
from engine.network.conventions import MEAN_BEFORE, PRESETS, Conventions
from engine.network.layers.activations import ACTIVATIONS
from engine.network.losses import LOSSES, PENALTIES
from engine.network.optimizers import OPTIMIZERS
from engine.network.spec import NetworkSpec, mlp_spec

SINGLE = "_single"


LAYERS = (
    ("linear_without_bias", 3),
    ("layer_norm", 0),
    ("relu", 0),
    ("dropout", 0),
    ("linear", 3),
    ("batch_norm", 0),
    ("residual", 2),
)


def specs():
    """Networks that have, between them, every kind of step."""
    widths = (2, 3, 2)
    for convention, training in product((*PRESETS.values(), MEAN_BEFORE), (True, False)):
        for norm_var, running_var, alpha in product(*[("biased", "unbiased")] * 2, ("old", "new")):
            chosen = {"norm_var": norm_var, "running_var": running_var, "alpha": alpha}
            conventions = replace(convention, **chosen)
            yield NetworkSpec(2, LAYERS, loss="l2", conventions=conventions, training=training)
    yield from (mlp_spec(widths, hidden) for hidden in ACTIVATIONS)
    for convention, norm in product((*PRESETS.values(), MEAN_BEFORE), ("before", "after")):
        chosen = [convention, replace(convention, norm_mean=True, relu_at_zero=0.5)]
        chosen += [replace(convention, alpha=a, running_var="unbiased") for a in ("old", "new")]
        chosen += [replace(convention, softmax="short")]
        for conventions, loss in product(chosen, LOSSES):
            spec = mlp_spec(widths, "relu", loss, conventions=conventions, norm=norm)
            yield from (spec, replace(spec, training=False))
        for penalty in PENALTIES:
            yield replace(mlp_spec(widths, conventions=convention), penalty=penalty)
    for optimizer, decay in product(OPTIMIZERS, (False, True)):
        yield replace(mlp_spec(widths), optimizer=optimizer, decay=decay)


@cache
def reads_by_idea():
    """What the equations of an idea read, in every form that they take."""
    found = {}
    programs = [build(spec) for spec in specs()]
    programs += [derived(program) for program in programs]
    chosen = [replace(c, relu_at_zero=0.5) for c in PRESETS.values()] + [Conventions()]
    programs += [columns((2, 3, 2), "relu", *pair) for pair in product(LOSSES, chosen)]
    for program in programs:
        for equation in program.equations:
            found.setdefault(equation.idea, set()).add(equation.reads)
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_idea_has_a_sentence_about_what_it_reads(lang):
    for idea, forms in reads_by_idea().items():
        assert f"idea.{idea}" in catalogue(), f"idea.{idea} has no sentence in {lang}"
        for key in (f"idea.{idea}", f"idea.{idea}{SINGLE}"):
            for reads in forms:
                assert pieces(optional(key, lang), reads, n=3) or key.endswith(SINGLE)


def test_every_sentence_is_said_of_some_step():
    keys = {key.removeprefix("idea.") for key in catalogue() if key.startswith("idea.")}
    ideas = set(reads_by_idea())
    assert keys == ideas | {key for key in keys if key.removesuffix(SINGLE) in ideas}


def test_the_languages_speak_of_the_same_values():
    for key, said in catalogue().items():
        if key.startswith("idea."):
            spoken = {lang: {f for _, f, _, _ in Formatter().parse(t)} for lang, t in said.items()}
            assert spoken["en"] == spoken["zh"], key
