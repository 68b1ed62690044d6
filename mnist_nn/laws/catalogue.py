"""All the laws, in the order in which they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnist_nn.laws import (
    affine,
    exact,
    matmul,
    mlp,
    predict,
    sigmoid,
    softmax,
    softmax_arrays,
    softmax_order,
)
from mnist_nn.laws.law import Law
from mnist_nn.laws.manners import manners
from mnist_nn.laws.truths import (
    true_identity,
    true_relu,
    true_sigmoid,
    true_softmax,
    true_step,
)

if TYPE_CHECKING:
    from types import ModuleType


def _written_in(*modules: ModuleType) -> list[Law]:
    """Return the laws of some files."""
    return [value for m in modules for value in vars(m).values() if isinstance(value, Law)]


CATALOGUE: tuple[Law, ...] = (
    *_written_in(softmax, softmax_order, softmax_arrays),
    *manners("softmax", true_softmax),
    *_written_in(sigmoid),
    *manners("sigmoid", true_sigmoid),
    *_written_in(exact),
    *manners("identity", true_identity),
    *manners("step", true_step),
    *manners("relu", true_relu),
    *_written_in(matmul, affine, mlp, predict),
)
"""Every law."""


def law_named(name: str) -> Law:
    """Return the law of a name such as `softmax.sums_to_one`.

    Raises:
        KeyError: there is no such law.

    """
    return {str(law): law for law in CATALOGUE}[name]
