"""A network that someone has written opens in the builder, as the same network."""

import numpy as np
import pytest

from app.design import spec_of
from app.limits import check
from app.written import design_of
from engine.core.errors import WrittenError
from engine.core.program import Role
from engine.network.build import build
from engine.network.written.begin import begun
from engine.network.written.network import read_network
from engine.running.trace import run

LINEAR = "nn.Linear(2, 3), "
WRITTEN = {
    "plain": f"nn.Sequential({LINEAR}nn.Tanh(), nn.Linear(3, 2))\nnn.CrossEntropyLoss()",
    "all parts": (
        f"nn.Sequential({LINEAR}nn.BatchNorm1d(3), nn.ReLU(), nn.Dropout(0.2), "
        "nn.Linear(3, 1, bias=False))\nnn.BCEWithLogitsLoss()"
    ),
    "after": f"nn.Sequential({LINEAR}nn.ELU(), nn.LayerNorm(3), nn.Linear(3, 2))\nnn.MSELoss()",
    "keras": 'Sequential([Dense(3, "relu", input_shape=(2,)), Dense(2, "softmax")])',
    "widths": "[2, 4, 4, 3]",
    "added": """
class Net(nn.Module):
    def __init__(self):
        self.a = nn.Linear(3, 3)
        self.b = nn.Linear(3, 1)
    def forward(self, x):
        return self.b(x + torch.relu(self.a(x)))
criterion = nn.HuberLoss()
""",
}


@pytest.mark.parametrize("source", WRITTEN.values(), ids=WRITTEN.keys())
def test_it_is_the_same_network_in_the_builder(source):
    """Up to an activation that does nothing, which the builder has where none is written."""
    network = read_network(source)
    design = design_of(network)
    check(design)
    written = begun(network)
    own, built = written.trace(), run(build(spec_of(design)), written.values)
    assert own["L"] == built["L"]
    for name in own.program.with_role(Role.PARAMETER):
        np.testing.assert_allclose(built[f"grad{name}"], own[f"grad{name}"], rtol=1e-12)
        np.testing.assert_allclose(built[f"{name}_new"], own[f"{name}_new"], rtol=1e-12)
    assert design.conventions == network.spec.conventions


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (f"nn.Sequential({LINEAR}nn.ReLU(), nn.Tanh())", "tanh stands at another place"),
        (f"nn.Sequential({LINEAR}nn.Dropout(0.3), nn.Linear(3, 2))", "no dropout of 0.3"),
        (f"nn.Sequential(nn.LayerNorm(2), {LINEAR})", "layer_norm stands at another place"),
    ],
)
def test_what_the_builder_does_not_have_is_said(source, said):
    with pytest.raises(WrittenError, match=said):
        design_of(read_network(source))
