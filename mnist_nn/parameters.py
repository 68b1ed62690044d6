"""The parameters of a network: a matrix W and a vector b for each layer, W1, b1, W2, b2, ..."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from mnist_nn.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from numpy.typing import ArrayLike

    from mnist_nn.formats import FloatArray

_SHAPES = {"W": "(inputs, outputs)", "b": "(outputs,)"}
_AXES = {"W": 2, "b": 1}


class Layer(NamedTuple):
    """The parameters of one layer, whose map is x W + b.

    Attributes:
        W: weights (inputs, outputs).
        b: biases (outputs,).

    """

    W: Any
    b: Any


def layers_of(parameters: Iterable[ArrayLike]) -> list[Layer]:
    """Return the layers of a network whose parameters are W1, b1, W2, b2, ..., in this order.

    Raises:
        ValueError: there are none, or the last layer lacks its bias.

    >>> [layer.b for layer in layers_of([[[1.0]], [2.0], [[3.0]], [4.0]])]
    [[2.0], [4.0]]

    """
    flat = list(parameters)
    if len(flat) % 2 or not flat:
        missing = f"b{len(flat) // 2 + 1} is" if flat else "W1 and b1 are"
        raise ValueError(f"{len(flat)} parameters make no layers: {missing} missing")
    return [Layer(*layer) for layer in zip(flat[::2], flat[1::2], strict=True)]


def checked_layers(layers: Iterable[Layer], source: object) -> list[Layer]:
    """Return the layers of a network after checking them as `checked_parameters` does.

    Raises:
        ValueError: as `checked_parameters` does.

    >>> checked_layers([Layer(W=[[1.0], [2.0]], b=[0.5, 0.5])], "example")
    Traceback (most recent call last):
        ...
    ValueError: example: W1 has 1 columns, so b1 must have shape (1,), not (2,)

    """
    arrays: dict[str, ArrayLike] = {}
    for k, (W, b) in enumerate(layers, start=1):
        arrays |= {f"W{k}": W, f"b{k}": b}
    return layers_of(checked_parameters(arrays, source).values())


def checked_parameters(arrays: Mapping[str, ArrayLike], source: object) -> dict[str, FloatArray]:
    """Return the parameters of a network in the order W1, b1, W2, b2, ..., after checking them.

    Args:
        arrays: W1 of shape (inputs, outputs), b1 of shape (outputs,), and so on, by name.
        source: where they come from, or go to, for the messages of errors.

    Returns:
        The arrays, in native byte order and C order; those that are so already are not copied.

    Raises:
        ValueError: a name is missing or unexpected; an array has the wrong number of axes, is not
            of a specified format, or has values that are NaN or infinite; a bias does not
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


def _checked_names(names: Collection[str]) -> list[str]:
    """Return W1, b1, W2, b2, ..., for as many layers as there are names of."""
    layers = [i for i in range(1, len(names) + 1) if f"W{i}" in names or f"b{i}" in names]
    expected = [f"{kind}{i}" for i in range(1, max(layers, default=1) + 1) for kind in "Wb"]
    missing = [name for name in expected if name not in names]
    # Escaped, for a name may look like W1 and be another, in digits of another script.
    unexpected = [ascii(name)[1:-1] for name in names if name not in expected]
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
    if array.dtype.name not in FORMATS:
        raise ValueError(f"{name} has dtype {array.dtype}, expected one of {', '.join(FORMATS)}")
    if count := np.count_nonzero(~np.isfinite(array)):
        raise ValueError(f"{name} has values that are NaN or infinite: {count} of {array.size}")
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
