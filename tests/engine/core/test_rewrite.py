"""What is rewritten: by a function, by parts, by names, by indices and by rules."""

from engine.core.expr import Apply, Cell, Delta, Expr, Name, Number, Size, Sum
from engine.core.rewrite import (
    Rule,
    at_sizes,
    bind_indices,
    map_parts,
    match,
    places,
    replace_names,
    replace_parts,
    rewrite,
    simplify,
)

A, B, C, X, Y = map(Name, "ABCXY")


def test_map_parts_changes_arguments_and_bodies_and_leaves_leaves():
    assert map_parts(A @ B, lambda part: part.T) == A.T @ B.T
    assert map_parts(Sum("k", 2, A), lambda part: -part) == Sum("k", 2, -A)
    assert map_parts(A, lambda part: -part) == A


def test_rewrite_changes_the_leaves_first():
    seen: list[Expr] = []

    def negated_names(node: Expr) -> Expr:
        seen.append(node)
        return -node if isinstance(node, Name) else node

    assert rewrite(A @ B, negated_names) == -A @ -B
    assert seen == [A, B, -A @ -B]


def test_rewrite_goes_into_nested_sums():
    double = Sum("k", 2, Sum("m", 3, Cell("A", "k", "m")))
    assert rewrite(double, lambda node: Cell("B", 0, 0) if isinstance(node, Cell) else node) == (
        Sum("k", 2, Sum("m", 3, Cell("B", 0, 0)))
    )


def test_parts_are_replaced_all_at_once_the_largest_first():
    assert replace_parts(A @ B, {A: B, B: A}) == B @ A
    assert replace_parts(A @ B + A, {A @ B: C, A: X}) == C + X


def test_names_are_replaced_all_at_once():
    assert replace_names(A @ (B + A), {"A": B, "B": X @ Y}) == B @ (X @ Y + B)


def test_at_sizes_puts_numbers_for_named_dimensions():
    assert at_sizes(A.T @ B / Size("n"), {"n": 3}) == A.T @ B / Size(3)
    assert at_sizes(Sum("k", "n", Cell("A", "k", 0)), {"n": 3}) == Sum("k", 3, Cell("A", "k", 0))
    assert at_sizes(A / Size("m"), {"n": 3}) == A / Size("m")


def test_at_sizes_goes_into_nested_sums():
    double = Sum("k", "n", Sum("m", "d", Cell("A", "k", "m") / Size("n")))
    assert at_sizes(double, {"n": 3, "d": 2}) == (
        Sum("k", 3, Sum("m", 2, Cell("A", "k", "m") / Size(3)))
    )


def test_at_sizes_leaves_out_an_average_over_one():
    assert at_sizes(A.T @ B / Size("n"), {"n": 1}) == A.T @ B
    assert at_sizes(-(A / Size("n")) + B, {"n": 1}) == -A + B


def test_indices_of_cells_and_deltas_get_numbers():
    entry = Cell("A", "i", "k") * Delta("k", "j")
    assert bind_indices(entry, {"k": 2}) == Cell("A", "i", 2) * Delta(2, "j")
    assert bind_indices(entry, {"i": 0, "j": 1}) == Cell("A", 0, "k") * Delta("k", 1)


def test_a_nested_sum_keeps_its_own_index():
    inner = Sum("m", 3, Cell("A", "k", "m"))
    assert bind_indices(inner, {"k": 1, "m": 2}) == Sum("m", 3, Cell("A", 1, "m"))


def test_places_put_one_node_at_a_time():
    # A.T @ A has four nodes: the product, A.T, the A within it, the other A
    changed = [put(X) for _, put in places(A.T @ A)]
    assert changed == [X, X @ A, X.T @ A, A.T @ X]
    assert [node for node, _ in places(A.T @ A)] == [A.T @ A, A.T, A, A]


def test_places_go_into_sums_and_stay_what_they_are_when_kept():
    entry = Sum("k", 2, Cell("A", "k", 0) * Cell("B", 0, "k"))
    kept = list(places(entry))
    assert kept[1][1](Number(1)) == Sum("k", 2, Number(1))
    assert kept[3][1](Number(1)) == Sum("k", 2, Cell("A", "k", 0) * Number(1))


def test_a_pattern_matches_any_expression_by_its_names():
    assert match(A.T.T, (X @ Y).T.T) == {"A": X @ Y}
    assert match(A.T.T, X.T) is None
    assert match(A.T, X @ Y) is None


def test_a_repeated_name_stands_for_the_same_expression():
    assert match(A * A, (X + Y) * (X + Y)) == {"A": X + Y}
    assert match(A * A, X * Y) is None
    assert match(A @ B + B, X @ Y + Y) == {"A": X, "B": Y}
    assert match(A @ B + B, X @ Y + X) is None


def test_a_number_in_a_pattern_matches_only_itself():
    assert match(A + Number(1), X + Number(1)) == {"A": X}
    assert match(A + Number(1), X + Number(2)) is None


def test_a_rule_puts_what_was_matched_into_its_result():
    reversed_product = Rule((A @ B).T, B.T @ A.T)
    assert reversed_product((X @ Y.T).T, {}) == Y.T.T @ X.T
    assert reversed_product(X @ Y, {}) is None


def test_a_rule_may_name_what_it_matched_as_the_expression_does():
    swapped = Rule(A + B, B + A)
    assert swapped(B + A, {}) == A + B


def test_a_rule_holds_only_under_its_condition():
    to_square = Rule(A * A, Apply("square", (A,)), lambda parts, shapes: parts["A"].name in shapes)
    assert to_square(X * X, {"X": (2, 2)}) == Apply("square", (X,))
    assert to_square(Y * Y, {"X": (2, 2)}) is None


def test_a_rule_may_compute_its_result():
    def both_numbers(parts, _shapes):
        return all(isinstance(part, Number) for part in parts.values())

    added = Rule(A + B, lambda parts, _: Number(parts["A"].value + parts["B"].value), both_numbers)
    assert added(Number(2) + Number(3), {}) == Number(5)
    assert added(X + Number(3), {}) is None


def test_simplify_applies_rules_to_what_rules_made():
    rules = (Rule(A.T.T, A), Rule((A @ B).T, B.T @ A.T))
    # ((X' Y) C)' = C' (X' Y)' = C' (Y' X'') = C' (Y' X)
    assert simplify((X.T @ Y @ C).T, rules, {}) == C.T @ (Y.T @ X)
    assert simplify(X.T.T.T + Y.T.T, rules, {}) == X.T + Y


def test_the_first_rule_that_matches_is_applied():
    assert simplify(X.T, (Rule(A.T, A), Rule(A.T, B)), {}) == X


def test_what_counts_as_simple_is_put_in_as_it_is():
    rules = (Rule(A.T.T, A), Rule((A @ B).T, B.T @ A.T))
    assert simplify(A @ B, rules, {}, {"A": X.T.T, "B": Y}) == X.T.T @ Y
    assert simplify(A.T, rules, {}, {"A": X.T.T @ Y}) == Y.T @ X.T
