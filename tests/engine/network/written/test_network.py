"""Networks as people write them: each computes what PyTorch computes when it runs the same text."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from engine.core.errors import WrittenError
from engine.core.words import LANGUAGES, text
from engine.network.written.begin import begun
from engine.network.written.network import read_network
from engine.teach.submission.values import with_arrays

SEQUENTIAL = """
import torch.nn as nn
from collections import OrderedDict
hidden = 2 * 2
model = nn.Sequential(OrderedDict([
    ("fc1", nn.Linear(3, hidden)),   # the first layer
    ("norm", nn.BatchNorm1d(hidden)),
    ("act", nn.LeakyReLU(negative_slope=0.2)),
    ("fc2", nn.Linear(hidden, 2, bias=False)),
]))
"""
CLASS = """
class Net(nn.Module):
    '''A small network.'''
    def __init__(self, d_in, hidden=4):
        super().__init__()
        self.fc1 = nn.Linear(d_in, hidden)
        self.norm = nn.LayerNorm(hidden)
        self.fc2 = nn.Linear(in_features=hidden, out_features=hidden)
        self.out = nn.Linear(hidden, 2)
        self.act = nn.ELU(alpha=0.5)

    def forward(self, x):
        x = x.view(x.size(0), -1)
        x = self.act(self.norm(self.fc1(x)))
        h = torch.tanh(self.fc2(x))
        x = F.softplus(x + h)
        return self.out(F.gelu(x, approximate="tanh"))

model = Net(3)
"""
NETWORKS = {
    "sequential": SEQUENTIAL,
    "class": CLASS,
    "parts in a list": """
layers = [nn.Linear(3, 4), nn.ReLU(inplace=True), nn.Sequential(nn.Linear(4, 4), nn.SiLU())]
layers += [nn.Linear(4, 2)]
model = nn.Sequential(*layers)
""".replace("layers += [nn.Linear(4, 2)]\n", "layers = layers + [nn.Linear(4, 2)]\n"),
    "one after the other": """
model = nn.Sequential(nn.Linear(3, 4))
model.append(nn.Sigmoid())
model.append(nn.Linear(4, 2))
""",
    "residual twice": """
class Block(nn.Module):
    def __init__(self):
        super(Block, self).__init__()
        self.a = nn.Linear(3, 3)
        self.net = nn.Sequential(nn.ReLU(), nn.Linear(3, 3), nn.Tanh())
        self.last = nn.Linear(3, 2)
    def forward(self, x):
        y = self.a(x)
        y = y + self.net(y)
        y += x
        return self.last(y.relu())
model = Block()
""",
}
LOSSES = {
    "CrossEntropyLoss()": ("", F.cross_entropy, "classes"),
    "BCEWithLogitsLoss()": ("", F.binary_cross_entropy_with_logits, "labels"),
    "MSELoss()": ("", F.mse_loss, "numbers"),
    "L1Loss(reduction='sum')": ("", lambda o, d: F.l1_loss(o, d, reduction="sum"), "numbers"),
    "HuberLoss(delta=0.5)": ("", lambda o, d: F.huber_loss(o, d, delta=0.5), "numbers"),
}


def run_by_torch(source):
    """What `exec` makes of a text of ours: it is run here, and never by the engine."""
    known = {"nn": nn, "torch": torch, "F": F}
    exec(source, known)  # the text stands above
    return known["model"].double()


def targets(kind, rng):
    if kind == "classes":
        return np.eye(2)[rng.integers(2, size=5)]
    return rng.integers(0, 2, (5, 2)).astype(float) if kind == "labels" else rng.normal(size=(5, 2))


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("network", NETWORKS)
def test_outputs_loss_and_gradients_are_those_of_pytorch(network, loss):
    torch.manual_seed(5)
    model = run_by_torch(NETWORKS[network])
    for parameter in model.parameters():
        nn.init.normal_(parameter, std=0.7)
    rng = np.random.default_rng(3)
    _, of, kind = LOSSES[loss]
    x, d = rng.normal(size=(5, 3)), targets(kind, rng)
    given = torch.tensor(x, requires_grad=True)
    value = of(model(given), torch.tensor(d))
    value.backward()
    written = read_network(f"{NETWORKS[network]}\ncriterion = nn.{loss}\n")
    own = {name: p.detach().numpy() for name, p in model.named_parameters()}
    taken = with_arrays(begun(written), {"X": x, "D": d, **own}, in_order(written, model))
    trace = taken.scenario.trace()
    np.testing.assert_allclose(trace["L"], value.item(), rtol=1e-9)
    np.testing.assert_allclose(trace["gradX"], given.grad.numpy(), rtol=1e-9, atol=1e-12)
    for one in taken.names:
        if one.own in own:
            grad = model.get_parameter(one.own).grad.numpy()
            ours = trace[f"grad{one.name}"]
            np.testing.assert_allclose(ours, grad.T.reshape(ours.shape), rtol=1e-9, atol=1e-12)


def in_order(written, model):
    """The parameters in the order in which they stand, which is that of the network."""
    ours = [i.name for i in begun(written).program.inputs if i.role == "parameter"]
    return dict(zip((name for name, _ in model.named_parameters()), ours, strict=True))


KERAS = """
model = keras.Sequential([
    keras.Input(shape=(2,)),
    layers.Dense(3, activation="relu", kernel_initializer="he_normal", name="first"),
    layers.BatchNormalization(momentum=0.9),
    layers.Dropout(0.25, seed=1),
    layers.Dense(2, activation="softmax"),
])
model.compile(optimizer="sgd", loss="categorical_crossentropy", metrics=["accuracy"])
"""
ADDED = """
model = Sequential()
model.add(Dense(3, input_dim=2, use_bias=False))
model.add(LeakyReLU(alpha=0.1))
model.add(Dense(1, activation='sigmoid'))
model.compile(loss=tf.keras.losses.BinaryCrossentropy(), optimizer='adam')
"""
READ = {
    KERAS: (
        2,
        (("linear", 3), ("relu", 0), ("batch_norm", 0), ("dropout", 0), ("linear", 2)),
        "softmax_cross_entropy",
        {"eps1": 1e-3, "alpha1": 0.9, "p1": 0.25},
    ),
    ADDED: (
        2,
        (("linear_without_bias", 3), ("leaky_relu", 0), ("linear", 1)),
        "binary_cross_entropy",
        {"slope1": 0.1},
    ),
    "[2, 3, 2]": (
        2,
        (("linear", 3), ("relu", 0), ("linear", 2)),
        "softmax_cross_entropy",
        {},
    ),
    ">>> net = nn.Sequential(nn.Linear(2, 3), nn.Dropout(), nn.LogSoftmax(dim=1))\n"
    ">>> loss = F.nll_loss(net(x), y)\n": (
        2,
        (("linear", 3), ("dropout", 0)),
        "softmax_cross_entropy",
        {"p1": 0.5},
    ),
    "def make():\n    return nn.Sequential(nn.Linear(1, 1))\n": (1, (("linear", 1),), "mse", {}),
}


@pytest.mark.parametrize("source", READ)
def test_what_is_written_is_read(source):
    found, (width, layers, loss, settings) = read_network(source), READ[source]
    assert (found.spec.width, found.spec.layers, found.spec.loss) == (width, layers, loss)
    assert found.settings == settings
    assert begun(found).trace()["L"] > 0


def test_what_was_assumed_is_said():
    assert read_network(KERAS).assumed == ("optimizer",)
    for name in read_network("[2, 3, 2]").assumed:
        key = f"written.assumed.{name}"
        assert all(text(key, lang, loss="") != key for lang in LANGUAGES)
    assert read_network("[2, 3, 2]").assumed == ("relu", "loss")


OPTIMIZERS = {
    "SGD(model.parameters(), lr=0.5)": ("sgd", {"lr": 0.5}),
    "SGD(p, 0.5, momentum=0.8)": ("momentum", {"lr": 0.5, "mu": 0.8}),
    "SGD(p, lr=1e-2, momentum=0.9, nesterov=True)": ("nesterov", {"lr": 0.01, "mu": 0.9}),
    "Adam(p)": ("adam", {"lr": 0.001, "rho1": 0.9, "rho2": 0.999, "eps": 1e-8}),
    "AdamW(p, betas=(0.8, 0.9), weight_decay=0.1)": (
        "adamw",
        {"lr": 0.001, "rho1": 0.8, "rho2": 0.9, "eps": 1e-8, "decay": 0.1},
    ),
    "RMSprop(p, alpha=0.9)": ("rmsprop", {"lr": 0.01, "rho": 0.9, "eps": 1e-8}),
    "Adagrad(p, lr=0.1)": ("adagrad", {"lr": 0.1, "eps": 1e-10}),
}


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_optimizer_beside_it(optimizer):
    found = read_network(f"nn.Sequential(nn.Linear(1, 1))\nopt = torch.optim.{optimizer}")
    name, numbers = OPTIMIZERS[optimizer]
    assert (found.spec.optimizer, found.settings) == (name, numbers)
    assert found.spec.decay == ("decay" in numbers)


LINEAR = "nn.Linear(2, 3)"
REFUSED = {
    f"nn.Sequential({LINEAR},\n nn.Sigmoid())\nnn.BCEWithLogitsLoss()": (
        "line 2: Sigmoid stands before BCEWithLogitsLoss, which computes it itself"
    ),
    f"nn.Sequential({LINEAR}, nn.Softmax(dim=1))\nnn.CrossEntropyLoss()": (
        "line 1: Softmax stands before CrossEntropyLoss"
    ),
    f"nn.Sequential({LINEAR})\nnn.BCELoss()": (
        "line 2: BCELoss takes what comes out of a Sigmoid, and there is none"
    ),
    f"nn.Sequential({LINEAR},\n nn.Conv2d(1, 2, 3))": "line 2: Conv2d cannot be expressed: there",
    f"nn.Sequential({LINEAR}, nn.Mish())": "line 1: Mish cannot be expressed; there are Linear",
    f"nn.Sequential({LINEAR}, nn.Linear(4, 3))": "Linear takes 4 values, but 3 come before it",
    f"nn.Sequential({LINEAR}, nn.BatchNorm1d(2))": "BatchNorm1d takes 2 values, but 3 come",
    f"nn.Sequential({LINEAR}, nn.BatchNorm1d(3, affine=False))": "affine may be True",
    f"nn.Sequential({LINEAR}, nn.Softmax(dim=0))": "Softmax with dim=0 cannot be expressed",
    f"nn.Sequential({LINEAR}, nn.Dropout(2))": "may be from 0 to 0.99",
    "nn.Sequential(nn.Linear(n, 3))": "in_features of Linear is n; it needs to be a number",
    "nn.Sequential(nn.Linear(2))": "Linear needs its out_features",
    "nn.Sequential(nn.Linear(2, 3, 1, 1, 1))": "Linear has 3 arguments at most",
    "nn.Sequential(nn.Linear(2, 3, depth=1))": "Linear has no argument depth here",
    "nn.Sequential(nn.Linear(2, 3)": "line 1: is not Python: '(' was never closed",
    "nn.Sequential(make_layer(2))": "make_layer cannot be expressed",
    "nn.Sequential(open('x').read())": "line 1: (...) is no layer that can be read",
    f"nn.Sequential({LINEAR})\nnn.MSELoss(reduction='sum')": "reduction='sum' cannot be expressed",
    f"nn.Sequential({LINEAR})\nnn.TripletMarginLoss()": "the loss TripletMarginLoss cannot be",
    "Sequential([Dense(3)])": "how many inputs there are is not said before Dense",
    "Sequential([Dense(3, input_shape=(8, 8))])": "input_shape needs to be one size",
    "x = 3": "there is no network; one stands as nn.Sequential",
    "\0": "is not Python",
    "((" * 300: "is not Python",
    "nn.Sequential(" * 80 + ")" * 80: "is nested too deeply",
    f"nn.Sequential({LINEAR})\nnn.SmoothL1Loss(beta=0.5)": "beta may be 1, 1.0",
    f"nn.Sequential({LINEAR})\nAdam(lr=0.1, params=p, betas=0.9)": "betas of Adam is 0.9; it needs",
    f"nn.Sequential({LINEAR})\nSGD(p, lr=1e999)": "SGD has the number inf; it may be from -",
    f"nn.Sequential({LINEAR})\nSGD(p, lr=1{'0' * 400})": "SGD has the number 1000000000000000000",
    f"nn.Sequential(nn.Linear(1{'0' * 400} / 3, 2))": "in_features of Linear is 1000000000",
    "m = nn.Sequential()\nfor k in range(3):\n    m.append(nn.Linear(2, 2))": (
        "line 3: m.append(nn.Linear(2, 2)) stands in a loop"
    ),
    """class Net(keras.Model):
    def __init__(self):
        self.a = keras.layers.Dense(3, input_shape=(2,))
    def call(self, x):
        return tf.nn.leaky_relu(self.a(x))""": "line 5: tf.nn.leaky_relu(self.a(x)) cannot",
    "x" * 30_000: "has more than 20000 characters",
    CLASS.replace("torch.tanh(self.fc2(x))", "self.fc2(x) * x"): "line 15: self.fc2(x) * x cannot",
    CLASS.replace("x + h", "h + torch.tanh(self.out(x))"): "adds two values of which neither",
    CLASS.replace("self.fc2(x)", "self.fc2(self.fc2(x))"): "self.fc2 is used twice",
}


@pytest.mark.parametrize("source", REFUSED, ids=lambda source: source[-30:])
def test_what_cannot_be_expressed_is_named_with_its_line(source):
    with pytest.raises(WrittenError) as refused:
        read_network(source)
    assert REFUSED[source] in str(refused.value)
    said = {text(f"written.{refused.value.key}", lang, **refused.value.facts) for lang in LANGUAGES}
    assert len(said) == len(LANGUAGES)
    assert not any("{" in one for one in said)


def test_nothing_is_run(tmp_path):
    trap = tmp_path / "run"
    source = f"open({str(trap)!r}, 'w')\nmodel = nn.Sequential(nn.Linear(1, 1))\n"
    read_network(source)
    assert not trap.exists()


NET = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 3)
    def forward(self, x):
        return self.fc(x)
"""
SEQUENCE = "net = nn.Sequential(nn.Linear(5, 4), nn.Linear(4, 1))\n"


@pytest.mark.parametrize(
    ("text", "width"),
    [
        (NET + SEQUENCE, 5),
        (SEQUENCE + NET, 2),
        (NET + SEQUENCE + "net = Net()\n", 2),
    ],
)
def test_the_last_network_of_a_text_counts_whichever_way_it_is_written(text, width):
    assert read_network(text).spec.width == width


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("torch.optim.SGD(net.parameters(), lr=-0.1)", "lr -0.1"),
        ("torch.optim.SGD(net.parameters(), lr=0.1, momentum=-1)", "momentum -1"),
        ("torch.optim.Adam(net.parameters(), betas=(0.9, 1.0))", "betas 1.0"),
        ("torch.optim.Adam(net.parameters(), eps=-1e-8)", "eps -1e-08"),
        (
            "if deep:\n    net = nn.Sequential(nn.Linear(2, 3))\n"
            "else:\n    net = nn.Sequential(nn.Linear(2, 4))",
            "each branch",
        ),
    ],
)
def test_what_pytorch_refuses_or_only_a_run_would_tell_is_refused(text, said):
    with pytest.raises(WrittenError, match=said):
        read_network(f"{SEQUENCE}{text}")


def test_branches_that_make_the_same_network_are_read():
    same = "net = nn.Sequential(nn.Linear(2, 3))"
    text = f"if cuda:\n    {same}\n    dev = 1\nelse:\n    {same}\n    dev = 2\n"
    assert read_network(text).spec.width == 2
