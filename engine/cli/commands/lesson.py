"""`lesson`: the lessons, or one with every printed number judged."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import Any

from engine.cli.as_json import add_json, plain
from engine.teach.lessons.checkpoint import Judgement
from engine.teach.lessons.finding import Demonstration, Finding
from engine.teach.lessons.lesson import Lesson, lesson_ids, load


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("id", nargs="?", help="the lesson; without it, the lessons are listed")
    add_json(parser, '{"id": .., "checkpoints": [..], "findings": [..]}')


def command(args: Namespace) -> int:
    """Print the list, or the judgements of one lesson; 0 whatever they are."""
    if args.id is None:
        listed = [_counts(load(name)) for name in lesson_ids()]
        print(_json(listed) if args.json else "\n".join(map(_line, listed)))
        return 0
    lesson = load(args.id)
    print(_json(_report(lesson)) if args.json else "\n".join(_lines(lesson)))
    return 0


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)


def _counts(lesson: Lesson) -> dict[str, Any]:
    judged = lesson.judgements()
    return {
        "id": lesson.id,
        "title": dict(lesson.title),
        "stops": len(lesson.stops),
        "checkpoints": len(judged),
        "numbers": sum(j.computed.size for j in judged),
        "differ": sum(len(j.differs_at) for j in judged),
        "findings": len(lesson.findings),
    }


def _line(counts: dict[str, Any]) -> str:
    keys = ("stops", "checkpoints", "numbers", "differ", "findings")
    return f"{counts['id']}: " + ", ".join(_counted(counts[key], key) for key in keys)


def _counted(count: int, what: str) -> str:
    """Write `1 checkpoint`, `2 checkpoints`, `2 differ`."""
    return f"{count} {what.removesuffix('s') if count == 1 else what}"


def _report(lesson: Lesson) -> dict[str, Any]:
    shown = {id(shown.finding): shown for shown in lesson.demonstrations()}
    return {
        "id": lesson.id,
        "checkpoints": [_checkpoint(judgement) for judgement in lesson.judgements()],
        "findings": [_finding(finding, shown.get(id(finding))) for finding in lesson.findings],
    }


def _checkpoint(judgement: Judgement) -> dict[str, Any]:
    checkpoint = judgement.checkpoint
    return {
        "where": checkpoint.where,
        "scene": checkpoint.scene,
        "name": checkpoint.name,
        "printed": [[number.value for number in row] for row in checkpoint.printed],
        "as_printed": [[number.text for number in row] for row in checkpoint.printed],
        "computed": plain(judgement.computed.tolist()),
        "agrees": judgement.agrees,
        "differs_at": [list(entry) for entry in judgement.differs_at],
        "cause": dict(checkpoint.cause) or None,
        "explained": None if judgement.agrees else judgement.explained,
        "noise": judgement.noise,
    }


def _finding(finding: Finding, shown: Demonstration | None) -> dict[str, Any]:
    told = {"where": finding.where, **finding.text}
    return told | ({"demonstration": _demonstration(shown)} if shown else {})


def _demonstration(shown: Demonstration) -> dict[str, Any]:
    finding = shown.finding
    if finding.printed_shape is not None:
        return {
            "of": finding.name,
            "printed_shape": list(finding.printed_shape),
            "shape": list(shown.right.shape),
        }
    return {
        "of": finding.name,
        "as_printed": finding.printed,
        "printed": None if shown.printed is None else plain(shown.printed.tolist()),
        "misfit": shown.misfit or None,
        "right": plain(shown.right.tolist()),
    }


def _lines(lesson: Lesson) -> Iterator[str]:
    for judgement in lesson.judgements():
        checkpoint = judgement.checkpoint
        how = "is rounding noise" if judgement.noise else "DIFFERS"
        outcome = "agrees" if judgement.agrees else f"{how} at {_entries(judgement)}"
        yield f"{checkpoint.where} {checkpoint.name}: {outcome}"
        if checkpoint.cause:
            yield f"  {checkpoint.cause['en']}"
    for finding in lesson.findings:
        yield f"{finding.where}: {finding.text['en']}"


def _entries(judgement: Judgement) -> str:
    return ", ".join(f"[{row}, {col}]" for row, col in judgement.differs_at)
