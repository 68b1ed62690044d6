"""Cases for identity, step, relu and sigmoid: rows of numbers, each mapped by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from mnist_nn.specification.inputs.scores import ROW_KINDS, on_a_grid, rows
from mnist_nn.specification.truth import exactly, true_identity, true_relu, true_sigmoid, true_step
from mnist_nn.vectors.case import MANY, SIZES, Case, exact_where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.truth import Truth

    Dtype: TypeAlias = np.dtype[Any]

NAN = "a NaN among numbers: it is passed on, and to no neighbour"
INFINITIES = "infinities of both signs"


def identity_cases(dtype: Dtype) -> Iterator[Case]:
    """Yield cases of identity(x) = x."""
    yield from _cases(true_identity, dtype)
    yield _case(true_identity, NAN, _with_nan(dtype))
    yield _case(true_identity, INFINITIES, _infinities(dtype))


def step_cases(dtype: Dtype) -> Iterator[Case]:
    """Yield cases of step(x) = 1 where x > 0, and 0 elsewhere."""
    yield from _cases(true_step, dtype)
    yield _case(true_step, INFINITIES, _infinities(dtype))


def relu_cases(dtype: Dtype) -> Iterator[Case]:
    """Yield cases of relu(x) = max(x, 0)."""
    yield from _cases(true_relu, dtype)
    yield _case(true_relu, NAN, _with_nan(dtype))
    yield _case(true_relu, INFINITIES, _infinities(dtype))


def sigmoid_cases(dtype: Dtype) -> Iterator[Case]:
    """Yield cases of sigmoid(x) = 1 / (1 + exp(-x))."""
    yield from _cases(_sigmoid, dtype)
    for reason, x in _arguments_of_exp(dtype):
        yield _case(_sigmoid, reason, x)
    yield Case(INFINITIES, {"x": _infinities(dtype)}, exactly(_infinities(dtype) > 0))
    x = _with_nan(dtype)
    yield Case(NAN, {"x": x}, exact_where(np.isnan(x), np.nan, true_sigmoid(np.nan_to_num(x))))


def _sigmoid(x: FloatArray) -> Truth:
    """Return sigmoid of finite numbers, which is exactly 1/2 at 0."""
    return exact_where(x == 0, 0.5, true_sigmoid(x))


def _cases(truth: Callable[[FloatArray], Truth], dtype: Dtype) -> Iterator[Case]:
    """Yield the cases of any function of finite numbers."""
    for reason, x in (*_chosen(dtype), *_generated(dtype)):
        yield _case(truth, reason, x)
    row = _row(dtype, 0.75)
    x = np.repeat(row, MANY, axis=0)
    yield Case(f"{MANY:,} rows", {"x": x}, truth(row).repeated(MANY))


def _case(truth: Callable[[FloatArray], Truth], reason: str, x: FloatArray) -> Case:
    """Return the case of an input."""
    return Case(reason, {"x": x}, truth(x))


def _chosen(dtype: Dtype) -> Iterator[tuple[str, FloatArray]]:
    """Yield inputs that were chosen for a reason."""
    info = np.finfo(dtype)
    yield "zeros of both signs", _row(dtype, 0.0, -0.0)
    yield "a single number below zero", _row(dtype, -0.75)
    yield "a single number above zero", _row(dtype, 0.75)
    yield "numbers of both signs", _row(dtype, -7, -2, -1, -0.25, 0.25, 1, 2, 7)
    third = dtype.type(1) / dtype.type(3)
    yield "every bit of the significand counts", _row(dtype, third, -third, 1 + info.eps)
    small = info.smallest_subnormal, info.smallest_normal, 5 * info.smallest_subnormal
    yield "the smallest numbers, subnormal ones too", _row(dtype, *small, *(-a for a in small))
    yield "numbers that seem as good as zero", _row(dtype, 6e-8, -6e-8, 6e-5, -6e-5)
    yield "1000 and beyond", _row(dtype, 1000, -1000, 20_000, -20_000, 60_000, -60_000)
    yield "the largest numbers", _row(dtype, info.max, info.min)
    yield "no rows", np.zeros((0, 5), dtype)
    yield "a column", _row(dtype, -1, 0.5, 2).T
    yield "many rows", on_a_grid(dtype, 129, 3, 2, 0)


def _generated(dtype: Dtype) -> Iterator[tuple[str, FloatArray]]:
    """Yield inputs of every length and kind."""
    for size in SIZES:
        yield f"a length near that of a tile: {size}", on_a_grid(dtype, 1, size, 4, size)
    for seed, kind in enumerate(sorted(ROW_KINDS)):
        yield f"numbers {kind}", rows(dtype, 2, 19, kind, seed)


def _arguments_of_exp(dtype: Dtype) -> Iterator[tuple[str, FloatArray]]:
    """Yield numbers where an exponential is easily got wrong."""
    tiny = float(np.finfo(dtype).smallest_normal)
    depths = np.linspace(1, -np.log(tiny) - 1, 24)
    yield "the tail: small, and not 0", -depths[None].astype(dtype)
    yield "the head: 1 less its tail", depths[None].astype(dtype)
    yield "near zero: 1/2 and a quarter of x", _row(dtype, 0.001, -0.001, 0.01, -0.01, 0.1, -0.1)
    yield "between the knots of a table", (np.arange(-40, 41)[None] * 0.1003).astype(dtype)


def _infinities(dtype: Dtype) -> FloatArray:
    """Return both infinities."""
    return _row(dtype, -np.inf, np.inf)


def _with_nan(dtype: Dtype) -> FloatArray:
    """Return numbers with a NaN among them."""
    return _row(dtype, 1, np.nan, -1, 2)


def _row(dtype: Dtype, *numbers: float) -> FloatArray:
    """Return numbers as a row (1, numbers)."""
    return np.array([numbers], dtype)
