"""Read the statements of a text one after the other: what its names stand for, and its calls."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.network.written.refusal import refusal
from engine.network.written.syntax import Call, Names, Value, call, code_of, dotted, parsed, value

ADDING = ("add", "append", "add_module")
SEQUENTIAL = "Sequential"


@dataclass(eq=False)
class Text:
    """What was read of a text, so far.

    - `names`: what each name stands for; `self.fc1` in a class is one too
    - `classes`: the classes by name
    - `calls`: every call, in the order of the text
    - `found`: every value that was assigned, returned or stands alone: one may be a network
    """

    names: dict[str, Value] = field(default_factory=dict)
    classes: dict[str, ast.ClassDef] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    found: list[Value] = field(default_factory=list)


def read(text: str) -> Text:
    """Read a whole text. Raises `WrittenError` for what is not Python."""
    tree, read_so_far = parsed(text), Text()
    for statement, is_repeated in _statements(tree.body):
        _read(statement, read_so_far, is_repeated)
    return read_so_far


def _statements(body: list[ast.stmt]) -> Iterator[tuple[ast.stmt, bool]]:
    """List the statements, and whether each stands in a loop.

    Those in functions, loops and conditions are among them, but not those in classes.
    """
    waiting = [(statement, False) for statement in reversed(body)]
    while waiting:
        statement, is_repeated = waiting.pop()
        yield statement, is_repeated
        if not isinstance(statement, ast.ClassDef):
            within = is_repeated or isinstance(statement, ast.For | ast.While)
            inner = [*getattr(statement, "body", ()), *getattr(statement, "orelse", ())]
            waiting.extend((one, within) for one in reversed(inner) if isinstance(one, ast.stmt))


def _check_branches(statement: ast.If) -> None:
    """Refuse two branches that make one name two networks: which is taken is not known."""
    of_first, of_second = (dict(_made_in(part)) for part in (statement.body, statement.orelse))
    for name in of_first.keys() & of_second.keys():
        first, second = of_first[name], of_second[name]
        if ast.dump(first) != ast.dump(second) and any(map(_has_layers, (first, second))):
            raise refusal("branches", statement.lineno, name=name)


def _made_in(body: list[ast.stmt]) -> Iterator[tuple[str, ast.expr]]:
    for part in body:
        if isinstance(part, ast.Assign):
            yield dotted(part.targets[-1]), part.value
        elif isinstance(part, ast.Return) and part.value:
            yield "return", part.value


def _has_layers(node: ast.expr) -> bool:
    """Tell whether an expression makes a network: it calls `Sequential`."""
    calls = (part.func for part in ast.walk(node) if isinstance(part, ast.Call))
    return any(dotted(function).rpartition(".")[2] == SEQUENTIAL for function in calls)


def _read(statement: ast.stmt, text: Text, is_repeated: bool) -> None:
    match statement:
        case ast.If():
            _check_branches(statement)
        case ast.ClassDef(name):
            text.classes[name] = statement
            return
        case ast.Assign(targets, assigned):
            _assign(targets[-1], value(assigned, text.names), text)
        case ast.AnnAssign(target, _, ast.expr() as assigned):
            _assign(target, value(assigned, text.names), text)
        case ast.Return(ast.expr() as returned):
            text.found.append(value(returned, text.names))
        case ast.Expr(ast.Call() as expression):
            _called(expression, text, is_repeated)
        case ast.Expr(expression):
            text.found.append(value(expression, text.names))
    text.calls.extend(_calls(statement, text.names))


def _assign(target: ast.expr, assigned: Value, text: Text) -> None:
    """Remember what a name stands for; `a, b = 1, 2` too."""
    if isinstance(target, ast.Tuple) and isinstance(assigned, tuple):
        for one, part in zip(target.elts, assigned, strict=False):
            _assign(one, part, text)
    elif name := dotted(target):
        text.names[name] = assigned
        text.found.append(assigned)


def _called(node: ast.Call, text: Text, is_repeated: bool) -> None:
    """Read `model.add(...)`, which makes a network longer; any other call may be one itself.

    Raises `WrittenError` where it stands in a loop, which is not run.
    """
    made = call(node, text.names)
    before = text.names.get(made.on)
    if made.name in ADDING and isinstance(before, Call) and before.name == SEQUENTIAL and made.args:
        if is_repeated:
            raise refusal("repeated", node.lineno, code=code_of(node))
        longer = Call(
            before.name, before.on, (*before.args, made.args[-1]), before.keywords, before.line
        )
        text.names[made.on] = longer
        text.found.append(longer)
    else:
        text.found.append(made)


def _calls(statement: ast.stmt, names: Names) -> Iterator[Call]:
    """List the calls in a statement itself, not in those inside it."""
    inner = {
        id(node)
        for part in (*getattr(statement, "body", ()), *getattr(statement, "orelse", ()))
        for node in ast.walk(part)
    }
    for node in ast.walk(statement):
        if isinstance(node, ast.Call) and id(node) not in inner:
            yield call(node, names)
