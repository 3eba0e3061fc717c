"""What a row of the table says of its operation, read off its derivative and its entries."""

from engine.core.ops import OPS


def test_a_step_has_no_slope_though_it_depends_on_its_argument():
    steps = {name for name, op in OPS.items() if op.is_step}
    assert steps == {"step", "positive", "leaky_slope", "sign"}


def test_what_mixes_entries_is_not_entry_by_entry():
    assert OPS["sigmoid"].is_entrywise
    assert OPS["hadamard"].is_entrywise
    assert OPS["leaky_relu"].is_entrywise
    assert not OPS["softmax"].is_entrywise
    assert not OPS["matmul"].is_entrywise
    assert not OPS["transpose"].is_entrywise
    assert not OPS["sum_rows"].is_entrywise
