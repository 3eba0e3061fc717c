"""What many tests share: the toy problem run once, and settings for drawn examples."""

import pytest
from hypothesis import settings

from engine.network.build import mlp
from engine.running.trace import run
from tests.support import toy

settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.register_profile("other draws", deadline=None, database=None, max_examples=1000)
settings.load_profile("steady")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Where files are shared out, browsers beside computing: see `BrowserBesideOthers`."""
    if config.getoption("dist") != "loadfile":
        return None
    from tests.support.turns import BrowserBesideOthers

    return BrowserBesideOthers(config, log)


@pytest.fixture(scope="session")
def network():
    return mlp(toy.WIDTHS)


@pytest.fixture(scope="session")
def single(network):
    return run(network, toy.SINGLE)


@pytest.fixture(scope="session")
def batch(network):
    return run(network, toy.BATCH)


@pytest.fixture(scope="session", params=["single", "batch"])
def trace(request):
    return request.getfixturevalue(request.param)
