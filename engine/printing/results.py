"""The end of a script: it prints its results and, in PyTorch, compares them with autograd."""

from __future__ import annotations

from collections.abc import Iterator

from engine.core.program import Phase, Program, Role
from engine.printing.autograd import is_average
from engine.printing.dialects import torch_source
from engine.printing.scripts import lines

PRINTED = """for name in ({names}):
    print(f"{{name}} =\\n{{globals()[name]}}")
"""
COMPARED = """
# The same gradients by autograd: the forward pass again, on values that gradients flow to.
def forward({leaves}):
    {body}
    return {loss}


leaves = [value.clone().requires_grad_() for value in ({leaves},)]
by_autograd = torch.autograd.grad(forward(*leaves), leaves, allow_unused=True)
ours = ({ours},)
for name, gradient, other in zip({names!r}, ours, by_autograd):
    other = torch.zeros_like(gradient) if other is None else other
    if torch.allclose(gradient, other, rtol=1e-9, atol=1e-12):
        print(f"{{name}} is that of autograd")
    else:
        print(f"{{name}} is not that of autograd, which is\\n{{other}}{because}")
"""
AVERAGED = ": by convention only the gradients of the parameters are averages over the batch"
SHORT = ": by convention it may start with a short cut, such as the output minus the target"


def results(program: Program) -> str:
    """Print the loss, the gradients of the inputs and parameters, and what is updated."""
    after = [e.name for e in program.in_phase(Phase.UPDATE) if e.of in _leaves(program)]
    names = (*program.losses, *(gradient for _, gradient in _gradients(program)), *after)
    written = ", ".join(f'"{name}"' for name in names)
    return "\n" + PRINTED.format(names=written + ",")


def comparison(program: Program) -> str:
    """Compare the gradients of the inputs and parameters with those of autograd, in PyTorch.

    Without a loss, autograd takes the output times the gradient that is given for it.
    """
    pairs = tuple(_gradients(program))
    body = lines(program.forward_pass, torch_source).replace("\n", "\n    ")
    averaged = any(is_average(program, of) for of, _ in pairs)
    return COMPARED.format(
        leaves=", ".join(of for of, _ in pairs),
        body=body,
        loss=program.losses[-1] if program.losses else _product(program),
        ours=", ".join(gradient for _, gradient in pairs),
        names=tuple(gradient for _, gradient in pairs),
        because=AVERAGED if averaged else SHORT,
    )


def _leaves(program: Program) -> tuple[str, ...]:
    return program.with_role(Role.INPUT, Role.PARAMETER)


def _gradients(program: Program) -> Iterator[tuple[str, str]]:
    """Yield the inputs and parameters that have a gradient, with its name."""
    of = program.gradient_of
    yield from ((name, of[name]) for name in _leaves(program) if name in of)


def _product(program: Program) -> str:
    """Write the number whose gradients are those that an upstream gradient gives."""
    (target,) = program.with_role(Role.TARGET)
    return f"({target.removeprefix('grad')} * {target}).sum()"
