"""`diagnose`: your own arrays against the last iteration: where they go wrong."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.cli.as_json import add_json, plain
from engine.cli.scenario_file import add_scenario, bytes_at, scenario_at
from engine.core.errors import EngineError, SettingError
from engine.core.words import text as words
from engine.network.scenario.scenario import Scenario
from engine.teach.diagnose.comparison import Compared, Verdict, first_wrong
from engine.teach.diagnose.diagnosis import Diagnosis
from engine.teach.mistakes.cause import Cause
from engine.teach.mistakes.words import name_of, sentence_of
from engine.teach.submission.class_set import (
    ZIP_BYTES,
    as_csv,
    commonest,
    judge_class,
    lines,
    row_of,
)
from engine.teach.submission.conventions import said
from engine.teach.submission.files import BYTES, read_arrays
from engine.teach.submission.judge import Judged, judge
from engine.teach.submission.recorded import (
    Iteration,
    first_wrong_iteration,
    is_recorded,
    judge_recorded,
)


def arguments(parser: ArgumentParser) -> None:
    """Add what may be asked for."""
    add_scenario(parser)
    about_own = 'your arrays, {"dW2": [[..]]}; or .npz, .npy, .csv, .safetensors, text; or -; '
    about_own += "or a .zip with such a file of each one in a class"
    parser.add_argument("own", metavar="own.json", help=about_own)
    meant = "what one of your names stands for, as in dW2=gradW2; may be given again"
    parser.add_argument("--name", action="append", default=[], metavar="YOURS=NAME", help=meant)
    about = "how far a number may be off, as a part of it (default 1e-6; 1e-4 for float32)"
    parser.add_argument("--tolerance", type=float, default=1e-6, metavar="T", help=about)
    parser.add_argument("--csv", metavar="FILE", help="of a class: where to write the table")
    add_json(parser, '{"arrays": [{"name": .., "verdict": .., "causes": [..]}, ..]}')


def command(args: Namespace) -> int:
    """Print what each array is, and the likely mistake where one is wrong; 1 if one is."""
    if not 0 <= args.tolerance < 1:
        raise SettingError(f"--tolerance is {args.tolerance:g}; it needs to be from 0 to below 1")
    scenario = scenario_at(args.scenario, args.values)
    if args.own.lower().endswith(".zip"):
        return _class_set(args, scenario)
    own, chosen = own_arrays(args.own), dict(map(_meant, args.name))
    if is_recorded(own):
        return _recorded(args, judge_recorded(scenario, own, args.tolerance, chosen))
    judged = judge(scenario, own, args.tolerance, chosen)
    if args.json:
        print(json.dumps(_data(judged), allow_nan=False))
    else:
        print("\n".join([*_names(judged), *_lines(judged)]))
    return 1 if first_wrong(judged.compared) else 0


def _recorded(args: Namespace, iterations: tuple[Iteration, ...]) -> int:
    """Print how each iteration of a recorded training is judged; 1 if something is wrong."""
    if args.json:
        each = [
            {"iteration": one.number, "verdict": one.verdict.value, **_data(one.judged)}
            | {"accumulated": list(one.accumulated)}
            for one in iterations
        ]
        print(json.dumps({"iterations": each}, allow_nan=False))
    for one in iterations if not args.json else ():
        *said, last = _lines(one.judged)
        given = ", given what came before" if one.verdict is Verdict.FOLLOWS else ""
        print(f"iteration {one.number}: {last}{given}")
        if first_wrong(one.judged.compared):
            print("\n".join(f"  {line}" for line in said))
        if one.accumulated:
            print(f"  {words('recorded.accumulated', names=', '.join(one.accumulated))}")
    return 1 if first_wrong_iteration(iterations) else 0


def _class_set(args: Namespace, scenario: Scenario) -> int:
    """Judge a zip of a class: a line for each, the commonest mistakes, and the table as CSV."""
    handed = judge_class(scenario, bytes_at(args.own, ZIP_BYTES), args.tolerance)
    if args.csv:
        _write(args.csv, as_csv(handed))
    rows = [row_of(one) for one in handed]
    common = [{"mistake": key, "count": count} for key, count in commonest(handed)]
    whole = {"handed_in": rows, "commonest": common}
    print(json.dumps(whole) if args.json else "\n".join(lines(handed)))
    return 0 if all(one.result == "right" for one in handed) else 1


def _write(path: str, text: str) -> None:
    try:
        Path(path).write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise EngineError(f"{path}: {error.strerror}") from None


def _meant(text: str) -> tuple[str, str]:
    own, equals, name = text.rpartition("=")
    if not equals:
        raise SettingError(f"--name is {text}; it needs to be YOURS=NAME, as in dW2=gradW2")
    return own, name


def own_arrays(path: str) -> Mapping[str, Any]:
    """Read arrays by name from a file, of which no more is read than is allowed.

    Raises `EngineError` for what cannot be read.
    """
    return read_arrays(path, bytes_at(path, BYTES))


def _names(judged: Judged) -> Iterator[str]:
    """Say what their names stand for, where they are not those of the program."""
    for one in judged.names:
        if one.name is None:
            yield f"{one.own}: left out, it stands for no value of the program"
        elif one.own != one.name:
            yield f"{one.own} is {one.name}"


def _lines(judged: Judged) -> Iterator[str]:
    found = judged.compared
    for one in found:
        yield f"{one.diagnosis.name}: {_verdict(one)}"
        if one.verdict is Verdict.WRONG:
            yield from _causes(one.diagnosis.causes)
    first = first_wrong(found)
    own = ", ".join(f"{change.setting} is {change.value}" for change in judged.changes)
    right = f"all {len(found)} arrays are right" + (f" in this convention: {own}" if own else "")
    yield f"wrong from {first.diagnosis.name} on" if first else right


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


def _causes(causes: Sequence[Cause]) -> Iterator[str]:
    if not causes:
        yield "  no known mistake gives these numbers"
    for k, wrong in enumerate(causes):
        said = "likely mistake" if k == 0 else "or"
        yield f"  {said}: {name_of(wrong.mistake)}. {sentence_of(wrong)}"


def _data(judged: Judged) -> dict[str, Any]:
    return {
        "arrays": [_array(one) for one in judged.compared],
        "names": {one.own: one.name for one in judged.names},
        "conventions": dict(said(judged.changes)),
    }


def _array(one: Compared) -> dict[str, Any]:
    diagnosis = one.diagnosis
    return {
        "name": diagnosis.name,
        "verdict": one.verdict.value,
        "shape": diagnosis.shape and diagnosis.shape.value,
        "wrong_at": [list(index) for index in diagnosis.wrong_at],
        "expected": plain(diagnosis.expected.tolist()),
        "causes": [_cause(wrong) for wrong in diagnosis.causes],
    }


def _cause(wrong: Cause) -> dict[str, str]:
    return {"mistake": wrong.mistake, "step": wrong.step, "text": sentence_of(wrong)}
