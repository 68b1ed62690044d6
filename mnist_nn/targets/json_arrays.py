"""Arrays as JSON objects, `{"dtype", "shape", "data"}`, and back, without losing a bit.

`data` lists the values row by row. A floating-point number is written as the shortest decimal that
a float64 reads back as the same value, and read as a float64 that is then rounded to the dtype:
nine digits are enough for a float32, seventeen for a float64. What JSON has no numbers for is
written "nan", "inf" and "-inf".
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.formats import FORMATS, INTEGERS
from mnist_nn.precision import rounded
from mnist_nn.specification.failure import Failure
from mnist_nn.targets._wording import shortened, suggestion

if TYPE_CHECKING:
    from numpy.typing import NDArray

DTYPES = (*FORMATS, *INTEGERS, "bool")
"""The dtypes that an array may have, by their names in NumPy."""

_NOT_FINITE = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}


def to_json(array: NDArray[Any]) -> dict[str, Any]:
    """Return the values of an array, in whatever memory layout and byte order.

    Raises:
        TypeError: the array is of another dtype than `DTYPES`.

    >>> to_json(np.array([[0.5, -np.inf]], np.float32))
    {'dtype': 'float32', 'shape': [1, 2], 'data': [0.5, '-inf']}

    """
    name = array.dtype.name
    if name not in DTYPES:
        raise TypeError(f"an array of dtype {name} cannot be sent, only of {', '.join(DTYPES)}")
    data = _written(array.ravel()) if name in FORMATS else array.ravel().tolist()
    return {"dtype": name, "shape": list(array.shape), "data": data}


def from_json(value: Any) -> NDArray[Any]:
    """Return a new array, of the dtype and the shape that a JSON value names.

    Raises:
        Failure: the value is no array, or not of that dtype and that shape.

    >>> from_json({"dtype": "float16", "shape": [2], "data": [0.1, "nan"]})
    array([0.1, nan], dtype=float16)

    """
    if not isinstance(value, dict) or not value.keys() >= {"dtype", "shape", "data"}:
        raise Failure(f"answered {shortened(value)} where dtype, shape and data were expected")
    name, shape, data = value["dtype"], value["shape"], value["data"]
    if name not in DTYPES:
        raise Failure(
            f"answered the dtype {shortened(name)}, which is none of {', '.join(DTYPES)}"
            f"{suggestion(name, DTYPES)}"
        )
    if not isinstance(shape, list) or not all(type(n) is int and n >= 0 for n in shape):
        raise Failure(f"answered the shape {shortened(shape)} where a list of sizes was expected")
    size = math.prod(shape)
    if not isinstance(data, list) or len(data) != size:
        given = f"{len(data)} data" if isinstance(data, list) else f"the data {shortened(data)}"
        raise Failure(f"answered {given} where a list of {size} was expected, for {shape}")
    return _shaped(_read(data, name), shape)


def _written(numbers: NDArray[Any]) -> list[float | str]:
    """Return floating-point numbers as JSON values."""
    with np.errstate(invalid="ignore"):  # a signalling NaN becomes a quiet one
        wide = numbers.astype(np.float64)
    data: list[float | str] = wide.tolist()
    for i in np.flatnonzero(~np.isfinite(wide)):
        data[i] = repr(data[i])
    return data


def _read(data: list[Any], name: str) -> NDArray[Any]:
    """Return JSON values as an array of one dimension."""
    if name in FORMATS:
        return _floats(data, name)
    if name == "bool":
        return np.array([_due(n, type(n) is bool, "true or false") for n in data], bool)
    low, high = np.iinfo(name).min, np.iinfo(name).max
    words = f"an integer of {name}, from {low} to {high},"
    whole = [int(n) if type(n) is float and n.is_integer() else n for n in data]
    return np.array([_due(n, type(n) is int and low <= n <= high, words) for n in whole], name)


def _floats(data: list[Any], name: str) -> NDArray[Any]:
    """Return numbers as an array of a floating-point dtype: what is too large is infinite."""
    words = f'a number of {name}, or "nan", "inf" or "-inf",'
    numbers = [_NOT_FINITE.get(n, n) if type(n) is str else n for n in data]
    wide = np.array([_due(n, type(n) in {int, float}, words) for n in numbers], np.float64)
    with np.errstate(over="ignore", under="ignore"):
        return rounded(wide, FORMATS[name].dtype)


def _due(value: Any, is_due: bool, words: str) -> Any:  # noqa: FBT001 - a condition, no option
    """Return a value that is what was expected."""
    if not is_due:
        raise Failure(f"answered {shortened(value)} where {words} was expected")
    return value


def _shaped(numbers: NDArray[Any], shape: list[int]) -> NDArray[Any]:
    """Return numbers in a shape of the right size."""
    try:
        return numbers.reshape(shape)
    except (ValueError, OverflowError) as error:  # too many dimensions, or too large ones
        raise Failure(f"answered the shape {shortened(shape)}: {error}") from None
