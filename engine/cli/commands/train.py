"""`train`: epochs of gradient descent on a data set, with loss and accuracy."""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from engine.cli.as_json import add_json, plain
from engine.core.errors import DataError
from engine.data.bundled import mnist
from engine.data.data_set import DataSet, split
from engine.data.idx import read_folder
from engine.data.sets import DATA_SETS, data_set
from engine.learning import checkpoint
from engine.learning.checkpoint import Checkpoint
from engine.learning.course import Measured, course
from engine.network.build import build
from engine.network.conventions import MEAN
from engine.network.initialize import NAMES, initialize
from engine.network.layers.activations import ACTIVATIONS
from engine.network.optimizers import DEFAULTS
from engine.network.spec import mlp_spec
from engine.network.training import Epoch, Trainer

USUAL = {
    "data": "spirals",
    "folder": None,
    "count": None,
    "noise": None,
    "formula": None,
    "hidden": [16],
    "activation": "tanh",
    "init": "xavier_uniform",
    "lr": 0.1,
    "batch": 32,
    "seed": 0,
    "share": 0.2,
}
"""What a course is made from; all but `data` are options."""


def arguments(parser: ArgumentParser) -> None:
    """Add what may be asked for; what is not said is as usual, or as the checkpoint has it."""
    parser.add_argument("data", nargs="?", help=f"one of {', '.join(DATA_SETS)}; usual: spirals")
    parser.add_argument("--epochs", type=_whole, default=20, metavar="N", help="usual: 20")
    parser.add_argument("--folder", metavar="DIR", help="IDX files, in place of the bundled mnist")
    parser.add_argument("--count", type=_whole, help="how many samples are drawn")
    parser.add_argument("--noise", type=float, help="the deviation of what is added to them")
    parser.add_argument("--formula", help="of x, for sides and curve")
    parser.add_argument("--hidden", type=_widths, metavar="16,8", help="units of the hidden layers")
    parser.add_argument("--activation", choices=tuple(ACTIVATIONS), help="of the hidden layers")
    parser.add_argument("--init", choices=NAMES, help="how the weights begin")
    parser.add_argument("--lr", type=float, help="the learning rate")
    parser.add_argument("--batch", type=_whole, help="samples of a batch")
    parser.add_argument("--seed", type=int, help="of data, weights and order")
    parser.add_argument("--share", type=float, help="of the samples to validate with; usual: 0.2")
    parser.add_argument("--save", type=Path, metavar="F.npz", help="write a checkpoint each epoch")
    parser.add_argument("--resume", type=Path, metavar="F.npz", help="go on from a checkpoint")
    form = '{"epochs": [{"epoch": 1, "loss": .., "accuracy": .., "validation": {..}}, ..], ..}'
    add_json(parser, form)


def _whole(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text} is not a whole number from 1")
    return int(text)


def _widths(text: str) -> list[int]:
    return [_whole(part) for part in text.split(",")] if text else []


def command(args: Namespace) -> int:
    """Train, and print an epoch a line, or all as JSON; 1 where numbers left the finite range."""
    begun = checkpoint.read(args.resume) if args.resume else None
    setting = _setting(args, begun)
    trainer, validation, has_classes = _prepared(setting)
    if begun:
        _check_fits(trainer, begun)
        trainer.put(begun.values)
    first, seed = (begun.epoch if begun else 0) + 1, setting["seed"]
    done, since = list[Measured](), time.monotonic()
    for one in course(trainer, args.epochs, seed, first, validation):
        done.append(one)
        if args.save and one.fault is None:
            checkpoint.write(args.save, _checkpoint(trainer, setting, one.number))
        if not args.json:
            print(_line(one, args.epochs, has_classes), flush=True)
        _progress(one.number - first + 1, args.epochs - first + 1, time.monotonic() - since)
    if args.json:
        print(
            json.dumps({"setting": setting, "epochs": [_plain(one, has_classes) for one in done]})
        )
    return 1 if done and done[-1].fault else 0


def _setting(args: Namespace, begun: Checkpoint | None) -> dict[str, Any]:
    asked = {key: getattr(args, key) for key in USUAL if getattr(args, key) is not None}
    if begun is None:
        return USUAL | asked
    for key, value in asked.items():
        if begun.setting.get(key) != value:
            raise DataError(key, f"is {value}, but the checkpoint has {begun.setting.get(key)}")
    return dict(USUAL | dict(begun.setting))


def _prepared(setting: Mapping[str, Any]) -> tuple[Trainer, DataSet | None, bool]:
    """Make the network with its data, what it is validated on, and whether there are classes."""
    train, validation = _data(setting)
    widths = (train.x.shape[1], *setting["hidden"], train.d.shape[1])
    loss = "softmax_cross_entropy" if train.classes else "mse"
    spec = mlp_spec(widths, setting["activation"], loss, conventions=MEAN)
    program = build(spec)
    values = {**DEFAULTS, **initialize(spec, setting["init"], setting["seed"])}
    values |= {"X": train.x, "D": train.d, "lr": setting["lr"]}
    given = {name: values[name] for name in program.roles}
    return Trainer(program, given, batch=setting["batch"]), validation, bool(train.classes)


def _data(setting: Mapping[str, Any]) -> tuple[DataSet, DataSet | None]:
    name = setting["data"]
    if setting["folder"]:
        folder = Path(setting["folder"])
        return read_folder(folder, "train"), read_folder(folder, "test")
    if name == "mnist":
        return mnist("train"), mnist("test")
    keys = ("count", "noise", "formula", "seed")
    data = data_set(name, **{key: setting[key] for key in keys})
    # Of a few samples none can be spared.
    return (data, None) if len(data) < 10 else split(data, setting["share"], setting["seed"])


def _checkpoint(trainer: Trainer, setting: Mapping[str, Any], epoch: int) -> Checkpoint:
    values = trainer.values
    return Checkpoint(setting, epoch, {name: values[name] for name in trainer.program.carried})


def _check_fits(trainer: Trainer, begun: Checkpoint) -> None:
    values = trainer.values
    for name in trainer.program.carried:
        needed, found = values[name].shape, getattr(begun.values.get(name), "shape", None)
        if needed != found:
            raise DataError(name, f"is {found} in the checkpoint, but needs to be {needed}")


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
    """The loss, and the accuracy where there are classes."""
    return f"loss {epoch.loss:.4g}" + (f", accuracy {epoch.accuracy:.1%}" if has_classes else "")


def _plain(one: Measured, has_classes: bool) -> dict[str, Any]:
    """An epoch as JSON."""
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
