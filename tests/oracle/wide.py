"""The wide arithmetics that there are on this machine, and numbers of theirs as they are."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn.oracle.evaluation import IN_FLOAT64, IN_LONGDOUBLE, longdouble_is_wide

if TYPE_CHECKING:
    from numpy.typing import NDArray

needs_longdouble = pytest.mark.skipif(
    not longdouble_is_wide(), reason="here a longdouble is no wider than float64"
)
WIDE = [
    pytest.param(IN_FLOAT64, id="float64"),
    pytest.param(IN_LONGDOUBLE, id="longdouble", marks=needs_longdouble),
]
every_wide_arithmetic = pytest.mark.parametrize("wide", WIDE)


def fractions(x: NDArray[Any]) -> list[Fraction]:
    """Return finite numbers as the rational numbers that they are."""
    significands, exponents = np.frexp(x.ravel())
    heads = significands.astype(np.float64)
    tails = (significands - heads).astype(np.float64)
    return [
        (Fraction(head) + Fraction(tail)) * Fraction(2) ** exponent
        for head, tail, exponent in zip(
            heads.tolist(), tails.tolist(), exponents.tolist(), strict=True
        )
    ]
