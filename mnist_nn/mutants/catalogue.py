"""All the mutants, in the order in which they are written."""

from __future__ import annotations

from mnist_nn.mutants import (
    affine,
    exact,
    matmul,
    mlp,
    predict,
    sigmoid,
    softmax,
    softmax_arrays,
    softmax_axes,
    softmax_memory,
    softmax_results,
    softmax_sizes,
)
from mnist_nn.mutants.contract import BAD_MANNERS
from mnist_nn.mutants.mutant import Mutant, written_in
from mnist_nn.mutants.trivial import TRIVIAL

MUTANTS: tuple[Mutant, ...] = (
    *TRIVIAL,
    *written_in(softmax, softmax_results, softmax_arrays),
    *written_in(softmax_axes, softmax_sizes, softmax_memory),
    *written_in(sigmoid, exact, matmul, affine, mlp, predict),
    *BAD_MANNERS,
)
"""Every mutant."""
