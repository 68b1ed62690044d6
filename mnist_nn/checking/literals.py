"""Values as Python writes them: an input of a law as text, and that text as the input again."""

from __future__ import annotations

import ast
import math
import re
import sys
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.formats import FORMATS, INTEGERS, is_numpys_own
from mnist_nn.specification.inputs.recipe import MAKERS, Recipe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_NATIVE = [np.dtype(name) for name in ("bool", *INTEGERS, "float16", "float32", "float64")]
_IN_EITHER_ORDER = [dtype.newbyteorder(order) for dtype in _NATIVE for order in ("<", ">")]
_KINDS: dict[str, set[type]] = {"b": {bool}, "i": {int}, "u": {int}}
_MOST_ELEMENTS = 10_000_000
_MOST_QUOTED = 200

# Read as a float64 and then rounded, its shortest digits 7.038531e-26 give the number below. It is
# the only float32 of which that is true, as trying all of them shows.
_MISREAD = np.uint32(0x15AE43FD).view(np.float32)

_EXPECTED = (
    "expected a number, text, True, False, None, nan, inf, a tuple or a list of those, or an array "
    "such as array([0.5], dtype=float32), full((2, 3), 0.5, dtype='>f4'), empty, zeros or ones"
)


def as_python(value: Any) -> str:
    """Return an input of a law as an expression that gives it again, every bit of a number.

    >>> as_python(np.array([0.1, np.inf], np.float32))
    'array([0.1, inf], dtype=float32)'
    >>> as_python(np.zeros((1, 70_000), np.float16))
    'full((1, 70000), 0.0, dtype=float16)'

    """
    if not isinstance(value, np.ndarray):  # a recipe is written as the call that it is
        return repr(value)
    first = value.ravel()[:1]
    if value.size > 8 and value.tobytes() == np.full_like(value, first[0]).tobytes():
        return f"full({value.shape}, {first.tolist()[0]!r}, dtype={_dtype(value)})"
    if value.size == 0:
        return f"empty({value.shape}, dtype={_dtype(value)})"
    with np.printoptions(threshold=sys.maxsize, floatmode="unique", linewidth=sys.maxsize):
        numbers = np.array2string(_printable(value), separator=", ").replace("\n", "")
    if value.dtype.kind not in "biu":
        signs = iter(np.signbit(value[np.isnan(value)]))
        numbers = re.sub("nan", lambda _: "-nan" if next(signs) else "nan", numbers)
    return f"array({numbers}, dtype={_dtype(value)})"


def from_python(text: str) -> Any:
    """Return the value of an expression such as `as_python` writes, without running it.

    Raises:
        ValueError: it is another expression, or none, or of more than ten million elements.

    >>> from_python("array([[0.1, -inf]], dtype=float32)")
    array([[ 0.1, -inf]], dtype=float32)
    >>> from_python("(3, nan)")
    (3, nan)

    """
    try:
        return _value(ast.parse(text.strip(), mode="eval").body)
    except SyntaxError as error:
        why = f"it is no expression of Python ({error.msg})"
    except (RecursionError, MemoryError):
        why = "it is nested too deeply"
    except OverflowError:
        why = "a number in it is too large for its dtype"
    except ValueError as error:
        why = str(error)
    quoted = text if len(text) <= _MOST_QUOTED else text[:_MOST_QUOTED] + "..."
    raise ValueError(f"{quoted!r} cannot be read: {why}; {_EXPECTED}")


def _dtype(value: NDArray[Any]) -> str:
    """Return a dtype as NumPy names it, or as text where it is of the other byte order."""
    return value.dtype.name if value.dtype.isnative else repr(value.dtype.str)


def _printable(value: NDArray[Any]) -> NDArray[Any]:
    """Return the same numbers in a dtype whose digits, as NumPy prints them, are read as them."""
    if not is_numpys_own(value.dtype):  # NumPy does not know how to print its -0.0
        return value.astype(np.float32)
    single = value.dtype.newbyteorder("=") == np.float32
    misread = single and bool((abs(value) == _MISREAD).any())
    return value.astype(np.float64) if misread else value


def _value(node: ast.expr) -> Any:
    """Return the value of one expression."""
    match node:
        case ast.Constant(value=bool() | int() | float() | str() | None as value):
            return value
        case ast.Name(id="nan" | "inf" as name):
            return float(name)
        case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=operand):
            return _signed(sign, operand)
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return (tuple if isinstance(node, ast.Tuple) else list)(map(_value, parts))
        case ast.Call(func=ast.Name(id="array" | "full" | "empty" | "zeros" | "ones")):
            return _array(node)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in MAKERS:
            return Recipe(name, tuple(map(_value, arguments)))
    raise ValueError(f"{ast.unparse(node)!r:.60} is not allowed in it")


def _signed(sign: ast.unaryop, operand: ast.expr) -> int | float:
    """Return a number with a sign before it."""
    number = _value(operand)
    if type(number) not in {int, float}:
        raise ValueError(f"a sign before {ast.unparse(operand)!r:.60}, which is no number")
    return -number if isinstance(sign, ast.USub) else number


def _read_dtype(node: ast.expr) -> np.dtype[Any]:
    """Return the dtype of a name such as float32, or of a text such as '>f4'."""
    name = node.id if isinstance(node, ast.Name) else _value(node)
    dtypes = {name: format_.dtype for name, format_ in FORMATS.items()}
    dtypes |= {dtype.name: dtype for dtype in _NATIVE} | {d.str: d for d in _IN_EITHER_ORDER}
    if not isinstance(name, str) or name not in dtypes:
        raise ValueError(f"{ast.unparse(node)!r:.60} is no dtype of a law's numbers")
    return dtypes[name]


def _array(call: ast.Call) -> NDArray[Any]:
    """Return the array that a call makes."""
    match call.keywords:
        case [ast.keyword(arg="dtype", value=node)]:
            dtype = _read_dtype(node)
        case _:
            raise ValueError("an array needs its dtype, and no other keyword")
    match ast.unparse(call.func), list(map(_value, call.args)):
        case "array", [numbers]:
            return _of(numbers, dtype)
        case "full", [shape, number]:
            return np.full(_shape(shape), _of(number, dtype), dtype)
        case "zeros" | "ones" as name, [shape]:
            return np.full(_shape(shape), name == "ones", dtype)
        case "empty", [shape]:
            if math.prod(_shape(shape)):
                raise ValueError(f"empty({shape}) has numbers, and does not say which")
            return np.empty(shape, dtype)
    raise ValueError(f"{ast.unparse(call)!r:.60} has too few arguments, or too many")


def _shape(shape: Any) -> tuple[int, ...]:
    """Return a shape, if it is one that an array of a bearable size may have."""
    if not isinstance(shape, tuple) or not all(type(n) is int and n >= 0 for n in shape):
        raise ValueError(f"{shape!r:.60} is no shape: a tuple of whole numbers, none negative")
    if math.prod(shape) > _MOST_ELEMENTS:
        raise ValueError(f"an array of shape {shape!r:.60} has more than {_MOST_ELEMENTS} elements")
    return shape


def _of(numbers: Any, dtype: np.dtype[Any]) -> NDArray[Any]:
    """Return an array of numbers, each of which the dtype has, but for rounding."""
    kinds = _KINDS.get(dtype.kind, {int, float})
    infinite = 0
    for number in _flat(numbers):
        if type(number) not in kinds:
            raise ValueError(f"{number!r:.60} in it is no {dtype.name}")
        infinite += math.isinf(number)
    with np.errstate(over="ignore"):
        array = np.array(numbers, dtype)
    if np.isinf(array.astype(float)).sum() != infinite:
        raise OverflowError
    return array


def _flat(numbers: Any) -> Iterator[Any]:
    """Yield the elements of nested lists, one after the other."""
    if isinstance(numbers, list):
        for part in numbers:
            yield from _flat(part)
    else:
        yield numbers
