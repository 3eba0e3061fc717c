"""Data from files: IDX, tables, NPZ; and those that come along."""

import gzip
import struct
from io import BytesIO

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from engine.core.errors import DataError
from engine.data.bundled import mnist
from engine.data.data_set import DataSet, split, standard_of
from engine.data.idx import read_folder, read_idx
from engine.data.sets import data_set
from engine.data.tables import read_npz, read_table
from tests.support import toy

IMAGES = struct.pack(">4B3i", 0, 0, 8, 3, 2, 2, 2) + bytes([0, 255, 51, 0, 255, 0, 0, 102])
LABELS = struct.pack(">4Bi", 0, 0, 8, 1, 2) + bytes([7, 3])


@pytest.mark.parametrize("packed", [True, False])
def test_a_folder_of_idx_files(tmp_path, packed):
    """51 / 255 = 0.2 and 102 / 255 = 0.4."""
    for name, data in (("train-images-idx3-ubyte", IMAGES), ("train-labels-idx1-ubyte", LABELS)):
        path = tmp_path / (f"{name}.gz" if packed else name)
        path.write_bytes(gzip.compress(data) if packed else data)
    read = read_folder(tmp_path, "train")
    assert_allclose(read.x, [[0, 1, 0.2, 0], [1, 0, 0, 0.4]])
    assert_array_equal(read.d.argmax(axis=1), [7, 3])
    with pytest.raises(DataError, match="has no file t10k-images"):
        read_folder(tmp_path, "test")


@pytest.mark.parametrize(
    ("code", "dtype"),
    [(8, "u1"), (9, "i1"), (11, "i2"), (12, "i4"), (13, "f4"), (14, "f8")],
)
def test_every_type_of_idx(tmp_path, code, dtype):
    path, numbers = tmp_path / "a", np.array([[1, 2, 3], [4, 5, 6]])
    head = struct.pack(">4B2i", 0, 0, code, 2, 2, 3)
    path.write_bytes(head + numbers.astype(f">{dtype}").tobytes())
    assert_array_equal(read_idx(path), numbers)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is not an IDX file"),
        (b"\x00\x00\x07\x01", "is not an IDX file"),
        (IMAGES[:-1], "has 23 bytes, but its head says 24"),
        (gzip.compress(IMAGES, mtime=0)[:-9], "cannot be read"),
        (b"\x1f\x8bxxxxxxxxxxxxxxxx", "cannot be read"),
    ],
)
def test_what_is_no_idx_file_is_refused(tmp_path, data, said):
    path = tmp_path / "a"
    path.write_bytes(data)
    with pytest.raises(DataError, match=said):
        read_idx(path)


def test_the_first_images_of_mnist_are_those_of_its_files():
    """The labels with which the files begin, as every introduction to MNIST prints them."""
    assert mnist().x.shape == (4000, 784)
    assert_array_equal(mnist().d[:10].argmax(axis=1), [5, 0, 4, 1, 9, 2, 1, 3, 1, 4])
    assert_array_equal(mnist("test").d[:10].argmax(axis=1), [7, 2, 1, 0, 4, 1, 4, 9, 5, 9])
    assert (mnist().x.min(), mnist().x.max()) == (0, 1)


def test_the_small_digits_and_the_toy_problem():
    digits = data_set("digits")
    assert digits.x.shape == (1797, 64)
    assert_array_equal(data_set("toy").x, toy.BATCH["X"])
    assert_array_equal(data_set("toy").d, toy.BATCH["D"])


TABLE = "length,width,kind\n1.5,2,a\n-3,4e-1,b\n\n0,1,a\n"


@pytest.mark.parametrize("sign", [",", ";", "\t", "  "])
def test_a_table_with_names_and_classes(sign):
    read = read_table(TABLE.replace(",", sign))
    assert_array_equal(read.x, [[1.5, 2], [-3, 0.4], [0, 1]])
    assert_array_equal(read.d, [[1, 0], [0, 1], [1, 0]])
    assert (read.classes, read.inputs) == (("a", "b"), ("length", "width"))


def test_a_table_of_numbers_alone():
    """Whole numbers are classes, in their order; others are to be fitted."""
    read = read_table("1 2 10\n3 4 9\n5 6 10")
    assert (read.classes, read.d.tolist()) == (("9", "10"), [[0, 1], [1, 0], [0, 1]])
    fitted = read_table("1 2 0.5\n3 4 9")
    assert (fitted.classes, fitted.d.tolist()) == ((), [[0.5], [9]])


def test_the_target_is_the_column_that_is_named():
    read = read_table("y,x\n0.5,2\n1.5,3", target="y")
    assert (read.x.tolist(), read.d.tolist(), read.inputs) == ([[2], [3]], [[0.5], [1.5]], ("x",))


@pytest.mark.parametrize(
    ("text", "target", "said"),
    [
        ("", None, "table: is empty"),
        ("a,b,c\n", None, "table: has names of columns, but no sample"),
        ("1\n2", None, "table: has one column"),
        ("1,2\n3", None, "line 2: has 1 cells, but the first has 2"),
        ("1,2,3\n1,x,3", None, "line 2, column 2: 'x' is not a finite number"),
        ("1,2,3\n1,nan,3", None, "line 2, column 2: 'nan' is not a finite number"),
        ("a,b\n1,2", "c", "target: is c, but the columns are a, b"),
    ],
)
def test_what_is_wrong_with_a_table_is_told_with_its_place(text, target, said):
    with pytest.raises(DataError) as refused:
        read_table(text, target)
    assert str(refused.value).startswith(said)


def npz(**arrays):
    file = BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def test_arrays_of_an_npz_file():
    x = np.arange(6.0).reshape(3, 2)
    assert_array_equal(read_npz(npz(x=x, d=[2, 0, 2])).d, [[0, 1], [1, 0], [0, 1]])
    assert_array_equal(read_npz(npz(x=x, d=[[0.5], [1], [2]])).d, [[0.5], [1], [2]])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no file", "file: is not an NPZ file"),
        (npz(x=[[1.0]]), "file: needs the arrays x and d"),
        (npz(x=[[1.0]], d=[1, 2]), "d: is"),
        (npz(x=[[np.nan]], d=[1]), "x: has entries that are not finite"),
        (
            npz(x=[["a"]], d=[1]),
            "file: is not an NPZ file of numbers. There is something in it that is not a number.",
        ),
        (npz(x=np.array([[object()]]), d=[1]), "file: is not an NPZ file"),
    ],
)
def test_other_files_are_refused(data, said):
    with pytest.raises(DataError) as refused:
        read_npz(data)
    assert str(refused.value).startswith(said)


def test_a_split_has_every_sample_once():
    data = DataSet(np.arange(10.0)[:, None], np.arange(10.0)[:, None])
    for share, count in ((0.3, 3), (0.01, 1), (0.99, 9)):
        train, validate = split(data, share, seed=4)
        assert len(validate) == count
        assert sorted(np.concatenate([train.x, validate.x])[:, 0]) == list(range(10))
        assert_array_equal(train.x, train.d)
    assert_array_equal(split(data, 0.3, 4)[0].x, split(data, 0.3, 4)[0].x)
    with pytest.raises(DataError, match="share: is 1,"):
        split(data, 1)


def test_columns_are_standardised_by_those_trained_on():
    """Mean 3 and deviation 2 of (1, 5): 7 becomes (7 − 3) / 2; a constant column is only moved."""
    trained = DataSet(np.array([[1.0, 4.0], [5.0, 4.0]]), np.zeros((2, 1)))
    standard = standard_of(trained)
    assert_allclose(standard.of(trained).x, [[-1, 0], [1, 0]])
    other = DataSet(np.array([[7.0, 5.0]]), np.zeros((1, 1)))
    assert_allclose(standard.of(other).x, [[2, 1]])
