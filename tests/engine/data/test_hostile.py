"""Hostile archives of arrays: each ends in a sentence, and takes little room before that."""

import io
import zipfile
from tracemalloc import get_traced_memory, start, stop

import numpy as np
import pytest

from engine.core.errors import AnswerError, DataError
from engine.data import numpy_files
from engine.data.archive import read_entry
from engine.data.tables import read_npz
from engine.teach.submission.class_set import files_in
from engine.teach.submission.files import read_arrays
from tests.engine.data.hostile import GOOD, HOSTILE, packed, saved

LITTLE = 10_000_000


@pytest.fixture
def room():
    """Tell how many bytes were taken at most since the test began."""
    start()
    yield lambda: get_traced_memory()[1]
    stop()


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_archive_ends_in_a_sentence(data, room):
    with pytest.raises(DataError, match=r"^file: is not an NPZ file of numbers. ") as refused:
        read_npz(data)
    assert "\n" not in str(refused.value)
    with pytest.raises(AnswerError, match=r"^run\.npz"):
        read_arrays("run.npz", data)
    assert room() < LITTLE


def test_of_a_class_a_bomb_is_told_as_such_and_the_others_are_read(room):
    found = files_in(HOSTILE["a bomb of bzip2"])
    assert (found["x.npy"].reason, len(found)) == ("packed", 2)
    assert room() < LITTLE


def test_an_entry_is_read_up_to_its_limit_alone(room):
    """Of 100 million bytes, 1000 and one are asked for."""
    data = HOSTILE["much that is told"]
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        pytest.raises(AnswerError, match="has more than 1,000 bytes"),
    ):
        read_entry(archive, archive.infolist()[0], 1000)
    assert room() < LITTLE


def test_arrays_that_are_not_asked_for_are_not_read():
    data = packed(x=GOOD, d=GOOD, note=saved(np.array(["a"])))
    assert read_npz(data).x.tolist() == [[1, 1], [1, 1]]


def test_both_orders_and_every_size_of_number_are_read():
    numbers = np.array([[0.5, 2], [4, -8]])
    for array in (numbers, np.asfortranarray(numbers), numbers.astype(np.float32), numbers[:0]):
        assert numpy_files.array_in(saved(array), "x").tolist() == array.tolist()


@pytest.mark.skipif(
    np.finfo(np.longdouble).maxexp <= np.finfo(float).maxexp, reason="has no longer numbers"
)
def test_a_number_too_large_for_64_bits_is_refused():
    large = saved(np.array([[np.longdouble("1e4000")], [1]]))
    with pytest.raises(DataError, match="x: has entries that are not finite"):
        read_npz(packed(x=large, d=saved(np.array([[0.5], [1]]))))
