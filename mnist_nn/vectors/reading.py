"""Reads test vectors, and checks a function in Python by them."""

from __future__ import annotations

import json
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from mnist_nn.formats import FORMATS, is_real
from mnist_nn.vectors.lists import from_list

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Collection, Iterator, Sequence

    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[Any]
    Wide: TypeAlias = NDArray[np.float64]
    Function: TypeAlias = Callable[..., Any]


@dataclass(frozen=True)
class Expected:
    """What is expected of a result.

    Attributes:
        hi: the true result as float64 sees it; NaN and infinite where that is due.
        lo: what is missing from hi.
        tolerance: how far from hi + lo a result may be: the error allowed, and a radius.
        between: the least and the greatest result that there can be.

    """

    hi: Wide
    lo: Wide
    tolerance: Wide
    between: tuple[float, float]


@dataclass(frozen=True)
class Vector:
    """One case, as it was read.

    Attributes:
        place: the file and the line.
        reason: why it is there.
        inputs: the arguments.
        options: arguments by name, such as `axis`.
        expected: the result, or None where an error is due.

    """

    place: str
    reason: str
    inputs: tuple[Array, ...]
    options: dict[str, int]
    expected: Expected | None


def check(
    function_name: str,
    function: Function,
    folder: str | os.PathLike[str],
    dtypes: Collection[str] = tuple(FORMATS),
) -> list[str]:
    """Return what test vectors say against a function, a line for each that it fails.

    Args:
        function_name: its name in the specification, such as `softmax`.
        function: takes NumPy arrays, and options such as `axis` by name.
        folder: what `mnist-nn vectors` wrote.
        dtypes: those that it takes.

    Raises:
        FileNotFoundError: there are no vectors of such a function at any of these dtypes.
        ValueError: a file is damaged.

    """
    return list(failures(read(function_name, folder, dtypes), function))


def read(
    function_name: str, folder: str | os.PathLike[str], dtypes: Collection[str] = tuple(FORMATS)
) -> list[Vector]:
    """Return the test vectors of a function at some dtypes, which `mnist-nn vectors` wrote.

    Raises:
        FileNotFoundError: there are none.
        ValueError: a file is damaged.

    """
    names = [f"{function_name}.{dtype}.json" for dtype in dtypes]
    paths = [path for name in names if (path := Path(folder, name)).exists()]
    if not paths:
        raise FileNotFoundError(f"{folder}: there are no test vectors {' or '.join(names)}")
    return [vector for path in paths for vector in _vectors(path)]


def failures(vectors: Sequence[Vector], function: Function) -> Iterator[str]:
    """Yield a line for each vector that a function fails."""
    for vector in vectors:
        complaint = _complaint(vector, function)
        if complaint:
            yield f"{vector.place} ({vector.reason}): {complaint}"


def _vectors(path: Path) -> Iterator[Vector]:
    """Yield the vectors of a file; the first of its lines is the head."""
    content = json.loads(path.read_text(encoding="utf-8"))
    dtype = FORMATS[content["dtype"]].dtype
    low, high = map(float.fromhex, content["between"])
    for line, case in enumerate(content["cases"], start=2):
        inputs = (from_list(x["data"], x["shape"], dtype) for x in case["inputs"].values())
        yield Vector(
            f"{path.name}:{line}",
            case["reason"],
            tuple(inputs),
            case["options"],
            None if case["expected"] == "error" else _expected(case, (low, high)),
        )


def _expected(case: dict[str, Any], between: tuple[float, float]) -> Expected:
    """Return what is expected of a result."""
    given = case["expected"] | {"allowed": case["allowed"]}
    hi, lo, radius, allowed = (
        from_list(given[key], given["shape"]) for key in ("hi", "lo", "radius", "allowed")
    )
    return Expected(hi, lo, allowed + radius, between)


def _complaint(vector: Vector, function: Function) -> str:
    """Return what is wrong with the result of a function, or nothing."""
    inputs = [x.copy() for x in vector.inputs]
    with warnings.catch_warnings(action="ignore"), np.errstate(all="ignore"):
        try:
            y = np.asarray(function(*inputs, **vector.options))
        except Exception as error:  # noqa: BLE001 - whatever it raises, it gave no result
            return "" if vector.expected is None else f"raised {type(error).__name__}: {error}"
        if vector.expected is None:
            return f"gave a result of shape {y.shape}, expected an error"
        return _difference(y, vector.expected)


def _difference(y: Array, expected: Expected) -> str:
    """Return the first element that is too far from what is expected, or nothing."""
    hi, lo, tolerance = expected.hi, expected.lo, expected.tolerance
    if not is_real(y.dtype):
        return f"gave an array of {y.dtype}, expected real numbers"
    if y.shape != hi.shape:
        return f"gave a result of shape {y.shape}, expected {hi.shape}"
    low, high = expected.between
    near = np.abs((y.astype(np.float64) - hi) - lo) <= tolerance
    same = (y == hi) | (np.isnan(y) & np.isnan(hi))
    right = np.where(np.isfinite(hi), near & (low <= y) & (y <= high), same)
    wrong = np.argwhere(~right)
    if not len(wrong):
        return ""
    i = tuple(wrong[0])
    limits = "" if not near[i] else f", between {low:g} and {high:g}"
    return f"gave {y[i]} at {list(map(int, i))}, expected {hi[i]} within {tolerance[i]:.3g}{limits}"
