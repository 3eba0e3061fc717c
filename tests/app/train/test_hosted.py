"""Full MNIST and Fashion-MNIST, where who hosts the app gives a folder for them."""

import gzip
import os
import struct
import subprocess
import sys

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from app.text import LANGUAGES, text
from app.train import hosted
from app.train.address import from_query
from app.train.hosted import SETTING, samples_in, sources
from engine.core.errors import DataError

ASKED = """
from app.train.address import from_query
training, refusals = from_query({"set": "fashion_full"})
print(training.set, training.design.inputs, [refusal.reason for refusal in refusals])
"""


@pytest.fixture
def folder(monkeypatch, tmp_path):
    monkeypatch.setenv(SETTING, str(tmp_path))
    hosted._part.cache_clear()
    return tmp_path / "fashion"


def write(folder, count):
    """Write images of 28 x 28 pixels that have the number of the sample."""
    folder.mkdir()
    for part in ("train", "t10k"):
        pixels = bytes(k % 256 for k in range(count) for _ in range(784))
        images = struct.pack(">4B3i", 0, 0, 8, 3, count, 28, 28) + pixels
        labels = struct.pack(">4Bi", 0, 0, 8, 1, count) + bytes(k % 10 for k in range(count))
        (folder / f"{part}-images-idx3-ubyte.gz").write_bytes(gzip.compress(images, 1))
        (folder / f"{part}-labels-idx1-ubyte.gz").write_bytes(gzip.compress(labels, 1))


def asked(**environment):
    run = [sys.executable, "-c", ASKED]
    return subprocess.check_output(run, env={**os.environ, **environment}, text=True).strip()


def test_without_a_folder_they_are_not_offered(monkeypatch):
    monkeypatch.delenv(SETTING, raising=False)
    assert not sources()
    _, (refusal,) = from_query({"set": "fashion_full"})
    assert (refusal.path, refusal.reason) == ("set", "no_choice")


def test_with_a_folder_they_are_offered_and_asked_for_until_the_files_are_there(folder):
    with pytest.raises(DataError, match="not on this server yet"):
        samples_in("fashion_full")
    assert asked() == "fashion_full 2 ['not_downloaded']"
    write(folder, 30)
    assert asked() == "fashion_full 784 []"


def test_only_the_first_images_are_read(folder, monkeypatch):
    monkeypatch.setattr(hosted, "MOST", {"train": 20, "test": 5})
    write(folder, 30)
    train, tested = samples_in("fashion_full")
    assert (len(train), len(tested)) == (20, 5)
    assert_array_equal(train.x[:, 0], np.arange(20) / 255)
    assert_array_equal(train.d.argmax(axis=1), np.arange(20) % 10)
    assert train.classes[0] == "T-shirt"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_has_its_name(lang, folder):
    for name in sources():
        assert text(f"train.set.{name}", lang) != f"train.set.{name}"
