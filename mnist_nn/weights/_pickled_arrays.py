"""The few ways in which NumPy writes an array into a pickle.

A pickle makes an array by naming functions and calling them. Here what it names is looked up in a
list, what it calls is compared with the calls that NumPy writes, and the answer is a description of
what the call would have returned.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mnist_nn.weights._raw_arrays import RawArray, number_dtype

if TYPE_CHECKING:
    import numpy as np

_NAMES = {
    "numpy.ndarray": "ndarray",
    "numpy.dtype": "dtype",
    "numpy.core.multiarray._reconstruct": "_reconstruct",  # NumPy 1
    "numpy._core.multiarray._reconstruct": "_reconstruct",  # NumPy 2
    "numpy.core.numeric._frombuffer": "_frombuffer",
    "numpy._core.numeric._frombuffer": "_frombuffer",
    "_codecs.encode": "encode",  # protocols 0 to 2 write bytes as the encoding of a text,
    "__builtin__.bytes": "bytes",  # and no bytes as bytes(), found where Python 2 has it
    "builtins.bytes": "bytes",
}


@dataclass(frozen=True)
class Name:
    """The name of a function or class with which NumPy writes an array into a pickle."""

    name: str


@dataclass(frozen=True)
class Latin1:
    """The bytes of a text in Latin-1: not made yet, lest a long text be encoded many times."""

    text: str


@dataclass(eq=False)
class DType:
    """A dtype, to which the pickle adds its byte order later."""

    dtype: np.dtype[Any]


def named(module: object, name: object) -> Name:
    """Return the `Name` that stands for `name` in `module`.

    Raises:
        ValueError: NumPy writes no array with it.

    """
    match module, name:
        case str(), str():
            full_name = f"{module}.{name}"
        case _:
            raise ValueError("it names something by other values than texts")
    if full_name not in _NAMES:
        raise ValueError(f"it names {full_name!a:.60}: only NumPy arrays are read from a pickle")
    return Name(_NAMES[full_name])


def call(function: object, arguments: object) -> object:
    """Return a description of what `function(*arguments)` would return.

    Raises:
        ValueError: NumPy writes no such call.

    """
    match function, arguments:
        case Name("encode"), (str(text), "latin1"):
            return Latin1(text)
        case Name("bytes"), ():
            return b""
        case Name("dtype"), (str(code), 0, 1):
            return DType(number_dtype(code))
        case Name("_reconstruct"), (Name("ndarray"), (0,), b"b" | Latin1("b")):
            return RawArray((0,), number_dtype("i1"), b"")
        case Name("_frombuffer"), (bytes(data), DType(dtype), tuple(shape), "C" | "F" as order):
            return RawArray(shape, dtype, data, fortran=order == "F")
        case Name("_frombuffer"), (bytes(data), DType(dtype), tuple(shape), "K", tuple(axes)):
            return RawArray(shape, dtype, data, axes=axes)
        case Name(name), _:
            raise ValueError(f"it calls {name} as NumPy does not")
    raise ValueError(f"it calls a value of type {type(function).__name__}")


def completed(target: object, state: object) -> object:
    """Return `target` after adding the rest of its description, its state.

    Raises:
        ValueError: NumPy writes no such state.

    """
    match target, state:
        case DType(dtype), (3, "<" | ">" | "=" | "|" as order, None, None, None, -1, -1, 0):
            target.dtype = number_dtype(dtype.str[1:], order)
        case RawArray(), (1, tuple(shape), DType(dtype), 0 | 1 as fortran, bytes(x) | Latin1(x)):
            target.shape, target.dtype, target.data = shape, dtype, x
            target.fortran = bool(fortran)
        case _:
            kind = type(target).__name__
            raise ValueError(f"it completes a value of type {kind} as NumPy does not")
    return target
