"""All the mutants: those that every function has, and those that are written for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnist_nn.mutants import (
    affine,
    affine_tiles,
    exact,
    exact_sizes,
    matmul,
    matmul_tiles,
    mlp,
    mlp_sizes,
    predict,
    predict_batches,
    sigmoid,
    sigmoid_windows,
    softmax,
    softmax_arrays,
    softmax_axes,
    softmax_maxima,
    softmax_memory,
    softmax_results,
    softmax_sizes,
    softmax_tiles,
    softmax_wide,
    unsteady,
)
from mnist_nn.mutants.contract import contract_mutants, mutants_by
from mnist_nn.mutants.mutant import Mutant, written_in
from mnist_nn.mutants.sizes import size_mutants
from mnist_nn.mutants.trivial import trivial_mutants
from mnist_nn.specification.catalogue import SPECIFICATION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnist_nn.specification.function import Function


def derived_mutants(function: Function) -> Iterator[Mutant]:
    """Yield the mutants that follow from the record of a function."""
    yield from trivial_mutants(function)
    yield from contract_mutants(function)
    yield from size_mutants(function)


MUTANTS: tuple[Mutant, ...] = (
    *(m for function in SPECIFICATION.functions.values() for m in derived_mutants(function)),
    *written_in(softmax, softmax_results, softmax_arrays),
    *written_in(softmax_axes, softmax_sizes, softmax_memory),
    *written_in(softmax_tiles, softmax_maxima, softmax_wide),
    *written_in(sigmoid, exact, matmul, affine, mlp, predict),
    *written_in(sigmoid_windows, exact_sizes, matmul_tiles, affine_tiles),
    *written_in(mlp_sizes, predict_batches),
)
"""Every mutant: each is refuted by a required law."""

UNSTEADY: tuple[Mutant, ...] = tuple(
    mutant
    for function in SPECIFICATION.functions.values()
    for mutant in mutants_by(unsteady.BREACHES, function)
)
"""Code that is right when it is asked once, and alone: advisory laws refute it."""
