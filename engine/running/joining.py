"""Join calls that do the same to several arrays into one, on one array that holds them all.

An optimizer does to every parameter what it does to the first; so does the slope of an activation
in every layer. In a small network each call costs about the same, however little it computes, so
that one call for all parameters is that many times quicker. Entry by entry, the numbers are those
of the single calls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.immutable import immutable
from engine.running.lowering import Call
from engine.running.trial import CONSTANT, Trial, is_entrywise

SIDE_BY_SIDE = "side by side"
"""The function of a call that only makes room for arrays, which other calls write one by one."""

Names = tuple[str, ...]


@immutable
class Joined:
    """Calls after joining.

    - `calls`, `trial`: as they were given, with the joined calls and the arrays that they name
    - `rows`: for each array that holds others, their names in the order in which they lie in it
    """

    calls: tuple[Call, ...]
    trial: Trial
    rows: Mapping[str, Names]

    def replacements(self, single: Mapping[str, str]) -> dict[str, str]:
        """Name what replaces what: whole rows where all in one are replaced by those of another."""
        row_of = {names: row for row, names in self.rows.items()}
        found = dict(single)
        for row, names in self.rows.items():
            replaced = row_of.get(tuple(single.get(name, "") for name in names))
            if replaced:
                found = {old: new for old, new in found.items() if old not in names}
                found[row] = replaced
        return found


def joined(calls: tuple[Call, ...], trial: Trial, lie_together: Callable[[Names], bool]) -> Joined:
    """Join what can be joined; `lie_together` tells which inputs are, or can be, side by side."""
    joiner = _Joiner(calls, trial, lie_together)
    for group in _alike(calls, trial):
        joiner.join(group)
    return joiner.result()


def _alike(calls: tuple[Call, ...], trial: Trial) -> list[list[Call]]:
    """Group the calls of the same function of the same numbers, of arrays that came about alike."""
    kinds: dict[object, int] = {}
    kind_of: dict[str, object] = {}
    groups: dict[int, list[Call]] = {}
    targets = {call.target for call in calls}
    for call in (call for call in calls if _is_simple(call, trial)):
        arrays = {arg: kind_of.get(arg, arg in targets) for arg in call.args if arg in trial.owners}
        args = tuple((arrays.get(arg, arg), call.args.index(arg)) for arg in call.args)
        kind = kinds.setdefault((call.function, call.settings, args), len(kinds))
        kind_of[call.target] = ("made by", kind)
        groups.setdefault(kind, []).append(call)
    found = [group for group in groups.values() if len(group) > 1]
    place = _places(found, trial)
    return [sorted(group, key=lambda call: place[call.target]) for group in found]


def _places(groups: list[list[Call]], trial: Trial) -> dict[str, int]:
    """Find an order for all groups: what is computed of the same arrays has the same place in each.

    The places are those of the first array that each is computed of, as in a forest of trees.
    """
    parents: dict[str, str] = {}

    def root(name: str) -> str:
        return root(parents[name]) if name in parents else name

    calls = [call for group in groups for call in group]
    for call in calls:
        for arg in (root(arg) for arg in call.args if arg in trial.owners):
            if arg != root(call.target):
                parents[root(call.target)] = arg
    order = {name: k for k, name in enumerate(dict.fromkeys(root(c.target) for c in calls))}
    return {call.target: order[root(call.target)] for call in calls}


def _is_simple(call: Call, trial: Trial) -> bool:
    """Tell whether a call takes and gives arrays of one shape, entry by entry, and numbers."""
    result = trial.values[call.target]
    if not is_entrywise(call) or call.counted or not isinstance(result, np.ndarray):
        return False
    arrays = [trial.values[arg] for arg in call.args if arg in trial.owners]
    return all(a.shape == result.shape and a.dtype == result.dtype for a in arrays)


@dataclass
class _Joiner:
    """The groups that were joined so far; for each array that lies beside others, all of these."""

    calls: tuple[Call, ...]
    trial: Trial
    lie_together: Callable[[Names], bool]
    groups: dict[str, tuple[Call, ...]] = field(default_factory=dict)
    rows: dict[str, Names] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._makers = {call.target: call for call in self.calls}

    def join(self, group: list[Call]) -> None:
        """Join calls, if their arrays can lie side by side and no call waits for another one."""
        columns = dict.fromkeys([*self._columns(group), tuple(call.target for call in group)])
        names = [name for column in columns for name in column]
        each_once = len(set(names)) == len(names)
        if not (each_once and all(map(self._can_be_row, columns)) and self._are_apart(group)):
            return
        self.groups |= {call.target: tuple(group) for call in group}
        self.rows |= {name: column for column in columns for name in column}

    def _columns(self, group: list[Call]) -> list[Names]:
        """List the arrays that stand at the same place of each call, for every such place."""
        columns = zip(*(call.args for call in group), strict=True)
        return [names for names in columns if names[0] in self.trial.owners]

    def _can_be_row(self, names: Names) -> bool:
        if any(name in self.rows for name in names):
            return all(self.rows.get(name) == names for name in names)
        if any(self.trial.owners[name] != name for name in names):
            return False
        makers = [self._makers.get(name) for name in names]
        made = [maker for maker in makers if maker and maker.function not in CONSTANT]
        return len(made) == len(names) or (not any(makers) and self.lie_together(names))

    def _are_apart(self, group: list[Call]) -> bool:
        groups = {**self.groups, **{call.target: tuple(group) for call in group}}
        return self._in_order(groups) is not None

    def _in_order(self, groups: Mapping[str, tuple[Call, ...]]) -> list[tuple[Call, ...]] | None:
        """Put groups and single calls in an order in which each follows what it reads.

        None if there is no such order.
        """
        order: list[tuple[Call, ...]] = []
        state: dict[str, bool] = {}

        def visit(call: Call) -> bool:
            if call.target in state:
                return state[call.target]
            group = groups.get(call.target, (call,))
            state.update({member.target: False for member in group})
            read = [self._makers[a] for m in group for a in m.args if a in self._makers]
            if not all(map(visit, read)):
                return False
            state.update({member.target: True for member in group})
            order.append(group)
            return True

        return order if all(map(visit, self.calls)) else None

    def result(self) -> Joined:
        """Write the calls with the rows that they read and write."""
        whole = {names: f"_row{k}" for k, names in enumerate(dict.fromkeys(self.rows.values()))}
        holder = {name: whole[names] for name, names in self.rows.items()}
        owners = {name: holder.get(owner, owner) for name, owner in self.trial.owners.items()}
        owners |= {row: row for row in whole.values()}
        values = dict(self.trial.values)
        values |= {row: end_to_end(values, names) for names, row in whole.items()}
        trial = Trial(values, owners)
        calls = tuple(self._calls(holder))
        return Joined(calls, trial, {row: names for names, row in whole.items()})

    def _calls(self, holder: Mapping[str, str]) -> Iterator[Call]:
        """Write the calls in their order; room for a row is made before the first is written."""
        begun = set[str]()
        for group in self._in_order(self.groups) or ():
            call, row = group[0], holder.get(group[0].target)
            if len(group) > 1 and row:
                args = tuple(holder.get(arg, arg) for arg in call.args)
                yield replace(call, target=row, args=args)
                continue
            if row and row not in begun:
                begun.add(row)
                yield Call(row, SIDE_BY_SIDE, ())
            yield call


def end_to_end(values: Mapping[str, Any], names: Names) -> NDArray[Any]:
    """Copy arrays into one long one."""
    return np.concatenate([np.ravel(values[name]) for name in names])
