"""What the parameters of a network are: W1, b1, W2, b2, ..., a matrix and a vector for a layer."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import ArrayLike

    from mnist_nn.formats import FloatArray

_SHAPES = {"W": "(inputs, outputs)", "b": "(outputs,)"}
_AXES = {"W": 2, "b": 1}
_PRECISIONS = {np.float16, np.float32, np.float64}


def checked_parameters(arrays: Mapping[str, ArrayLike], source: object) -> dict[str, FloatArray]:
    """Return the parameters of a network in the order W1, b1, W2, b2, ..., after checking them.

    Args:
        arrays: W1 of shape (inputs, outputs), b1 of shape (outputs,), and so on, by name.
        source: where they come from, or go to, for the messages of errors.

    Returns:
        The arrays, in native byte order and C order; those that are so already are not copied.

    Raises:
        ValueError: a name is missing or unexpected; an array has the wrong number of axes, is not
            of float16, float32 or float64, or has values that are NaN or infinite; a bias does not
            fit its weights, or a layer the one before it.

    >>> list(checked_parameters({"b1": [0.5], "W1": [[1.0], [2.0]]}, "example"))
    ['W1', 'b1']
    >>> checked_parameters({"W1": [[1.0], [2.0]]}, "example")
    Traceback (most recent call last):
        ...
    ValueError: example: b1 is missing

    """
    try:
        checked = {name: _checked_array(name, arrays[name]) for name in _checked_names(arrays)}
        _check_fit([array.shape for array in checked.values()])
    except ValueError as error:
        raise ValueError(f"{source}: {error}") from error
    return checked


def _checked_names(given: Collection[str]) -> list[str]:
    """Return W1, b1, W2, b2, ..., for as many layers as the names given are of."""
    layers = [i for i in range(1, len(given) + 1) if f"W{i}" in given or f"b{i}" in given]
    expected = [f"{kind}{i}" for i in range(1, max(layers, default=1) + 1) for kind in "Wb"]
    missing = [name for name in expected if name not in given]
    # Escaped, for a name may look like W1 and be another, in digits of another script.
    unexpected = [ascii(name)[1:-1] for name in given if name not in expected]
    complaints = []
    if missing:
        complaints.append(f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing")
    if unexpected:
        complaints.append(f"unexpected arrays: {', '.join(unexpected)}")
    if complaints:
        raise ValueError("; ".join(complaints))
    return expected


def _checked_array(name: str, values: ArrayLike) -> FloatArray:
    """Return the parameter `name` as an array."""
    array = np.asarray(values)
    if array.ndim != _AXES[name[0]]:
        raise ValueError(f"{name} has shape {array.shape}, expected {_SHAPES[name[0]]}")
    if array.dtype.type not in _PRECISIONS:
        expected = "float16, float32 or float64"
        raise ValueError(f"{name} has dtype {array.dtype}, expected {expected}")
    if strays := np.count_nonzero(~np.isfinite(array)):
        raise ValueError(f"{name} has values that are NaN or infinite: {strays} of {array.size}")
    return np.asarray(array, array.dtype.newbyteorder("="), order="C")


def _check_fit(shapes: list[tuple[int, ...]]) -> None:
    """Refuse layers, W and b in turns, that do not fit in themselves or with their neighbours."""
    layers = [shapes[i : i + 2] for i in range(0, len(shapes), 2)]
    for k, (W, b) in enumerate(layers, start=1):
        if b != W[1:]:
            raise ValueError(f"W{k} has {W[1]} columns, so b{k} must have shape {W[1:]}, not {b}")
    for k, ((W, _), (V, _)) in enumerate(pairwise(layers), start=1):
        if W[1] != V[0]:
            raise ValueError(
                f"layer {k} has {W[1]} outputs but layer {k + 1} takes {V[0]}: "
                f"W{k} is {W}, W{k + 1} is {V}"
            )
