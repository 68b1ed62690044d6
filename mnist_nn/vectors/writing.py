"""Writes test vectors: one file for each function and dtype, and what explains them.

The layout is fixed, so that programs without a JSON library can read it: a line for each case, its
keys in one order, and no white space between them.
"""

from __future__ import annotations

import json
from importlib.resources import files
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn import __version__
from mnist_nn.atomic_files import write_atomically
from mnist_nn.specification.catalogue import SPECIFICATION
from mnist_nn.vectors.catalogue import cases_of
from mnist_nn.vectors.lists import to_list
from mnist_nn.weights.hex_floats import to_hex

if TYPE_CHECKING:
    import os

    from numpy.typing import NDArray

    from mnist_nn.specification.function import Function
    from mnist_nn.vectors.case import Case

SCHEMA = 3
"""The version of the format."""

_COMPANIONS = ("vectors/README.md", "vectors/vectors.schema.json", "examples/check_vectors.c")
"""What is copied beside the vectors."""

_BITS = 10
"""Of an error allowed, which is rounded up: its last bits depend on the machine."""


def write_vectors(folder: str | os.PathLike[str]) -> list[Path]:
    """Write all test vectors to a folder, and return the files, each of which is replaced whole.

    Raises:
        OSError: the folder cannot be made or written to.

    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    contents = {
        f"{function}.{dtype}.json": _text(function, dtype).encode()
        for function in SPECIFICATION.functions.values()
        for dtype in function.formats
    }
    for companion in _COMPANIONS:
        source = files("mnist_nn").joinpath(companion)
        contents[source.name] = source.read_bytes()
    for name, data in contents.items():
        write_atomically(folder / name, data)
    return [folder / name for name in contents]


def _text(function: Function, dtype: str) -> str:
    """Return the file of a function at a dtype."""
    head = {
        "schema": SCHEMA,
        "producer": f"mnist_nn {__version__}",
        "function": function.name,
        "dtype": dtype,
        "between": [to_hex(limit) for limit in function.limits or (-inf, inf)],
    }
    cases = ",\n".join(_compact(_as_json(case)) for case in cases_of(function, dtype))
    return f'{_compact(head)[:-1]},"cases":[\n{cases}\n]}}\n'


def _compact(value: object) -> str:
    """Return JSON without white space."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _as_json(case: Case) -> dict[str, Any]:
    """Return a case as JSON values."""
    call = {
        "reason": case.reason,
        "options": dict(case.options),
        "inputs": {
            name: {"shape": list(x.shape), "data": to_list(x)} for name, x in case.inputs.items()
        },
    }
    if case.truth is None:
        return call | {"expected": "error"}
    true = case.truth.enclosure
    expected = {
        "shape": list(true.hi.shape),
        "hi": to_list(true.hi),
        "lo": to_list(true.lo),
        "radius": to_list(_rounded_up(true.radius)),
    }
    return call | {"expected": expected, "allowed": to_list(_rounded_up(case.truth.allowed))}


def _rounded_up(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the next numbers of few bits, none of them smaller."""
    significand, exponent = np.frexp(numbers)
    return np.ldexp(np.ceil(np.ldexp(significand, _BITS)), exponent - _BITS)
