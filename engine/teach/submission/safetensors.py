"""Read a `.safetensors` file: a header in JSON that says where each array stands, then its bytes.

Source: the format's description, https://github.com/huggingface/safetensors.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from engine.core.errors import AnswerError
from engine.running.trace import Array

DTYPES = {
    "F64": "<f8",
    "F32": "<f4",
    "F16": "<f2",
    "I64": "<i8",
    "I32": "<i4",
    "I16": "<i2",
    "I8": "i1",
    "U8": "u1",
    "BF16": "<u2",
}
LENGTH = 8
"""The header's length is a whole number of so many bytes."""


def read_safetensors(data: bytes, _: str) -> dict[str, Any]:
    """Read all arrays of a file. Raises `AnswerError` for what is not one."""
    try:
        size = int.from_bytes(data[:LENGTH], "little")
        header = json.loads(data[LENGTH : LENGTH + size])
        arrays = data[LENGTH + size :]
        return {
            name: _array(about, arrays) for name, about in header.items() if name != "__metadata__"
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        raise AnswerError("not_safetensors", "is no .safetensors file") from None


def _array(about: dict[str, Any], arrays: bytes) -> Array:
    """Cut an array out; a number of BF16 is the first half of one of F32."""
    begin, end = about["data_offsets"]
    array = np.frombuffer(arrays[begin:end], DTYPES[about["dtype"]]).reshape(about["shape"])
    if about["dtype"] == "BF16":
        array = (array.astype("<u4") << 16).view("<f4")
    return array
