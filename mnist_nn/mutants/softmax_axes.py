"""Wrong softmaxes that take one axis for another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.functions import softmax
from mnist_nn.mutants.mutant import mutant
from mnist_nn.precision import result_dtype, widen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Array = NDArray[Any]


@mutant("softmax")
def forgets_the_axis(x: Array, **_: int) -> FloatArray:
    """Work along the last axis, whichever is asked for."""
    return softmax(x)


@mutant("softmax")
def always_takes_the_first_axis(x: Array, **_: int) -> FloatArray:
    """Work along the first axis, whichever is asked for."""
    return softmax(x, axis=0)


@mutant("softmax", repeats="ARM-software/ComputeLibrary#993")
def counts_axes_from_the_other_end(x: Array, axis: int = -1) -> FloatArray:
    """Take axis 0 for the last one."""
    return softmax(x, axis=-1 - axis)


@mutant("softmax", repeats="ariaghora/mint#3")
def normalises_the_wrong_axis_of_three(x: Array, axis: int = -1) -> FloatArray:
    """Take axis 2 of three for axis 1."""
    return softmax(x, axis=1 if x.ndim == 3 and axis in (2, -1) else axis)


@mutant("softmax", repeats="intel/analytics-zoo#1167")
def normalises_the_wrong_axis_of_four(x: Array, axis: int = -1) -> FloatArray:
    """Take the last axis of four for axis 1."""
    return softmax(x, axis=1 if x.ndim == 4 and axis in (3, -1) else axis)


_AXES: dict[tuple[int, ...], int] = {}


@mutant("softmax", repeats="openvinotoolkit/openvino#9480")
def caches_by_shape_alone(x: Array, axis: int = -1) -> FloatArray:
    """Reuse the kernel that was compiled for the shape, along whichever axis that was."""
    return softmax(x, axis=_AXES.setdefault(x.shape, axis))


@mutant("softmax", repeats="PaddlePaddle/Paddle#19800")
def shifts_by_the_greatest_of_all_axes_but_one(x: Array, axis: int = -1) -> FloatArray:
    """Subtract the maximum over every axis but the first, whichever is asked for."""
    axes = tuple(range(1, x.ndim)) or (0,)
    e = np.exp(widen(x) - widen(x).max(axis=axes, keepdims=True, initial=-np.inf))
    return (e / e.sum(axis=axis, keepdims=True)).astype(result_dtype(x))
