"""Cases of every function that maps single numbers, such as relu: rows of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from mnist_nn.formats import format_of
from mnist_nn.specification.catalogue import SPECIFICATION
from mnist_nn.specification.identity import IDENTITY
from mnist_nn.specification.inputs.scores import ROW_KINDS, on_a_grid, rows
from mnist_nn.specification.relu import RELU
from mnist_nn.specification.sigmoid import SIGMOID
from mnist_nn.specification.step import STEP
from mnist_nn.specification.truth import exactly
from mnist_nn.vectors.case import SIZES, Case, named, true_case
from mnist_nn.vectors.cases import cases
from mnist_nn.vectors.contract_cases import contract_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.function import Function

    Dtype: TypeAlias = np.dtype[Any]

INFINITIES = "infinities of both signs"


@cases(*(f for f in SPECIFICATION.functions.values() if f.maps_numbers))
def number_cases(function: Function, dtype: Dtype) -> Iterator[Case]:
    """Yield cases of finite numbers, and those of the contract."""
    for reason, x in (*_chosen(dtype), *_generated(dtype)):
        yield true_case(function, reason, x)
    yield from contract_cases(function, _rows(dtype, [0.75, -2, 1], [-1, 0.5, 3], [2, 1.5, -4]))


@cases(IDENTITY, STEP, RELU)
def infinity_cases(function: Function, dtype: Dtype) -> Iterator[Case]:
    """Yield the case of infinities, which a function that rounds nothing maps as other numbers."""
    yield true_case(function, INFINITIES, _infinities(dtype))


@cases(SIGMOID)
def sigmoid_cases(function: Function, dtype: Dtype) -> Iterator[Case]:
    """Yield cases where sigmoid has an exact value, or its exponential is easily got wrong."""
    x = _infinities(dtype)
    yield Case(INFINITIES, named(function, x), exactly(x > 0))
    x = _rows(dtype, [0.0, -0.0])
    yield Case("sigmoid(0) is one half, exactly", named(function, x), exactly(x + 0.5))
    for reason, x in _arguments_of_exp(dtype):
        yield true_case(function, reason, x)


def _chosen(dtype: Dtype) -> Iterator[tuple[str, FloatArray]]:
    """Yield inputs that were chosen for a reason."""
    f = format_of(dtype)
    yield "zeros of both signs", _rows(dtype, [0.0, -0.0])
    yield "a single number below zero", _rows(dtype, [-0.75])
    yield "a single number above zero", _rows(dtype, [0.75])
    yield "numbers of both signs", _rows(dtype, [-7, -2, -1, -0.25, 0.25, 1, 2, 7])
    yield "every bit of the significand counts", _rows(dtype, [1 / 3, -1 / 3, 1 + 2 * f.u])
    small = [f.smallest, f.eta, 5 * f.smallest]
    yield "the smallest numbers, subnormal ones too", _rows(dtype, [*small, *(-a for a in small)])
    yield "numbers that seem as good as zero", _rows(dtype, [6e-8, -6e-8, 6e-5, -6e-5])
    yield "1000 and beyond", _rows(dtype, [1000, -1000, 20_000, -20_000, 60_000, -60_000])
    yield "the largest numbers", _rows(dtype, [f.largest, -f.largest])
    yield "a column", _rows(dtype, [-1], [0.5], [2])
    yield "many rows", on_a_grid(dtype, (129, 3), 2, 0)


def _generated(dtype: Dtype) -> Iterator[tuple[str, FloatArray]]:
    """Yield inputs of every length and kind."""
    for size in SIZES:
        yield f"a length near that of a tile: {size}", on_a_grid(dtype, (1, size), 4, size)
    for seed, kind in enumerate(sorted(ROW_KINDS)):
        yield f"numbers {kind}", rows(dtype, (2, 19), kind, seed)


def _arguments_of_exp(dtype: Dtype) -> Iterator[tuple[str, FloatArray]]:
    """Yield numbers where an exponential is easily got wrong."""
    depths = np.linspace(1, -np.log(format_of(dtype).eta) - 1, 24)
    yield "the tail: small, and not 0", -depths[None].astype(dtype)
    yield "the head: 1 less its tail", depths[None].astype(dtype)
    near = [0.001, -0.001, 0.01, -0.01, 0.1, -0.1]
    yield "near zero: 1/2 and a quarter of x", _rows(dtype, near)
    yield "between the knots of a table", (np.arange(-40, 41)[None] * 0.1003).astype(dtype)


def _infinities(dtype: Dtype) -> FloatArray:
    """Return both infinities."""
    return _rows(dtype, [-np.inf, np.inf])


def _rows(dtype: Dtype, *numbers: list[float]) -> FloatArray:
    """Return rows of numbers."""
    return np.array(numbers, dtype)
