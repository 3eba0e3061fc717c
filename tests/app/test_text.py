"""The catalogue: complete in both languages, and nothing in it that nobody reads."""

import re
from itertools import product
from string import Formatter

import pytest

from app.design import OWN, PRESETS
from app.examples import EXAMPLES
from app.player.files import STATIC
from app.text import LANGUAGES, catalogue, optional, pieces, section, spoken, template, text
from app.views.structure import structure
from app.work.changes import SAMPLES
from app.work.matrices import FILLS
from app.work.writing import GRADIENTS, SCHEMES
from engine.calculus.derive.rules import RuleName
from engine.check.verdict import Verdict
from engine.core.program import Phase
from engine.network.optimizers import OPTIMIZERS
from tests.support.designs import HIDDEN, LOSSES, trace_for

OFFERED = list(product(EXAMPLES, SAMPLES, HIDDEN, LOSSES))


def placeholders(written):
    return {field for _, field, _, _ in Formatter().parse(written) if field is not None}


# Each of these looks at all texts at once: 1,700 small tests of their own take longer to be told
# of than to be run.


def those(wrong):
    """The texts, by key, of which something is wrong in one of the languages."""
    return {key: told for key, told in catalogue().items() if wrong(told)}


def test_every_text_is_there_in_every_language():
    assert those(lambda told: told.keys() != LANGUAGES.keys()) == {}
    assert those(lambda told: any(said.strip() != said or not said for said in told.values())) == {}


def test_placeholders_are_alike_in_every_language():
    assert those(lambda told: placeholders(told["en"]) != placeholders(told["zh"])) == {}


def test_a_negative_number_has_a_real_minus_sign():
    """Not a hyphen; in `1e-3`, which is to be typed, it is one."""
    hyphen = re.compile(r"(?<![0-9]e)-\d")
    assert those(lambda told: any(map(hyphen.search, told.values()))) == {}


# -- What is read: the ideas of the networks that are offered


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("example", "samples", "hidden", "loss"), OFFERED)
def test_every_step_is_a_sentence_about_every_value_that_it_reads(
    example, samples, hidden, loss, lang
):
    trace = trace_for(example, samples == "batch", hidden, loss)
    for step in structure(trace, lang)["steps"]:
        named = {piece["name"] for piece in step["sentence"] if isinstance(piece, dict)}
        assert named == set(step["reads"]), step["name"]
        assert step["said"] == spoken(step["sentence"])
        assert step["said"][-1] in ".。"
        assert "{" not in step["said"]


def test_a_single_sample_is_not_averaged():
    single, batch = False, True
    said = {}
    for samples in (single, batch):
        steps = structure(trace_for("toy", samples, loss="l2"), "en")["steps"]
        said[samples] = {step["name"]: step["said"] for step in steps}
    for name in ("gradW2", "gradB2"):
        assert "averaged over the 3 samples" in said[batch][name]
        assert "averaged" not in said[single][name]


def test_every_idea_belongs_to_a_step():
    """Also of the networks that the engine knows and nobody is offered yet."""
    from engine.network.build import build, mlp
    from engine.network.columns import columns
    from engine.network.losses import LOSSES as ALL
    from tests.support.kinds import NAMED, spec_of

    kinds = [{k: v for k, v in kind.items() if k != "target"} for kind in NAMED.values()]
    networks = [build(spec_of(**kind)) for kind in kinds]
    networks += [build(spec_of(optimizer=o, decay=True)) for o in OPTIMIZERS]
    networks += [mlp((2, 2, 2), "relu", loss, out) for loss in ALL for out in ALL[loss].outputs]
    networks += [columns((2, 2, 2))]
    ideas = {equation.idea for network in networks for equation in network.equations}
    known = {key.removesuffix("_single") for key in section("idea", "en")}
    assert ideas - known == set()


# -- What is read: the words of the player

SCRIPTS = [
    path.read_text(encoding="utf-8")
    for path in sorted(STATIC.rglob("*.js"))
    if path.parent.name not in ("pages", "train")
]
"""All but those of the pages beside the player, which are told their words by Python."""
CALLS = (
    r"\.text\(([^()]*)",  # player.text("next"), player.text(playing ? "pause" : "play")
    r"\bbutton\(\s*player,\s*([^,]*),",
    r"\bcommand\(([^,]*),",
    r"\[\[(?:\"[^\"]*\"(?:, )?)*\], (\"keys\.[^\]]*)\]",  # [["Home", "End"], "keys.ends"]
    r"(\"cap\.\w+\")",
)
MENU = re.findall(r'name: "(\w+)"', (STATIC / "head" / "entries.js").read_text(encoding="utf-8"))
TOUR = ["picture", "numbers", "steps", "others", "menu"]
VARIABLE = {
    "menu.": MENU,
    "pages.": ["step", "check", "lessons", "formulas", "train"],
    "submission.": [
        *("right", "wrong", "follows", "convention"),
        *("file", "example", "clear", "with", "without"),
    ],
    "example.": [*PRESETS, OWN],
    "samples.": list(SAMPLES),
    "theme.": ["system", "light", "dark"],
    "tour.": [name + end for name in TOUR for end in ("", ".line")],
    "phase.": [phase.value for phase in Phase],
    "practise.": ["entry", "matrix", "shape", "backward"],
    "explain.": ["tree", "paths"],
    "verdict.": list(Verdict),
    "whole.form.": ["tabs", "numpy", "python", "torch", "matlab", "csv"],
    "whole.fill.": list(FILLS),
    "whole.done.": ["paste", "fill"],
    "view.": ["check", "compare", "exact"],
    "view.about_": ["check", "compare", "exact"],
    "jacobian.": ["zero", "diagonal", "sparse", "full"],
    "jacobian.recorded_": ["this", "mean", "more"],
}


def asked(script):
    """The keys of the texts that a script asks for, but for those of the pictures (`see.`)."""
    for call in CALLS:
        for words in re.findall(call, script):
            if "see." in words:
                continue
            yield from re.findall(r"\"([^\"]+)\"", words)
            for start in re.findall(r"`([^$`]*)\$\{", words):
                yield from (start + end for end in VARIABLE[start])


def test_the_player_asks_for_the_texts_that_there_are():
    wanted = {key for script in SCRIPTS for key in asked(script)}
    assert wanted == set(section("player", "en"))


OFFERED = {
    "": ["graph", "neurons", "matrices", "layers", "equations", "entries"],
    "names.": sorted(SCHEMES),
    "gradients.": list(GRADIENTS),
    "group.": ["linear", "norm", "activation", "dropout", "residual", "loss"],
    "legend.": ["forward", "backward", "update"],
}


def test_the_pictures_ask_for_the_texts_that_there_are():
    said = {key for script in SCRIPTS for key in re.findall(r"\"see\.([\w.]+)\"", script)}
    ends = {
        end for script in SCRIPTS for end in re.findall(r"`see\.[\w.]*\$\{\w+\}(\.\w+)`", script)
    }
    variable = {start + key for start, keys in OFFERED.items() for key in keys}
    known = set(section("see", "en"))
    assert said | variable <= known
    assert {k for k in known - said - variable if k[k.rfind(".") :] not in ends} == set()


BESIDE = {
    path.name: path.read_text(encoding="utf-8")
    for room in ("lesson", "formula")
    for path in STATIC.glob(f"{room}/*.js")
}
KINDS = {
    "panel.": ["derivation", "formula", "jacobian", "path", "check", "training"],
    "reason.": ["averaged", "short_cut", "kink", "infinite"],
    "timeline.": ["agrees", "differs", "stop", "here"],
}


def test_the_lessons_ask_for_the_texts_that_there_are():
    words = r"\"([a-z_]+(?:\.[a-z_]+)?)\""
    said = {key for script in BESIDE.values() for key in re.findall(words, script)}
    variable = {start + kind for start, kinds in KINDS.items() for kind in kinds}
    known = set(section("lesson", "en"))
    assert known - said - variable == set(), "nobody reads it"
    for script in BESIDE.values():
        asked_for = re.findall(r"\bsay\(player, ([^)`]*?)[,)]", script)
        words = {key for call in asked_for for key in re.findall(r"\"([^\"]+)\"", call)}
        assert words <= known | {"column", "stop"}


def test_the_lessons_ask_for_texts_of_the_player_that_there_are():
    call = r"\.text\(\"([^\"]+)\""
    asked_for = {key for script in BESIDE.values() for key in re.findall(call, script)}
    assert asked_for <= set(section("player", "en"))


def test_every_sentence_about_a_rule_of_a_derivation_is_of_a_rule():
    assert set(section("derivation", "en")) <= set(RuleName)


def test_every_rule_of_a_derivation_has_a_name():
    assert set(section("rule", "en")) == set(RuleName)


def test_keys_are_found_in_a_script():
    script = """
      player.text("a.b", { x: 1 }); player.text(p ? "c" : "d"); player.text(`phase.${s}`)
      button(player, "e", () => 1, F); command("g", null); [["Q"], "keys.h"], [["cap.i"], "keys.j"]
    """
    phases = {"phase.forward", "phase.loss", "phase.backward", "phase.update"}
    found = set(asked(script))
    assert found == {"a.b", "c", "d", "e", "g", "keys.h", "cap.i", "keys.j"} | phases


def objects_given(script):
    """`(key, placeholders)` where a text is asked for with an object written out."""
    for key, given in re.findall(r"\.text\(\"([\w.]+)\", \{([^}]*)\}", script):
        yield key, set(re.findall(r"(?:^|,)\s*(\w+)(?=:|,|\s*$)", given))


def test_the_player_fills_in_every_placeholder():
    found = [pair for script in SCRIPTS for pair in objects_given(script)]
    assert {"status.step", "status.loss", "cell", "visit", "layer"} <= {key for key, _ in found}
    for key, given in found:
        assert given == placeholders(template(f"player.{key}", "en")), key


def test_every_word_of_a_training_is_there_with_what_is_put_into_it():
    """The scripts of the page Train ask for keys without their section."""
    scripts = [path.read_text(encoding="utf-8") for path in sorted(STATIC.glob("train/*.js"))]
    asked = {key for script in scripts for key in re.findall(r'\btext\("(\w+)"', script)}
    assert {"run", "where", "open", "row"} <= asked | {"row"}
    assert asked <= section("train", "en").keys()
    for key in asked:
        assert placeholders(template(f"train.{key}", "en")) == placeholders(
            template(f"train.{key}", "zh")
        )


# -- What is read: the pages, the refusals

KNOWN = {
    *(f"player.example.{example}" for example in (*PRESETS, OWN)),
    *(f"player.samples.{samples}" for samples in SAMPLES),
    *(f"player.pages.{page}" for page in ("step", "lessons")),
    *(f"refused.{why}" for why in ("empty", "not_finite", "not_a_number", "too_large")),
    "notice.not_finite",
    *(f"lessons.{key}" for key in ("title", "minutes", "resume")),
    *(f"training.{key}" for key in ("rate", "run", "loss", "trained", "held_back", "epoch")),
    *(f"training.{key}" for key in ("curves", "result")),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", sorted(KNOWN))
def test_every_word_of_a_page_and_every_refusal_has_a_text(key, lang):
    assert lang in catalogue()[key]


@pytest.mark.parametrize("group", ["player.example", "player.samples"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_two_choices_are_called_alike(group, lang):
    names = list(section(group, lang).values())
    assert len(set(names)) == len(names) > 1


# -- How it is read


def test_text_fills_in_what_is_given():
    said = text("notice.not_finite", "en", name="Y1lin", step=1)
    assert said.startswith("From Y1lin on (step 1) the numbers are no longer finite")
    assert text("player.next", "zh") == "下一步"


def test_braces_in_what_was_typed_stay():
    assert "“{0}”" in text("refused.not_a_number", "en", typed="{0}")


def test_a_text_that_is_not_there_shows_its_key():
    """A page with a missing word still works; that none is missing is tested above."""
    assert text("player.nothing", "en") == "player.nothing"
    assert text("player.next", "fr") == "player.next"


def test_a_template_keeps_its_placeholders_open():
    assert template("player.status.step", "en") == "step {step} of {of}"
    assert template("player.nothing", "zh") == "player.nothing"


def test_only_a_text_that_need_not_be_there_is_empty():
    assert optional("choice.activation.nothing.about", "en") == ""
    assert optional("player.status.step", "en") == template("player.status.step", "en")


def test_a_section_has_the_rest_of_the_key():
    assert section("player.samples", "en") == {"single": "Single", "batch": "Batch"}
    assert section("player.status", "zh") == {
        "step": "第 {step} 步，共 {of} 步",
        "iteration": "第 {iteration} 次迭代",
        "loss": "损失 {loss}",
        "iterations": "（共 {iterations} 次）",
    }
    assert section("ap", "en") == {}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("", []),
        ("plain", ["plain"]),
        ("{0} on", [{"name": "Y1"}, " on"]),
        ("{1} and {0}", [{"name": "gradY2"}, " and ", {"name": "Y1"}]),
        ("{0}{0}", [{"name": "Y1"}, {"name": "Y1"}]),
        ("over {n} of {1}", ["over ", "3", " of ", {"name": "gradY2"}]),
    ],
)
def test_pieces(sentence, expected):
    assert pieces(sentence, ("Y1", "gradY2"), n=3) == expected


def test_pieces_of_a_value_that_is_not_read_are_an_error():
    with pytest.raises(IndexError):
        pieces("{2}", ("Y1", "gradY2"))
    with pytest.raises(KeyError):
        pieces("{m}", ("Y1",), n=3)


def test_spoken_is_the_sentence_with_the_names_in_it():
    sentence = pieces("{0} times {1}, over {n}.", ("Y1", "gradY2"), n=3)
    assert spoken(sentence) == "Y1 times gradY2, over 3."
    assert spoken([]) == ""


# -- What is read: the words of a practice

FAMILIES = {
    "ask.": ["entry", "matrix", "shape", "backward"],
    "break.": ["easy", "medium", "hard"],
    "fault.": ["transposed", "not_summed", "summed", "other"],
    "is_": ["right", "wrong", "unread"],
}


def test_every_word_of_a_practice_is_asked_for():
    """By its whole key, or as one of a family; `none` is said where one is begun."""
    app = STATIC.parents[1]
    files = [*STATIC.glob("practise/*.js"), *app.glob("views/practice/*.py")]
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in files)
    members = {start + end for start, ends in FAMILIES.items() for end in ends}
    known = set(section("practise", "en"))
    assert members <= known
    for key in known - members - {"none"}:
        assert f'"{key}"' in scripts, key
