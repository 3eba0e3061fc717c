from dataclasses import replace

from engine.network.nice.settings import settings
from engine.network.spec import mlp_spec

SPEC = mlp_spec((2, 3, 2), norm="before")


def test_the_numbers_that_a_network_is_set_by():
    found = settings(replace(SPEC, optimizer="adam", penalty="full", decay=True))
    assert {name: value.item() for name, value in found.items() if not value.ndim} == {
        **{"lr": 0.1, "lam": 0.1, "eps1": 0, "alpha1": 0.5, "t": 0},
        **{"rho1": 0.9, "rho2": 0.999, "eps": 1e-8, "decay": 0.01},
    }


def test_what_is_remembered_is_zero():
    found = settings(replace(SPEC, optimizer="momentum"))
    assert found["vW1"].shape == (2, 3)
    assert not found["vW1"].any()
