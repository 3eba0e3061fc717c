"""A program as a PyTorch script with autograd's gradients, changed where the conventions say so."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.core.differentiate import PREFIX, derived, flows_to
from engine.core.expr import Apply, Name, Size, walk
from engine.core.naming import grad
from engine.core.program import Equation, Phase, Program, Role
from engine.printing.dialects import torch_source
from engine.printing.scripts import inputs, joined, lines, not_finite
from engine.running.trace import Trace, run

SHORT_CUT = "# Started by hand: the program's gradient here is not the derivative of {loss}."
AVERAGED = "# By convention these gradients, and no others, are averages over the batch."
NOTHING = "  # nothing flows back to it"
TORCH_HEAD = "import torch"
TENSOR = "torch.tensor({!r}, dtype=torch.float64)"
LEAF = "torch.tensor({!r}, dtype=torch.float64, requires_grad=True)"
AT_ZERO = "# At exactly 0 autograd takes 0 for the derivative of ReLU, and the convention another."


def by_autograd(trace: Trace) -> str:
    """Write the script: forward, `backward()`, what the conventions add, update."""
    program = trace.program
    leaves = program.with_role(Role.INPUT, Role.PARAMETER)
    return joined(
        not_finite(trace),
        TORCH_HEAD,
        inputs(trace, lambda name, value: (LEAF if name in leaves else TENSOR).format(value)),
        "\n".join(_forward(program)),
        "\n".join(_backward(trace)),
        "\n".join(_gradients(program)),
        _update(program),
    )


def _forward(program: Program) -> Iterator[str]:
    """Write the forward pass; a value that no gradient flows through begins a graph of its own."""
    gradients = program.gradient_of
    kept = [e.name for e in program.forward_pass if e.name in gradients]
    for equation in program.forward_pass:
        # Without a tensor of its own a value would have the gradient of what it is equal to.
        own = ".clone()" if isinstance(equation.expr, Name) else ""
        yield f"{lines((equation,), torch_source)}{own}"
        if equation.name in gradients and not any(flows_to(equation.expr)):
            yield f"{equation.name}.requires_grad_()"
    if kept:
        yield f"for value in ({', '.join(kept)},):\n    value.retain_grad()"


def _backward(trace: Trace) -> Iterator[str]:
    program = trace.program
    nodes = (node for equation in program.equations for node in walk(equation.expr))
    if any(isinstance(node, Apply) and node.op == "step" for node in nodes):
        yield AT_ZERO
    yield from _start(trace)
    averaged = [of for of in program.gradient_of if is_average(program, of)]
    if averaged:
        yield f"{AVERAGED}\nfor parameter in ({', '.join(averaged)},):\n    parameter.grad /= n"
    yield from (f"{penalty}.backward()" for penalty in program.losses[1:-1])


def _start(trace: Trace) -> Iterator[str]:
    """Write `L.backward()` where the program does that, else begin with the program's gradient."""
    program, losses = trace.program, trace.program.losses
    if not losses:
        (upstream,) = program.with_role(Role.TARGET)
        yield f"{_output(program)}.backward(gradient={upstream})"
        return
    first = program.by_name[next(iter(program.gradient_of.values()))]
    if _is_derivative(trace, first, losses[0]):
        yield f"{losses[0]}.backward()"
        return
    yield SHORT_CUT.format(loss=losses[0])
    yield f"{first.of}.backward(gradient=({torch_source(first.expr)}).detach())"


def _output(program: Program) -> str:
    """Name the value where the backward pass begins: its gradient is the first, or an input."""
    if program.losses:
        return next(iter(program.gradient_of))
    targets = program.with_role(Role.TARGET)
    return next(e.name for e in program.forward_pass if grad(e.name) in targets)


def _is_derivative(trace: Trace, first: Equation, loss: str) -> bool:
    """Tell whether a gradient of the trace is the derivative of the loss that the table gives."""
    program = derived(trace.program, of=loss)
    exact = run(program, trace.inputs)[f"{PREFIX}{first.of}"]
    return np.allclose(exact, trace[first.name], rtol=1e-12, atol=1e-14)


def is_average(program: Program, of: str) -> bool:
    """Tell whether a parameter's gradient is divided by a size that the data decides."""
    expr = program.by_name[program.gradient_of[of]].expr
    sizes = any(isinstance(node, Size) for node in walk(expr))
    return sizes and of in program.with_role(Role.PARAMETER) and of in _reached(program)


def _reached(program: Program, *losses: str) -> set[str]:
    """Find the names that gradients flow back to, from the output and from `losses`."""
    reached = {_output(program), *losses}
    for equation in reversed(program.forward_pass):
        if equation.name in reached:
            reached.update(flows_to(equation.expr))
    return reached


def _gradients(program: Program) -> Iterator[str]:
    reached = _reached(program, *program.losses)
    for of, name in program.gradient_of.items():
        nothing = f"torch.zeros_like({of}){NOTHING}"
        yield f"{name} = {f'{of}.grad' if of in reached else nothing}"


def _update(program: Program) -> str:
    after = program.in_phase(Phase.UPDATE)
    body = lines(after, torch_source).replace("\n", "\n    ")
    return f"with torch.no_grad():\n    {body}" if after else ""
