"""Read a module, a layer, or a sequence of them, into parts."""

from __future__ import annotations

from collections.abc import Iterator

from engine.network.written.arguments import bound, written
from engine.network.written.keras_layers import LAYERS
from engine.network.written.part import Makers, Part
from engine.network.written.program import SEQUENTIAL
from engine.network.written.refusal import refusal
from engine.network.written.syntax import Call, Path, Unread, Value
from engine.network.written.torch_modules import MODULES

LISTS = ("OrderedDict", "ModuleList")
ONLY_KERAS = LAYERS.keys() - MODULES.keys()
NOT_YET = ("Conv", "Pool", "RNN", "LSTM", "GRU", "Embedding", "Attention", "Transformer")
DEEPEST = 20


def parts_of(made: Value, makers: Makers, depth: int = 0) -> Iterator[Part]:
    """List the parts of a module or of a sequence, also of one in another.

    Raises `WrittenError` for a module that is not known, at its line.
    """
    if depth > DEEPEST:
        raise refusal("too_deep")
    match made:
        case Call(name) if name == SEQUENTIAL or name in LISTS:
            named = tuple(part for key, part in made.keywords if key == "layers")
            for part in (*made.args, *named):
                yield from parts_of(part, makers, depth + 1)
        case Call(name) if name in makers:
            maker = makers[name]
            yield from maker.make(bound(made, maker.parameters, maker.ignored))
        case Call(name, _, _, _, line):
            code = written(made)
            raise _unknown(name, line, makers) if name else refusal("not_a_layer", line, code=code)
        case (str(), Call() as module):
            yield from parts_of(module, makers, depth + 1)
        case tuple():
            for part in made:
                yield from parts_of(part, makers, depth + 1)
        case Path(name, line) | Unread(name, line):
            raise refusal("not_a_layer", line, code=name)
        case _:
            raise refusal("not_a_layer", None, code=written(made))


def _unknown(name: str, line: int, makers: Makers) -> Exception:
    known = ", ".join(makers)
    key = "not_yet" if any(part in name for part in NOT_YET) else "unknown_layer"
    return refusal(key, line, name=name, known=known)


def is_keras(parts: Value) -> bool:
    """Tell whether a sequence is one of Keras: a layer of it is known there alone."""
    match parts:
        case Call(name) if name in ONLY_KERAS:
            return True
        case Call(_, on) if "keras" in on.split("."):
            return True
        case Call(_, _, args, keywords):
            return any(map(is_keras, (*args, *(part for _, part in keywords))))
        case tuple():
            return any(map(is_keras, parts))
    return False
