from engine.core.expr import Apply, Cell, Name, Number, Size, Sum, names, walk

A, B, C = map(Name, "ABC")


def test_operators_build_the_operations_they_are_named_for():
    assert Apply("add", (A, B)) == A + B
    assert Apply("sub", (A, B)) == A - B
    assert Apply("hadamard", (A, B)) == A * B
    assert Apply("matmul", (A, B)) == A @ B
    assert Apply("neg", (A,)) == -A
    assert Apply("transpose", (A,)) == A.T


def test_division_by_a_number_is_an_average_and_by_a_matrix_is_not():
    assert A / Size("n") == Apply("over", (A, Size("n")))
    assert A / Number(3) == Apply("over", (A, Number(3)))
    assert Apply("div", (A, B)) == A / B


def test_expressions_are_values():
    assert A @ B + C == A @ B + C
    assert A @ B + C != A @ (B + C)
    assert len({A @ B, A @ B, B @ A}) == 2


def test_walk_visits_the_root_first_and_arguments_from_left_to_right():
    assert list(walk(A @ B + C)) == [A @ B + C, A @ B, A, B, C]


def test_names_are_read_once_in_the_order_they_are_written():
    assert names(B @ A + B) == ("B", "A")
    assert names(Sum("k", 2, Cell("A", "i", "k") * Cell("B", "k", "j"))) == ("A", "B")
    assert names(Number(2)) == ()
