"""Make archives of arrays that are damaged, or that hold far more than their headers say."""

import io
import struct
import zipfile

import numpy as np

METHOD, FLAGS, SIZE = (10, 8), (8, 6), (24, 22)
"""Where these stand in the headers of an entry: in that of the list, and in its own."""
ZEROS = 100_000_000


def packed(method=zipfile.ZIP_DEFLATED, **entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in entries.items():
            archive.writestr(f"{name}.npy", data)
    return out.getvalue()


def marked(data, place, number, kind="<H"):
    """Write another number into all headers of a zip."""
    made = bytearray(data)
    for mark, at in zip((b"PK\x01\x02", b"PK\x03\x04"), place, strict=True):
        start = made.find(mark)
        while start >= 0:
            struct.pack_into(kind, made, start + at, number)
            start = made.find(mark, start + 1)
    return bytes(made)


def with_header(text):
    """Write a `.npy` file with any header: its mark, its version, the header's length."""
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text.encode() + bytes(16)


def shaped(shape):
    return with_header(f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}}}")


def saved(array):
    out = io.BytesIO()
    np.save(out, array)
    return out.getvalue()


GOOD = saved(np.ones((2, 2)))
BOTH = {"x": GOOD, "d": GOOD}


def bomb(method):
    """A header that says 100 bytes, of what unpacks to 100 million."""
    return marked(packed(method, x=bytes(ZEROS), d=GOOD), SIZE, 100, "<I")


HOSTILE = {
    "no magic bytes": packed(x=b"123", d=GOOD),
    "a huge shape": packed(x=shaped("(1000000000000, 2)"), d=GOOD),
    "a shape beyond 64 bits": packed(x=shaped(f"({10**30}, 2)"), d=GOOD),
    "a shape below 0": packed(x=shaped("(-1, 2)"), d=GOOD),
    "open brackets": packed(x=with_header("((("), d=GOOD),
    "open quotes": packed(x=with_header("'''"), d=GOOD),
    "a later version": packed(x=GOOD.replace(b"Y\x01", b"Y\x03", 1), d=GOOD),
    "encrypted": marked(packed(**BOTH), FLAGS, 1),
    "method 99": marked(packed(**BOTH), METHOD, 99),
    "bzip2": packed(zipfile.ZIP_BZIP2, **BOTH),
    "LZMA": packed(zipfile.ZIP_LZMA, **BOTH),
    "a bomb of bzip2": bomb(zipfile.ZIP_BZIP2),
    "a bomb of deflate": bomb(zipfile.ZIP_DEFLATED),
    "much that is told": packed(x=bytes(ZEROS), d=GOOD),
}
