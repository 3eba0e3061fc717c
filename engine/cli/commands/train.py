"""`train`: epochs of gradient descent on a data set, with loss and accuracy."""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from engine.cli.as_json import add_json, plain
from engine.cli.training_setting import add_options, course_of, setting_of
from engine.core.errors import DataError
from engine.learning import checkpoint
from engine.learning.checkpoint import Checkpoint
from engine.learning.course import Course, Measured, epochs
from engine.network.training import Epoch


def arguments(parser: ArgumentParser) -> None:
    """Add what may be asked for; what is not said is as usual, or as the checkpoint has it."""
    add_options(parser)
    parser.add_argument("--save", type=Path, metavar="F.npz", help="write a checkpoint each epoch")
    parser.add_argument("--resume", type=Path, metavar="F.npz", help="go on from a checkpoint")
    form = '{"epochs": [{"epoch": 1, "loss": .., "accuracy": .., "validation": {..}}, ..], ..}'
    add_json(parser, form)


def command(args: Namespace) -> int:
    """Train, and print an epoch a line, or all as JSON; 1 where numbers left the finite range."""
    begun = checkpoint.read(args.resume) if args.resume else None
    setting = setting_of(args, begun)
    course = course_of(setting)
    if begun:
        _go_on(course, begun, args.epochs)
    if args.save:
        _check_folder(args.save)
    done = _trained(course, setting, args)
    if args.json:
        listed = [_plain(one, _has_classes(course)) for one in done]
        print(json.dumps({"setting": setting, "epochs": listed}))
    return 1 if done[-1].fault else 0


def _trained(course: Course, setting: Mapping[str, Any], args: Namespace) -> list[Measured]:
    """Run all epochs; save, print and show the progress of each."""
    first, since, done = course.done // course.length, time.monotonic(), list[Measured]()
    for one in epochs(course, args.epochs):
        done.append(one)
        if args.save and one.fault is None:
            checkpoint.write(args.save, Checkpoint(setting, one.number, course.carried))
        if not args.json:
            print(_line(one, args.epochs, _has_classes(course)), flush=True)
        _progress(one.number - first, args.epochs - first, time.monotonic() - since)
    return done


def _go_on(course: Course, begun: Checkpoint, last: int) -> None:
    """Bring a course to where a checkpoint left it."""
    values = course.trainer.values
    if begun.values.keys() - course.plan.program.carried.keys():
        raise DataError("checkpoint", "has values that are not of this network")
    for name in course.plan.program.carried:
        needed, found = values[name], getattr(begun.values.get(name), "shape", None)
        if getattr(needed, "shape", ()) != found:
            shape = getattr(needed, "shape", ())
            raise DataError(name, f"is {found} in the checkpoint, but needs to be {shape}")
    if last <= begun.epoch:
        has = f"is {last}, but the checkpoint has {begun.epoch} already"
        raise DataError("epochs", f"{has}: it counts from the beginning")
    course.put(begun.epoch * course.length, begun.values)


def _check_folder(path: Path) -> None:
    """Say before the training, and not after an epoch, that nothing can be saved there."""
    if path.is_dir() or not path.parent.is_dir():
        raise DataError(str(path), "cannot be written: it has to be a file in a folder there is")


def _has_classes(course: Course) -> bool:
    return bool(course.data.classes)


def _line(one: Measured, last: int, has_classes: bool) -> str:
    """Write an epoch for reading, and where its numbers left the finite range."""
    said = f"epoch {one.number} of {last}: {_measures(one.trained, has_classes)}"
    if one.validated:
        said += f"; validation: {_measures(one.validated, has_classes)}"
    if one.fault:
        fault = one.fault
        said += f"\nstopped: in iteration {fault.iteration} the numbers left the finite range, "
        said += f"at step {fault.step}, {fault.name}"
    return said


def _measures(epoch: Epoch, has_classes: bool) -> str:
    """Write the loss, and the accuracy where there are classes."""
    return f"loss {epoch.loss:.4g}" + (f", accuracy {epoch.accuracy:.1%}" if has_classes else "")


def _plain(one: Measured, has_classes: bool) -> dict[str, Any]:
    """Write an epoch as JSON."""
    data: dict[str, Any] = {"epoch": one.number, **_plain_measures(one.trained, has_classes)}
    if one.validated:
        data["validation"] = _plain_measures(one.validated, has_classes)
    if one.fault:
        data["not_finite"] = asdict(one.fault)
    return data


def _plain_measures(epoch: Epoch, has_classes: bool) -> dict[str, Any]:
    loss = {"loss": plain(epoch.loss)}
    return loss | ({"accuracy": epoch.accuracy} if has_classes else {})


WIDE = 30


def _progress(done: int, whole: int, seconds: float) -> None:
    """Draw how far it is, and about how long it still takes, where a person looks on."""
    if not sys.stderr.isatty():
        return
    filled = round(WIDE * done / whole)
    left = seconds / done * (whole - done)
    end = "\n" if done == whole else "\r"
    bar = "#" * filled + "." * (WIDE - filled)
    print(f"[{bar}] {done}/{whole}, {left:.0f} s left ", end=end, file=sys.stderr, flush=True)
