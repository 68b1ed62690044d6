"""What a correct sigmoid is: sigmoid(x) = 1 / (1 + exp(-x)), number by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mnist_nn import functions
from mnist_nn.formats import format_of
from mnist_nn.oracle.declared import required_of
from mnist_nn.specification.claim import Claim, at_most, between, within
from mnist_nn.specification.function import Function
from mnist_nn.specification.inputs.no_rows import no_scores
from mnist_nn.specification.inputs.numbers import (
    ascending_numbers,
    infinities,
    negative_numbers,
    numbers,
    zeros,
)
from mnist_nn.specification.inputs.wide_numbers import many_numbers
from mnist_nn.specification.law import Level, law
from mnist_nn.specification.truth import error_at_one, true_sigmoid

if TYPE_CHECKING:
    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.function import Implemented


SIGMOID = Function(
    "sigmoid",
    formula="sigmoid(x) = 1 / (1 + exp(-x)).",
    truth=true_sigmoid,
    reference=functions.sigmoid,
    wide=many_numbers,
    no_rows=no_scores,
    limits=(0, 1),
    law_names={"lies_between_its_limits": "lies_between_0_and_1"},
)


@law(SIGMOID, zeros)
def is_one_half_at_zero(sigmoid: Implemented, x: FloatArray) -> Claim:
    """sigmoid(0) = sigmoid(-0) = 1/2, exactly."""
    return within(sigmoid(x), 0.5, error_at_one(true_sigmoid, x))


@law(SIGMOID, numbers)
def is_symmetric(sigmoid: Implemented, x: FloatArray) -> Claim:
    """sigmoid(-x) = 1 - sigmoid(x)."""
    mirrored = 1 - sigmoid(x).astype(np.float64)
    # The law's own subtraction, of numbers up to 1, is rounded once.
    return within(
        sigmoid(-x), mirrored, true_sigmoid(x).allowed + true_sigmoid(-x).allowed + 2.0**-53
    )


@law(SIGMOID, ascending_numbers)
def never_falls(sigmoid: Implemented, x: FloatArray) -> Claim:
    """x <= z implies sigmoid(x) <= sigmoid(z)."""
    y, allowed = sigmoid(x), true_sigmoid(x).allowed
    return at_most(y[:-1], y[1:], allowed[:-1] + allowed[1:])


@law(SIGMOID, ascending_numbers, level=Level.ADVISORY)
def never_falls_exactly(sigmoid: Implemented, x: FloatArray) -> Claim:
    """x <= z implies sigmoid(x) <= sigmoid(z), with no rounding error allowed."""
    y = sigmoid(x)
    return at_most(y[:-1], y[1:], 0)


@law(SIGMOID, negative_numbers)
def keeps_its_tail(sigmoid: Implemented, x: FloatArray) -> Claim:
    """sigmoid(x) > 0 where it is a normal number: sigmoid(-20) is 2e-9, not 0."""
    absolute = required_of(x.dtype).tail == "absolute"
    allowed = true_sigmoid(x).allowed if absolute else 0
    return between(format_of(x.dtype).smallest, sigmoid(x), 1, allowed)


@law(SIGMOID, infinities)
def reaches_its_limits(sigmoid: Implemented, x: FloatArray) -> Claim:
    """sigmoid(-inf) = 0 and sigmoid(inf) = 1, exactly."""
    return within(sigmoid(x), np.where(x > 0, 1.0, 0.0), 0)
