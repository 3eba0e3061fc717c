"""Bring broken files, pastes and networks, one after the other; see `test_fuzz`."""

import io
import json
import struct
import sys
import traceback
import zipfile

import numpy as np

from engine.core.errors import EngineError
from engine.network.scenario.scenario import Scenario
from engine.network.spec import mlp_spec
from engine.network.written.begin import begun
from engine.network.written.network import read_network
from engine.teach.submission.class_set import judge_class
from engine.teach.submission.files import read_arrays
from engine.teach.submission.judge import judge
from tests.support.apart import report
from tests.support.drawing import values_of

SPEC = mlp_spec((2, 3, 2), "relu")
GIVEN = Scenario(SPEC, values_of(SPEC, 4, "classes", np.random.default_rng(1)))
TRACE = GIVEN.trace()
OWN = {"dW2": TRACE["gradW2"], "db1": TRACE["gradB1"], "Z1": TRACE["Y1lin"], "loss": TRACE["L"]}
NETWORK = b"""class Net(nn.Module):
    def __init__(self, n=3):
        super().__init__()
        self.fc1 = nn.Linear(2, n)
        self.out = nn.Linear(n, 2, bias=False)
    def forward(self, x):
        x = F.leaky_relu(self.fc1(x), 0.1)
        return self.out(x + torch.tanh(x))
net = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.ReLU(), nn.Dropout(p=0.5))
criterion = nn.CrossEntropyLoss()
opt = torch.optim.Adam(net.parameters(), lr=1e-3)
"""
KERAS = b"""model = Sequential([Dense(3, activation="relu", input_shape=(2,)), Dense(1, "sigmoid")])
model.add(Dropout(0.5))
model.compile(optimizer="adam", loss="binary_crossentropy")
"""
EXTREME = ("nan", "inf", "1e400", "-" * 50, "[" * 60, "9" * 80, "*" * 9, "(" * 90, "\\", '"""')


def saved(save, *args, **kwargs):
    out = io.BytesIO()
    save(out, *args, **kwargs)
    return out.getvalue()


def safetensors():
    header = {"dW2": {"dtype": "F64", "shape": [3, 2], "data_offsets": [0, 48]}}
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + TRACE["gradW2"].tobytes()


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


TEXT = "\n".join(f"{name} = {value}" for name, value in OWN.items()).encode()
JSON = json.dumps({name: value.tolist() for name, value in OWN.items()}).encode()
GOOD = {
    "a.npz": saved(np.savez, **OWN),
    "dW2.npy": saved(np.save, OWN["dW2"]),
    "dW2.csv": b"\n".join(b"%g,%g" % tuple(row) for row in OWN["dW2"]),
    "a.json": JSON,
    "a.txt": TEXT,
    "a.safetensors": safetensors(),
    "class.zip": zipped({"ada.json": JSON, "ben.txt": TEXT}),
    "net.py": NETWORK,
    "keras.py": KERAS,
}


def broken(data, rng, most=4):
    """The bytes with some changed, taken out, doubled, cut off, or with something extreme in."""
    made = bytearray(data)
    for _ in range(rng.integers(1, most + 1)):
        at, until = sorted(rng.integers(0, len(made) + 1, 2))
        match rng.integers(6):
            case 0 if at < len(made):
                made[at] = rng.integers(256)
            case 1:
                del made[at : min(until, at + 20)]
            case 2:
                made[at:at] = made[at : min(until, at + 200)]
            case 3:
                del made[until:]
            case 4:
                made[at:at] = EXTREME[rng.integers(len(EXTREME))].encode()
            case _ if at < len(made):
                made[at] = made[rng.integers(len(made))]
        if not made:
            return b""
    return bytes(made)


def cases(count, seed):
    rng = np.random.default_rng(seed)
    names = tuple(GOOD)
    for _ in range(count):
        name = names[rng.integers(len(names))]
        # A network is soon none any more: half of these are changed in one place alone.
        yield name, broken(GOOD[name], rng, 1 if rng.random() < 0.5 else 4)


def ends(name, data):
    """How a file ends: "judged", "read" for a network, "refused", or a traceback."""
    try:
        if name.endswith(".py"):
            begun(read_network(data.decode("utf-8", errors="replace"))).trace()
            return "read"
        if name.endswith(".zip"):
            judge_class(GIVEN, data)
        else:
            judge(GIVEN, read_arrays(name, data))
    except EngineError as error:
        return "refused" if "\n" not in str(error) else f"several lines: {error}"
    except Exception:
        return f"Traceback of {name}: {data!r}\n{traceback.format_exc()}"
    return "judged"


if __name__ == "__main__":
    report(ends, cases(int(sys.argv[1]), int(sys.argv[2])))
