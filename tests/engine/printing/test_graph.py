import networkx as nx

from engine.printing.graph import graph


def test_nodes_are_the_names_and_edges_are_what_is_read(network):
    drawn = graph(network)
    assert list(drawn.nodes) == list(network.names)
    assert set(drawn.edges) == {(name, e.name) for e in network.equations for name in e.reads}
    assert set(drawn.predecessors("gradW2")) == {"Y1", "gradY2lin"}
    assert set(drawn.predecessors("gradY2lin")) == {"gradY2", "Y2lin"}
    assert set(drawn.successors("Y1")) == {"Y2lin", "gradW2"}


def test_there_are_no_cycles_and_the_program_is_an_order(network):
    drawn = graph(network)
    assert nx.is_directed_acyclic_graph(drawn)
    place = {name: k for k, name in enumerate(network.names)}
    assert all(place[read] < place[name] for read, name in drawn.edges)


def test_a_node_says_what_it_is(network):
    nodes = graph(network).nodes
    assert nodes["X"] == {"kind": "input", "layer": None, "of": None, "step": None}
    assert nodes["W2"]["kind"] == "parameter"
    assert nodes["Y1lin"] == {"kind": "forward", "layer": 1, "of": None, "step": 0}
    assert nodes["L"]["kind"] == "loss"
    assert nodes["gradW2"] == {"kind": "backward", "layer": 2, "of": "W2", "step": 12}
    assert nodes["B3_new"] == {"kind": "update", "layer": 3, "of": "B3", "step": 24}
