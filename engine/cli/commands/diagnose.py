"""`diagnose`: your own arrays against the last iteration: where they go wrong."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from typing import Any

from engine.cli.as_json import add_json, plain
from engine.cli.scenario_file import add_scenario, bytes_at, last_of, scenario_at
from engine.core.errors import AnswerError, SettingError
from engine.network.scenario.limits import CHARACTERS
from engine.teach.diagnose.comparison import Compared, Verdict, compare, first_wrong
from engine.teach.diagnose.diagnosis import Diagnosis
from engine.teach.mistakes.words import name_of, sentence_of
from engine.teach.mistakes.wrong_steps import WrongStep


def arguments(parser: ArgumentParser) -> None:
    """Add what may be asked for."""
    add_scenario(parser)
    parser.add_argument("own", metavar="own.json", help='your arrays, {"gradW2": [[..]], ..}, or -')
    about = "how far a number may be off, as a part of it (default 1e-6; 1e-4 for float32)"
    parser.add_argument("--tolerance", type=float, default=1e-6, metavar="T", help=about)
    add_json(parser, '{"arrays": [{"name": .., "verdict": .., "causes": [..]}, ..]}')


def command(args: Namespace) -> int:
    """Print what each array is, and the likely mistake where one is wrong; 1 if one is."""
    if not 0 <= args.tolerance < 1:
        raise SettingError(f"--tolerance is {args.tolerance:g}; it needs to be from 0 to below 1")
    trace = last_of(scenario_at(args.scenario))
    found = compare(trace, own_arrays(args.own), args.tolerance)
    if args.json:
        print(json.dumps({"arrays": [_data(one) for one in found]}, allow_nan=False))
    else:
        print("\n".join(_lines(found)))
    return 1 if first_wrong(found) else 0


def own_arrays(path: str) -> dict[str, Any]:
    """Arrays by name, `{"gradW2": [[1, 2]]}`, from a file of which no more is read than is allowed.

    Raises `EngineError` for what cannot be read, `AnswerError` for what is no such JSON.
    """
    text = bytes_at(path)
    if len(text) > CHARACTERS:
        raise AnswerError("too_long", f"{path} is longer than {CHARACTERS:,} characters")
    try:
        own = json.loads(text)
    except (ValueError, RecursionError):
        raise AnswerError("not_json", f"{path} is not JSON") from None
    if not isinstance(own, dict) or not own:
        raise AnswerError("not_json", f'{path} needs to be arrays by name: {{"gradW2": [[..]]}}')
    return own


def _lines(found: tuple[Compared, ...]) -> Iterator[str]:
    for one in found:
        yield f"{one.diagnosis.name}: {_verdict(one)}"
        if one.verdict is Verdict.WRONG:
            yield from _causes(one.diagnosis.causes)
    first = first_wrong(found)
    yield f"wrong from {first.diagnosis.name} on" if first else f"all {len(found)} arrays are right"


def _verdict(one: Compared) -> str:
    diagnosis = one.diagnosis
    if one.verdict is Verdict.FOLLOWS:
        return "follows rightly from what is wrong before it"
    if one.verdict is Verdict.RIGHT:
        shape = f", but {_shapes(diagnosis)}" if diagnosis.shape else ""
        return f"right{shape}"
    if diagnosis.right is None or diagnosis.right.all():
        return f"WRONG, {_shapes(diagnosis)} ({diagnosis.shape})"
    return f"WRONG, {_first_entry(diagnosis)}"


def _shapes(diagnosis: Diagnosis) -> str:
    return f"of shape {diagnosis.given.shape} where {diagnosis.expected.shape} is expected"


def _first_entry(diagnosis: Diagnosis) -> str:
    wrong, fault = diagnosis.wrong_at, f", {_shapes(diagnosis)}" if diagnosis.shape else ""
    expected = f"{list(wrong[0])} is expected to be {diagnosis.expected[wrong[0]]:.8g}"
    if diagnosis.given.shape == diagnosis.expected.shape:
        expected += f", not {diagnosis.given[wrong[0]]:.8g}"
    return f"{len(wrong)} of {diagnosis.expected.size} entries: {expected}{fault}"


def _causes(causes: Sequence[WrongStep]) -> Iterator[str]:
    if not causes:
        yield "  no known mistake gives these numbers"
    for k, wrong in enumerate(causes):
        said = "likely mistake" if k == 0 else "or"
        yield f"  {said}: {name_of(wrong.mistake)}. {sentence_of(wrong)}"


def _data(one: Compared) -> dict[str, Any]:
    diagnosis = one.diagnosis
    return {
        "name": diagnosis.name,
        "verdict": one.verdict.value,
        "shape": diagnosis.shape and diagnosis.shape.value,
        "wrong_at": [list(index) for index in diagnosis.wrong_at],
        "expected": plain(diagnosis.expected.tolist()),
        "causes": [_cause(wrong) for wrong in diagnosis.causes],
    }


def _cause(wrong: WrongStep) -> dict[str, str]:
    return {"mistake": wrong.mistake, "step": wrong.step, "text": sentence_of(wrong)}
