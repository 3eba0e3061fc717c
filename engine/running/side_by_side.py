"""Update all parameters with one call where the same is done to each of them.

The equations of an update are the same for `W1`, `B1`, `W2`, ...: entry by entry, `W1 - lr·gradW1`.
If the parameters lie side by side in one array, and their gradients in another, one call does it
for all: an entry comes to the same bits, whatever lies beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.core.immutable import immutable
from engine.running.lowering import Call

Column = tuple[str, ...]
"""Names whose arrays lie side by side, in this order."""


@immutable
class Joined:
    """One call for many: `args` are numbers by name, or columns."""

    function: str
    args: tuple[str | Column, ...]
    settings: tuple[str, ...]
    targets: Column


@immutable
class Chain:
    """Joined calls that follow each other.

    - `leaves`: the columns that they read and do not compute; `roots`: for each column of inputs
      the one that replaces it
    """

    calls: tuple[Joined, ...]
    leaves: tuple[Column, ...]
    roots: Mapping[Column, Column]

    @property
    def computed(self) -> frozenset[str]:
        """The names of all that it computes."""
        return frozenset(name for call in self.calls for name in call.targets)


def chain_of(
    calls: Sequence[Call],
    replacements: Mapping[str, str],
    shapes: Mapping[str, tuple[int, ...]],
    is_entrywise: Callable[[Call], bool],
) -> Chain | None:
    """Join the calls that lead to what replaces the inputs; None where there is nothing to join.

    `shapes` are those of all arrays that own their memory.
    """
    finder = _Finder({call.target: call for call in calls}, shapes, is_entrywise)
    groups = dict[object, list[tuple[str, str]]]()
    for old, new in replacements.items():
        if old in shapes and shapes.get(new) == shapes[old]:
            groups.setdefault(finder.signature(new, {}), []).append((old, new))
    roots = {
        tuple(old for old, _ in group): tuple(new for _, new in group)
        for group in groups.values()
        if len(group) > 1
    }
    for column in roots.values():
        finder.join(column)
    leaves = tuple(column for column in finder.columns if column not in finder.joined)
    own = tuple(finder.joined[column] for column in finder.joined)
    chain = Chain(own, leaves, roots)
    return chain if own and _fits(chain, calls, replacements, shapes) else None


@dataclass
class _Finder:
    """Find out which results are computed alike.

    `joined` has the call that computes a column; `columns` are these and those that are read only.
    """

    calls: Mapping[str, Call]
    shapes: Mapping[str, tuple[int, ...]]
    is_entrywise: Callable[[Call], bool]
    columns: dict[Column, None] = field(default_factory=dict)
    joined: dict[Column, Joined] = field(default_factory=dict)

    def is_joinable(self, name: str) -> bool:
        """Tell whether a result depends, entry by entry, on arrays of its own shape."""
        call = self.calls.get(name)
        if call is None or call.counted or not self.is_entrywise(call):
            return False
        arrays = [arg for arg in call.args if arg in self.shapes]
        return all(self.shapes[arg] == self.shapes[name] for arg in arrays)

    def signature(self, name: str, seen: dict[str, int]) -> object:
        """Write how a result is computed; an array that is read has a number in place of a name."""
        if name not in self.shapes:
            return name
        if name in seen:
            return seen[name]
        if not self.is_joinable(name):
            return seen.setdefault(name, len(seen))
        call = self.calls[name]
        args = tuple(self.signature(arg, seen) for arg in call.args)
        seen[name] = len(seen)
        return call.function, call.settings, args

    def join(self, names: Column) -> str | Column:
        """Add the calls that compute a column, those that it reads first."""
        if names[0] not in self.shapes:
            return names[0]
        if names in self.columns:
            return names
        if self.is_joinable(names[0]):
            calls = [self.calls[name] for name in names]
            args = tuple(self.join(each) for each in zip(*(c.args for c in calls), strict=True))
            self.joined[names] = Joined(calls[0].function, args, calls[0].settings, names)
        self.columns[names] = None
        return names


def _fits(
    chain: Chain,
    calls: Sequence[Call],
    replacements: Mapping[str, str],
    shapes: Mapping[str, tuple[int, ...]],
) -> bool:
    """Tell whether a chain can stand at the place of its last call, each name in one column.

    Nothing else may read what it computes, and of the inputs it may read those alone that it
    replaces.
    """
    columns = (*chain.leaves, *(call.targets for call in chain.calls))
    names = [name for column in columns for name in column]
    others = {arg for call in calls if call.target not in chain.computed for arg in call.args}
    results = {call.target for call in calls}
    inputs = {name for column in chain.leaves for name in column if name not in results}
    known = {name for column in chain.roots for name in column}
    whole = all(column in chain.roots for column in chain.leaves if not {*column} <= results)
    return (
        len(names) == len({*names})
        and not chain.computed & others
        and inputs <= known <= replacements.keys()
        and whole
        and all(name in shapes for name in names)
    )


def last_reads(chain: Chain) -> dict[Column, int]:
    """Find the last call of a chain that reads each column."""
    return {
        arg: step
        for step, call in enumerate(chain.calls)
        for arg in call.args
        if isinstance(arg, tuple)
    }


def reused(chain: Chain, kept: frozenset[str]) -> Iterator[Column]:
    """Yield for each call the column in whose memory its result is written.

    That is, if nothing reads it later: the inputs that it replaces, or a column that it reads
    itself and that is neither an input nor returned; else a memory of its own.
    """
    last, place = last_reads(chain), {column: column for column in chain.leaves}
    replaced = {new: old for old, new in chain.roots.items()}
    for step, call in enumerate(chain.calls):
        old = replaced.get(call.targets)
        read = [arg for arg in call.args if isinstance(arg, tuple) and last[arg] == step]
        over = [c for c in read if c not in chain.roots and c not in replaced and not {*c} & kept]
        if old is not None and last.get(old, -1) <= step:
            place[call.targets] = old
        else:
            place[call.targets] = next((place[c] for c in over), call.targets)
        yield place[call.targets]
