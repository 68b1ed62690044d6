"""An answer: what a function returned, once it is an array of the shape that it owes."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.specification.failure import Failure

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[Any]
    Shape = tuple[int, ...]


class WrongAnswer(Failure):
    """Not the array that a function owes: a refutation of every law, and never a refusal."""


def answering(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function of a specified name, so that it gives arrays of the right shape.

    Raises:
        WrongAnswer: when it is called, and returns anything else.

    """
    if name not in _SHAPES:
        return function

    @wraps(function, updated=())
    def answer(*arrays: Array, **options: Any) -> Array:
        y = function(*arrays, **options)
        shape = _SHAPES[name](*arrays)
        observed, expected = _described(y), "an array of real numbers"
        if not _is_array_of_numbers(y):
            raise WrongAnswer(f"observed {observed}, expected {expected}")
        if shape is not None and np.shape(y) != shape:
            raise WrongAnswer(f"observed {observed}, expected {expected} of shape {shape}")
        return np.asarray(y)

    return answer


def _is_array_of_numbers(y: Any) -> bool:
    """Return whether y comes from NumPy and holds real numbers, bfloat16 included."""
    if not isinstance(y, np.ndarray | np.generic):
        return False
    return y.dtype.kind in "biuf" or y.dtype.name == "bfloat16"


def _described(y: Any) -> str:
    """Return what y is, in words."""
    if isinstance(y, np.ndarray | np.generic):
        return f"an array of {y.dtype} of shape {y.shape}"
    return f"{y!r}" if y is None else f"a {type(y).__module__}.{type(y).__qualname__}"


def _as_the_input(x: Array, *_: Array) -> Shape:
    """Return the shape of a map of single numbers, and of softmax."""
    return x.shape


def _of_a_product(x: Array, W: Array) -> Shape | None:
    """Return (batch, outputs), or None where nothing is owed but an error."""
    fits = x.ndim == W.ndim == 2 and x.shape[1] == W.shape[0]
    return (len(x), W.shape[1]) if fits else None


def _of_an_affine_map(x: Array, W: Array, b: Array) -> Shape | None:
    """Return (batch, outputs), or None where nothing is owed but an error."""
    return _of_a_product(x, W) if b.shape == W.shape[1:] else None


def _of_a_network(x: Array, *parameters: Array) -> Shape | None:
    """Return (batch, classes), or None where nothing is owed but an error."""
    first, last = parameters[0], parameters[-1]
    return (len(x), len(last)) if _of_a_product(x, first) else None


def _of_digits(images: Array) -> Shape:
    """Return (batch, 10)."""
    return (len(images), 10)


_SHAPES: dict[str, Callable[..., Shape | None]] = {
    "identity": _as_the_input,
    "step": _as_the_input,
    "sigmoid": _as_the_input,
    "relu": _as_the_input,
    "softmax": _as_the_input,
    "matmul": _of_a_product,
    "affine": _of_an_affine_map,
    "mlp": _of_a_network,
    "predict": _of_digits,
}
"""What each function owes for given arguments."""
