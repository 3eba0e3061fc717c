"""The execution graph of a program: a node for every value, an arrow from what is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.core.program import Program

if TYPE_CHECKING:
    import networkx as nx


def graph(program: Program) -> nx.DiGraph[str]:
    """Make the networkx `DiGraph` of a program.

    A node carries `kind` (the role of an input, the phase of a computed value), `layer`,
    `of` (the value a gradient or an update belongs to) and `step` (its place among the equations,
    None for an input). networkx is imported here, when a graph is first asked for.
    """
    import networkx as nx

    drawn: nx.DiGraph[str] = nx.DiGraph()
    for value in program.inputs:
        drawn.add_node(value.name, kind=value.role.value, layer=None, of=None, step=None)
    for step, equation in enumerate(program.equations):
        drawn.add_node(
            equation.name,
            kind=equation.phase.value,
            layer=equation.layer,
            of=equation.of,
            step=step,
        )
        drawn.add_edges_from((name, equation.name) for name in equation.reads)
    return drawn
