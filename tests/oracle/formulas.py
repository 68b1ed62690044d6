"""Helpers of the formulas that are written a second time, number by number, at forty digits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from mpmath import inf, isinf, log1p, mpf

from mnist_nn.formats import Format
from mnist_nn.oracle.arithmetic import CERTIFIABLE, Arithmetic
from mnist_nn.oracle.arithmetics import named_arithmetic

if TYPE_CHECKING:
    from collections.abc import Iterable

_POOR = Format(u=2.0**-8, eta=2.0**-10)
_NAMED = {
    "tensor-core": "float32",
    "float16-accumulate": "float16",
    "tree": "float64",
    "flash": "float32",
    "flash-unfused": "bfloat16",
    "tanh-sigmoid": "float32",
}
ALL = {
    **CERTIFIABLE,
    **{name: named_arithmetic(name, dtype) for name, dtype in _NAMED.items()},
    "a poor one": Arithmetic(_POOR, _POOR, quotient=5),
    "a poor one of subnormal numbers": Arithmetic(_POOR, _POOR, gradual=True),
}
"""Strict ones, weaker ones, and one in which each part of a formula is large enough to count."""

_AS_OTHERS = {"float64", "TF32", "bfloat16", "tree"}
"""In these a formula takes no other way than in those that are left."""

every_arithmetic = pytest.mark.parametrize(
    "arithmetic",
    [
        pytest.param(it, id=name, marks=[pytest.mark.slow] if name in _AS_OTHERS else [])
        for name, it in ALL.items()
    ],
)


def w(d: Any) -> Any:
    """Return the greatest change of a logarithm by one relative error of at most d, or infinity."""
    return -log1p(-mpf(d)) if d < 1 else inf


def lost(arithmetic: Arithmetic, f: Format) -> Any:
    """Return how far off a number is below the normal ones: eta, or some steps of 2 u eta."""
    steps = max(arithmetic.k, arithmetic.quotient / 2)
    return mpf(f.eta) * (2 * f.u * steps if arithmetic.gradual else 1)


def numbers(x: Any) -> list[Any]:
    """Return the numbers of an array, as exact as they are."""
    return [mpf(float(v)) for v in np.ravel(x)]


def dot(x: Iterable[Any], y: Iterable[Any]) -> Any:
    """Return the sum of the products."""
    return sum((a * b for a, b in zip(x, y, strict=True)), mpf(0))


def is_rounded_outwards(bound: Any, formula: Any, terms: int = 0) -> bool:
    """Return whether a bound is at least its formula, and greater by no more than 2**-39.

    That is `OUTWARD` twice; a sum of n terms may be widened by 2 n roundings of 2**-53 more.
    """
    widest = formula * (1 + mpf(2) ** -39 + terms * mpf(2) ** -51)
    return bool(formula <= mpf(float(bound)) <= widest)


def is_rounded(number: Any, formula: Any) -> bool:
    """Return whether a number is its formula, up to some roundings of 2**-53.

    A factor of `OUTWARD` more or less is four times as much.
    """
    if isinf(formula):
        return bool(number == formula)
    return bool(abs(mpf(float(number)) - formula) <= abs(formula) * mpf(2) ** -42)
