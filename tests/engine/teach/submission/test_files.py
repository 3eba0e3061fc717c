"""Files as people have them, and files that are broken, too large or hostile."""

import io
import json
import pickle
import struct
import zipfile
from contextlib import suppress

import numpy as np
import pytest
import torch

from engine.core.errors import AnswerError
from engine.teach.submission.files import ARRAYS, BYTES, READERS, read_arrays
from engine.teach.submission.pasted import read_text

W = np.array([[0.125, -2.5, 3.0], [1e-7, 4.0, -0.75]])


def saved(save, *args, **kwargs):
    file = io.BytesIO()
    save(file, *args, **kwargs)
    return file.getvalue()


def safetensors(**arrays):
    """A file by the format's description: the header's length, the header, the bytes."""
    header, body = {"__metadata__": {"format": "pt"}}, b""
    for name, (dtype, array) in arrays.items():
        data = array.tobytes()
        offsets = [len(body), len(body) + len(data)]
        header[name] = {"dtype": dtype, "shape": list(array.shape), "data_offsets": offsets}
        body += data
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + body


def test_arrays_of_numpy():
    own = read_arrays("run.npz", saved(np.savez, dW2=W, loss=np.float64(0.5)))
    assert (own["dW2"] == W).all()
    assert own["loss"] == 0.5
    assert (read_arrays("dW1.npy", saved(np.save, W))["dW1"] == W).all()


def test_a_state_dict():
    """BF16 is the first half of float32: torch says what it is."""
    half = torch.tensor(W, dtype=torch.bfloat16)
    own = read_arrays(
        "m.safetensors",
        safetensors(a=("F64", W), b=("BF16", half.view(torch.int16).numpy())),
    )
    assert (own["a"] == W).all()
    assert (own["b"] == half.float().numpy()).all()


TEXTS = {
    "a list": "dW2 = [[0.125, -2.5, 3.0], [1e-7, 4.0, -0.75]]",
    "NumPy's print": f"dW2:\n{W}",
    "NumPy's repr": f"dW2 = {W!r}",
    "torch's print": f"dW2 = {torch.tensor(W)}",
    "a prompt": f">>> dW2 = 3\ndW2 = {W.tolist()}",
    "rows": "dW2 =\n0.125 -2.5 3\n1e-7 4 -0.75",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_pasted_text(text):
    found = read_arrays("pasted.txt", text.encode())["dW2"]
    np.testing.assert_allclose(found.values, W, atol=1e-4)


def test_numpy_leaves_out_zeros_at_the_end():
    """Beside 0.1235 it prints 0.08003 as 0.08."""
    with np.printoptions(precision=4):
        text = f"dW2 = {np.array([[0.12345, 0.08003]])}"
    assert "0.08  ]" in text
    assert read_arrays("-", text.encode())["dW2"].slack.tolist() == [[5e-5, 5e-5]]


def test_several_arrays_in_a_text():
    text = "loss: 0.25\ngrads['W1'] = [[1, 2]]\nfc1.weight.grad (1, 2): [[3, 4]]\n"
    own = read_arrays("-", text.encode())
    assert {name: found.values.tolist() for name, found in own.items()} == {
        "loss": [[0.25]],
        "grads['W1']": [[1, 2]],
        "fc1.weight.grad": [[3, 4]],
    }


def test_a_table_takes_the_name_of_its_file():
    for text in (b"1,2\n3,4\n", b"a;b\n1,0;2,0\n3;4", b"\xef\xbb\xbf1\t2\n3\t4"):
        assert read_arrays("dW1.csv", text)["dW1"].values.tolist() == [[1, 2], [3, 4]]


class Trap:
    def __reduce__(self):
        return (exec, ("raise SystemExit('a file was executed')",))


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.npy", bytes(60_000_000))
    return file.getvalue()


HUGE_HEADER = b"\x93NUMPY\x02\x00" + struct.pack("<I", 2**31) + b"{"
BROKEN = {
    "an object": ("a.npz", saved(np.savez, a=np.array([Trap()], dtype=object))),
    "a pickle": ("a.npy", pickle.dumps({"a": 1})),
    "strings": ("a.npz", saved(np.savez, a=np.array(["x"]))),
    "a bomb": ("a.npz", bomb()),
    "a huge header": ("a.npy", HUGE_HEADER),
    "no archive": ("a.npz", b"PK\x03\x04nothing"),
    "no tensors": ("a.safetensors", b"\xff" * 100),
    "offsets beyond the end": ("a.safetensors", safetensors(a=("F64", W))[:-8]),
    "no JSON": ("a.json", b"{"),
    "deep JSON": ("a.json", b"[" * 100_000),
    "no arrays": ("a.txt", b"hello"),
    "nothing": ("a.txt", b""),
    "code": ("a.txt", b"dW1 = __import__('os').system('true')"),
    "too many": ("a.json", json.dumps({f"a{k}": 1 for k in range(ARRAYS + 1)}).encode()),
    "a long name": ("a.json", json.dumps({"a" * 300: 1}).encode()),
    "too large": ("a.txt", b" " * (BYTES + 1)),
}


@pytest.mark.parametrize(("name", "data"), BROKEN.values(), ids=BROKEN.keys())
def test_what_is_broken_or_hostile_ends_in_a_sentence(name, data):
    with pytest.raises(AnswerError, match=f"^{name}") as refused:
        read_arrays(name, data)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("ending", READERS)
def test_random_changes_of_good_files_end_in_a_sentence_or_arrays(ending):
    good = {
        ".npz": saved(np.savez, a=W),
        ".npy": saved(np.save, W),
        ".safetensors": safetensors(a=("F64", W)),
        ".json": b'{"a": [[1, 2.5]]}',
    }.get(ending, b"a = [[1, 2.5]]\nb: 3")
    rng = np.random.default_rng(1)
    for _ in range(150):
        data = bytearray(good)
        for at in rng.integers(0, len(data), rng.integers(1, 6)):
            data[at] = rng.integers(256)
        with suppress(AnswerError):
            read_arrays(f"a{ending}", bytes(data[: rng.integers(1, len(data) + 1)]))


@pytest.mark.parametrize(
    "text",
    [
        ">>> dW2\narray([[1., 2.],\n       [3., 4.]])",
        "In [3]: print(dW2)\n[[1. 2.]\n [3. 4.]]",
        "In [4]: dW2 = Y1.T @ dZ2\nIn [5]: dW2\nOut[5]:\narray([[1., 2.],\n       [3., 4.]])",
        '>>> print("dW2 =", dW2)\ndW2 = [[1. 2.]\n [3. 4.]]',
        ">>> import numpy as np\n>>> for _ in range(1):\n...     print('dW2 =', dW2)\n...\n"
        "dW2 = [[1. 2.]\n [3. 4.]]",
        ">>> dW2 = np.array([[1., 2.], [3., 4.]])",
    ],
)
def test_what_was_typed_at_a_prompt_names_what_is_printed_and_is_no_array(text):
    (found,) = read_text(text, "text").items()
    assert (found[0], found[1].values.tolist()) == ("dW2", [[1, 2], [3, 4]])


def test_numbers_that_are_left_out_of_an_array_are_no_code():
    with pytest.raises(AnswerError) as refused:
        read_text("dW2 = [[1 2]\n ...\n [3 4]]", "text")
    assert refused.value.reason == "left_out"
