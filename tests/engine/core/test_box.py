from engine.core.box import Fence, Letter, Row, Sign, brackets, parens, row

A, PLUS = Letter("a"), Sign("+")


def test_a_single_box_needs_no_row():
    assert row(A) == A
    assert row(A, PLUS, A) == Row((A, PLUS, A))


def test_fences():
    assert parens(A) == Fence("(", A, ")")
    assert brackets(A) == Fence("[", A, "]")
