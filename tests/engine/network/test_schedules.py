import dataclasses
import math

import pytest
import torch

from engine.network.schedules import CONSTANT, SCHEDULES, Cosine, Step

TORCH = torch.optim.lr_scheduler


def rates(make, count):
    """The learning rates of PyTorch's schedule, from 0.5."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.5)
    schedule = make(optimizer)
    for _ in range(count):
        yield optimizer.param_groups[0]["lr"]
        optimizer.step()
        schedule.step()


@pytest.mark.parametrize(
    ("schedule", "make"),
    [
        (CONSTANT, lambda o: TORCH.ConstantLR(o, factor=1)),
        (Step(3, 0.2), lambda o: TORCH.StepLR(o, step_size=3, gamma=0.2)),
        (Step(1), lambda o: TORCH.StepLR(o, step_size=1)),
        (Cosine(8), lambda o: TORCH.CosineAnnealingLR(o, T_max=8)),
    ],
)
def test_rates_are_those_of_pytorch(schedule, make):
    ours = [0.5 * schedule.share(k) for k in range(9)]
    assert ours == pytest.approx([*rates(make, 9)], rel=1e-12, abs=1e-15)


def test_cosine_stays_at_zero():
    """½ (1 + cos π) = 0."""
    assert [Cosine(3).share(k) for k in (3, 4, 100)] == [0, 0, 0]


def test_a_power_too_large_is_infinite():
    assert Step(1, 1e300).share(2) == math.inf


@pytest.mark.parametrize("name", SCHEDULES)
def test_a_schedule_begins_at_the_learning_rate_and_stays_from_zero_on(name):
    """Its numbers are whole ones or floats, so JSON can hold them."""
    kinds = {"int": 3, "float": 0.5}
    fields = dataclasses.fields(SCHEDULES[name])
    schedule = SCHEDULES[name](**{field.name: kinds[field.type] for field in fields})
    assert schedule.name == name
    assert schedule.share(0) == 1
    assert all(schedule.share(k) >= 0 for k in range(9))
