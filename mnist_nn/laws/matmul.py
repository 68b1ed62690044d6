"""What a correct product of matrices is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnist_nn.laws.claim import Claim, refused
from mnist_nn.laws.inputs import mismatched_matrices
from mnist_nn.laws.law import law

if TYPE_CHECKING:
    from mnist_nn.dtypes import FloatArray
    from mnist_nn.laws.law import Function


@law("matmul", mismatched_matrices)
def refuses_a_mismatch(matmul: Function, x: FloatArray, W: FloatArray) -> Claim:
    """X W is an error, never a result, where x has not as many columns as W has rows."""
    return refused(lambda: matmul(x, W))
