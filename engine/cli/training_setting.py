"""What a training on the command line is made from: its options, and what is kept of them."""

from __future__ import annotations

import math
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from engine.core.errors import DataError, LimitError
from engine.data.bundled import mnist
from engine.data.data_set import DataSet, split, standard_of
from engine.data.idx import read_folder
from engine.data.sets import DATA_SETS, data_set
from engine.data.tables import MOST_BYTES, read_npz, read_table
from engine.learning.checkpoint import Checkpoint
from engine.learning.course import Course
from engine.learning.plan import Plan, loss_for
from engine.network.conventions import MEAN
from engine.network.initialize import NAMES
from engine.network.layers.activations import ACTIVATIONS
from engine.network.losses import LOSSES, PENALTIES
from engine.network.optimizers import OPTIMIZERS
from engine.network.scenario.limits import LARGEST_SEED
from engine.network.spec import NORM_PLACES, NetworkSpec, mlp_spec

MOST_WEIGHTS, MOST_LAYERS = 20_000_000, 100
FEW = 10
"""Of fewer samples none can be spared to validate with."""
USUAL = {
    "data": "spirals",
    "target": None,
    "standardise": False,
    "folder": None,
    "count": None,
    "noise": None,
    "formula": None,
    "hidden": [16],
    "activation": "tanh",
    "norm": "none",
    "init": "xavier_uniform",
    "loss": None,
    "penalty": "none",
    "optimizer": "sgd",
    "decay": False,
    "lr": 0.1,
    "batch": 32,
    "seed": 0,
    "share": 0.2,
}
"""What a course is made from; all but `data` are options."""


def add_options(parser: ArgumentParser) -> None:
    """Add an option for each row of `USUAL`, and how many epochs there are."""
    add = parser.add_argument
    add("data", nargs="?", help=f"one of {', '.join(DATA_SETS)}, or a .csv or .npz file")
    add("--epochs", type=_whole, default=20, metavar="N", help="usual: 20")
    add("--target", metavar="COLUMN", help="of a .csv file; usual: the last one")
    add("--standardise", action="store_true", default=None, help="inputs: mean 0, deviation 1")
    add("--folder", metavar="DIR", help="IDX files, in place of the bundled mnist")
    add("--count", type=_whole, help="how many samples are drawn")
    add("--noise", type=_number(0), help="the deviation of what is added to them")
    add("--formula", help="of x, for sides and curve")
    add("--hidden", type=_widths, metavar="16,8", help="units of the hidden layers")
    add("--activation", choices=tuple(ACTIVATIONS), help="of the hidden layers")
    add("--norm", choices=NORM_PLACES, help="where a normalisation stands")
    add("--init", choices=NAMES, help="how the weights begin")
    add("--loss", choices=tuple(LOSSES), help="usual: as the targets are")
    add("--penalty", choices=("none", *PENALTIES), help="what the weights add to the loss")
    add("--optimizer", choices=tuple(OPTIMIZERS), help="how gradients change the weights")
    add("--decay", action="store_true", default=None, help="let the optimizer decay the weights")
    add("--lr", type=_number(0, but_least=True), help="the learning rate")
    add("--batch", type=_whole, help="samples of a batch")
    add("--seed", type=_seed, help="of data, weights and order")
    add("--share", type=_share, help="of the samples to validate with; usual: 0.2")


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 18 or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is not a whole number from 1 to {10**18 - 1}")
    return int(text)


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 18 or int(text) > LARGEST_SEED:
        raise ArgumentTypeError(f"{text} is not a whole number from 0 to {LARGEST_SEED}")
    return int(text)


def _widths(text: str) -> list[int]:
    return [_whole(part) for part in text.split(",")] if text else []


def _number(least: float, most: float = math.inf, but_least: bool = False) -> Any:
    """Make a reader of finite numbers between two bounds, `most` itself not among them."""
    said = f"above {least:g}" if but_least else f"from {least:g} on"

    def read(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not (least <= number < most) or (but_least and number == least):
            raise ArgumentTypeError(f"{text} is not a finite number {said}")
        return number

    return read


def _share(text: str) -> float:
    try:
        return float(_number(0, 1, but_least=True)(text))
    except ArgumentTypeError:
        raise ArgumentTypeError(f"{text} is not a number between 0 and 1") from None


def setting_of(args: Namespace, begun: Checkpoint | None) -> dict[str, Any]:
    """Take what was asked for; with a checkpoint, the setting that began there.

    Raises `DataError` for a wish against the checkpoint.
    """
    asked = {key: getattr(args, key) for key in USUAL if getattr(args, key) is not None}
    if begun is None:
        return USUAL | asked
    for key, value in asked.items():
        if begun.setting.get(key, USUAL[key]) != value:
            raise DataError(key, f"is {value}, but the checkpoint has {begun.setting.get(key)}")
    return _read_again(begun.setting)


def _read_again(setting: Mapping[str, Any]) -> dict[str, Any]:
    """Read the setting of a checkpoint as if it had been typed: a file may say anything."""
    parser = ArgumentParser(exit_on_error=False, add_help=False)
    add_options(parser)
    unknown = sorted(setting.keys() - USUAL.keys())
    if unknown:
        raise DataError("checkpoint", f"has the setting {unknown[0]}, which there is not")
    typed = [part for key, value in setting.items() for part in _typed(key, value)]
    try:
        args, left = parser.parse_known_args(typed)
    except Exception as error:
        raise DataError("checkpoint", f"has a setting that cannot be: {error}") from None
    if left:
        raise DataError("checkpoint", f"has a setting that cannot be: {left[0]}")
    return USUAL | {key: v for key in USUAL if (v := getattr(args, key)) is not None}


def _typed(key: str, value: Any) -> list[str]:
    if value is None or value is False:
        return []
    if value is True:
        return [f"--{key}"]
    said = ",".join(map(str, value)) if isinstance(value, list) else str(value)
    return [said] if key == "data" else [f"--{key}={said}"]


def course_of(setting: Mapping[str, Any]) -> Course:
    """Make the network with its data, and what it is validated on."""
    train, validation = _data(setting)
    if setting["standardise"]:
        standard = standard_of(train)
        train, validation = standard.of(train), validation and standard.of(validation)
    spec = _spec(setting, train)
    plan = Plan(spec, setting["init"], setting["lr"], setting["batch"], setting["seed"])
    return Course(plan, train, validation)


def _spec(setting: Mapping[str, Any], data: DataSet) -> NetworkSpec:
    widths = (data.x.shape[1], *setting["hidden"], data.d.shape[1])
    if len(widths) > MOST_LAYERS:
        raise LimitError(f"hidden: there are {len(widths):,} layers; allowed {MOST_LAYERS}")
    weights = sum(a * b for a, b in pairwise(widths))
    if weights > MOST_WEIGHTS:
        raise LimitError(f"hidden: the network has {weights:,} weights; allowed {MOST_WEIGHTS:,}")
    loss = loss_for(data, setting["loss"] or "")
    if setting["loss"] not in (None, loss):
        raise DataError("loss", f"is {setting['loss']}, but the targets are numbers: leave it out")
    spec = mlp_spec(widths, setting["activation"], loss, conventions=MEAN, norm=setting["norm"])
    chosen = ("penalty", "optimizer", "decay")
    return replace(spec, **{key: setting[key] for key in chosen})


def _data(setting: Mapping[str, Any]) -> tuple[DataSet, DataSet | None]:
    """Make the samples to train on, and those to validate with."""
    name = setting["data"]
    _check_asked(setting)
    if setting["folder"]:
        folder = Path(setting["folder"])
        return read_folder(folder, "train"), read_folder(folder, "test")
    if name == "mnist":
        return mnist("train"), mnist("test")
    data = _own(setting) if _is_file(name) else _known(setting)
    if len(data) < FEW:
        return data, None
    return split(data, setting["share"], setting["seed"])


def _is_file(name: str) -> bool:
    return Path(name).suffix.lower() in (".csv", ".tsv", ".txt", ".npz")


def _check_asked(setting: Mapping[str, Any]) -> None:
    """Refuse what is said of data that it can say nothing of, which would do nothing."""
    name, entry = setting["data"], DATA_SETS.get(setting["data"])
    said = [key for key in ("count", "noise", "formula", "folder", "target") if setting[key]]
    has = {
        "count": entry and entry.count,
        "noise": entry and entry.count,
        "formula": entry and entry.formula,
        "folder": name == "mnist",
        "target": _is_file(name) and not name.lower().endswith(".npz"),
    }
    for key in said:
        if not has[key]:
            raise DataError(key, f"says nothing of {name}: leave it out")


def _known(setting: Mapping[str, Any]) -> DataSet:
    keys = ("count", "noise", "formula", "seed")
    return data_set(setting["data"], **{key: setting[key] for key in keys})


def _own(setting: Mapping[str, Any]) -> DataSet:
    """Read a file of one's own. Raises `DataError` for one that cannot be read."""
    path = Path(setting["data"])
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if path.suffix.lower() == ".npz":
            return read_npz(data)
        return read_table(data.decode("utf-8-sig"), setting["target"])
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(path.name, f"cannot be read: {error}") from None
