"""Changing an expression in one place at a time."""

from engine.core.expr import Name
from engine.core.ops import relu
from engine.teach.mistakes.rewriting import (
    anywhere,
    args_of,
    factors,
    in_products,
    is_op,
    product,
    put,
    substituted,
    summands,
    total,
)

A, B, C = Name("A"), Name("B"), Name("C")


def to_c(node):
    return [(C, ("C",))] if isinstance(node, Name) else []


def test_one_place_at_a_time():
    assert list(anywhere(A @ relu(B), to_c)) == [(C @ relu(B), ("C",)), (A @ relu(C), ("C",))]
    assert list(anywhere(A, to_c)) == [(C, ("C",))]


def test_a_product_is_seen_as_a_whole_and_then_inside():
    seen = []

    def rule(parts):
        seen.append(parts)
        yield parts[:1], ()

    found = [made for made, _ in in_products(relu(A * B * relu(B * C)), rule)]
    assert seen == [(A, B, relu(B * C)), (B, C)]
    assert found == [relu(A), relu(A * B * relu(B))]


def test_taking_apart_and_putting_together():
    assert factors(A * (B * C)) == (A, B, C)
    assert summands(A + B + C) == (A, B, C)
    assert factors(A + B) == (A + B,)
    assert product([A, B, C]) == A * B * C
    assert total([A]) == A
    assert put((A, B), 1, C) == (A, C)


def test_names_are_exchanged_all_at_once():
    assert substituted(A * (A - B), {"A": B, "B": A}) == B * (B - A)


def test_an_operation_and_its_arguments():
    assert args_of(A @ B, "matmul") == (A, B)
    assert args_of(A, "matmul") == args_of(A * B, "matmul") == ()
    assert is_op(A.T, "transpose")
    assert not is_op(A, "transpose")
