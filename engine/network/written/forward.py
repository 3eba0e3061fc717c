"""Follow a value through the `forward` of a class, from its input to what it returns."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from engine.network.written.arguments import bound
from engine.network.written.keras_layers import ACTIVATIONS, LAYERS
from engine.network.written.modules import is_keras, parts_of
from engine.network.written.part import Makers, Part
from engine.network.written.refusal import refusal
from engine.network.written.syntax import Call, Value, call, code_of, dotted, value
from engine.network.written.torch_modules import FUNCTIONS, MODULES, SHAPING

FORWARDS = ("forward", "call")
FUNCTIONAL = ("F", "torch", "nn.functional", "torch.nn.functional", "")
OF_KERAS = ("tf.nn", "keras.activations")
"""What stands before a function: of PyTorch, of TensorFlow and Keras."""
Chain = tuple[Part, ...]
"""The parts that a value has gone through."""


def class_named(classes: dict[str, ast.ClassDef]) -> ast.ClassDef | None:
    """Find the last class that has a `forward`, or a `call`."""
    known = [one for one in classes.values() if _function(one, *FORWARDS)]
    return known[-1] if known else None


def followed(
    written: ast.ClassDef, names: dict[str, Value], calls: list[Call]
) -> tuple[Chain, bool]:
    """List the parts that the input of a class goes through, and whether they are those of Keras.

    Raises `WrittenError` at the line of `forward` that cannot be followed.
    """
    own = {**names, **_modules(written, names, calls)}
    keras = any(is_keras(part) for part in own.values())
    forward = _function(written, *FORWARDS)
    assert forward is not None
    given = [argument.arg for argument in forward.args.args[1:]]
    if not given:
        raise refusal("no_input", forward.lineno, name=written.name)
    follower = _Follower(own, LAYERS if keras else MODULES, {given[0]: ()})
    for statement in forward.body:
        found = follower.step(statement)
        if found is not None:
            return found, keras
    raise refusal("no_return", forward.lineno, name=written.name)


def _function(written: ast.ClassDef, *names: str) -> ast.FunctionDef | None:
    own = (part for part in written.body if isinstance(part, ast.FunctionDef))
    return next((part for part in own if part.name in names), None)


def _modules(written: ast.ClassDef, names: dict[str, Value], calls: list[Call]) -> dict[str, Value]:
    """Read what `__init__` keeps, `self.fc1 = nn.Linear(2, 3)`."""
    begin = _function(written, "__init__")
    if begin is None:
        return {}
    own = {**names, **_arguments(written.name, begin, names, calls)}
    for statement in begin.body:
        match statement:
            case ast.Assign(targets, assigned):
                own |= {dotted(target): value(assigned, own) for target in targets}
            case ast.AnnAssign(target, _, ast.expr() as assigned):
                own[dotted(target)] = value(assigned, own)
    return own


def _arguments(
    name: str, begin: ast.FunctionDef, names: dict[str, Value], calls: list[Call]
) -> dict[str, Value]:
    """Find what the arguments of `__init__` are: where the class is called, else their defaults."""
    parameters = [argument.arg for argument in begin.args.args[1:]]
    defaults = [value(one, names) for one in begin.args.defaults]
    found = dict(zip(parameters[len(parameters) - len(defaults) :], defaults, strict=True))
    made = next((one for one in calls if one.name == name), None)
    if made:
        found |= dict(zip(parameters, made.args, strict=False))
        found |= {key: part for key, part in made.keywords if key in parameters}
    return found


@dataclass(eq=False)
class _Follower:
    """Follows a value: `chains` are the parts that each name has gone through."""

    own: dict[str, Value]
    makers: Makers
    chains: dict[str, Chain]
    used: set[str] = field(default_factory=set)

    def step(self, statement: ast.stmt) -> Chain | None:
        """Follow one statement; the parts of what it returns, if it returns."""
        match statement:
            case ast.Return(ast.expr() as returned):
                return self.chain(returned)
            case ast.Assign([ast.Name(name)], assigned):
                self.chains[name] = self.chain(assigned)
            case ast.AugAssign(ast.Name(name) as target, ast.Add(), added):
                self.chains[name] = self.sum(statement, self.chain(target), self.chain(added))
            case ast.Expr(ast.Constant()) | ast.Pass() | ast.Assert():
                pass
            case ast.Expr(ast.Call(ast.Name("print"))):
                pass
            case _:
                raise refusal("not_followed", statement.lineno, code=code_of(statement))
        return None

    def chain(self, node: ast.expr) -> Chain:
        """List the parts that an expression has gone through."""
        match node:
            case ast.Name(name) if name in self.chains:
                return self.chains[name]
            case ast.BinOp(left, ast.Add(), right):
                return self.sum(node, self.chain(left), self.chain(right))
            case ast.Call(ast.Attribute(inner, method)) if self._is_chain(inner):
                return self.method(node, inner, method)
            case ast.Call(function, [first, *_]):
                return (*self.chain(first), *self.applied(node, function))
        raise refusal("not_followed", node.lineno, code=code_of(node))

    def _is_chain(self, node: ast.expr) -> bool:
        """Tell whether a method is one of a value, as in `x.relu()`, not of a module."""
        return isinstance(node, ast.Call) or (isinstance(node, ast.Name) and node.id in self.chains)

    def method(self, node: ast.Call, inner: ast.expr, method: str) -> Chain:
        """Follow `x.relu()`, and `x.view(...)`, which changes no number of a row."""
        before = self.chain(inner)
        if method in SHAPING:
            return before
        if method not in FUNCTIONS or self.makers is not MODULES:
            raise refusal("not_followed", node.lineno, code=code_of(node))
        return (*before, *self.function(node, method, call(node, self.own).args))

    def applied(self, node: ast.Call, function: ast.expr) -> Chain:
        """List the parts of what is applied: `self.fc1`, `F.relu`, `nn.ReLU()`."""
        if isinstance(function, ast.Call):
            return tuple(parts_of(value(function, self.own), self.makers))
        path = dotted(function)
        on, _, name = path.rpartition(".")
        if path in self.own:
            return self.module(node, path)
        # Where a function has a number, Keras has another one as its default.
        if on in FUNCTIONAL or (on in OF_KERAS and name in ACTIVATIONS):
            return self.function(node, name, call(node, self.own).args[1:])
        raise refusal("not_followed", node.lineno, code=code_of(node))

    def module(self, node: ast.Call, path: str) -> Chain:
        """List the parts of a module of the class. One with weights is used once."""
        parts = tuple(parts_of(self.own[path], self.makers))
        if path in self.used and any(part.width or part.kind.endswith("norm") for part in parts):
            raise refusal("shared", node.lineno, code=path)
        self.used.add(path)
        return parts

    def function(self, node: ast.Call, name: str, args: tuple[Value, ...]) -> Chain:
        """List the part of a function, such as `F.leaky_relu(x, 0.1)`."""
        if name not in FUNCTIONS:
            raise refusal("not_followed", node.lineno, code=code_of(node))
        maker = MODULES[FUNCTIONS[name]]
        keywords = call(node, self.own).keywords
        plain = tuple((key, part) for key, part in keywords if key not in ("input", "training"))
        # The second argument of dropout is its share, and the third whether it trains.
        given = args[: len(maker.parameters)] if name != "dropout" else args[:1]
        made = Call(FUNCTIONS[name], "", given, plain, node.lineno)
        return maker.make(bound(made, maker.parameters, maker.ignored))

    def sum(self, node: ast.stmt | ast.expr, a: Chain, b: Chain) -> Chain:
        """Add a value to what was computed from it: a residual addition."""
        shorter, longer = sorted((a, b), key=len)
        if longer[: len(shorter)] != shorter or len(shorter) == len(longer):
            raise refusal("sum_of_two", node.lineno, code=code_of(node))
        count = len(longer) - len(shorter)
        return (*longer, Part("residual", node.lineno, "+", count))
