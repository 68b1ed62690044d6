"""Numbers in words: of things, of ulp, of a share."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mnist_nn.checking.survey.survey import Seen


def many(number: int, noun: str) -> str:
    """Return a number of things.

    >>> many(1, "law"), many(1_200, "law"), many(0, "law")
    ('1 law', '1,200 laws', '0 laws')

    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def in_ulp(error: float) -> str:
    """Return an error in words.

    >>> in_ulp(0.0), in_ulp(1.478), in_ulp(123456.0), in_ulp(math.inf)
    ('0 ulp', '1.48 ulp', '1.23e5 ulp', 'NaN or infinity')

    """
    return f"{digits(error)} ulp" if math.isfinite(error) else "NaN or infinity"


def digits(value: float) -> str:
    """Return a number with three digits.

    >>> digits(1024.0), digits(0.0001234), digits(math.inf)
    ('1,024', '0.000123', 'NaN/inf')

    """
    if 100 <= value < 100_000:
        return f"{value:,.0f}"
    return _plain(f"{value:.3g}") if math.isfinite(value) else "NaN/inf"


def share(value: float) -> str:
    """Return a share, with two digits.

    >>> share(0.04567), share(4.6e6), share(math.inf)
    ('0.046', '4.6e6', 'inf')

    """
    return _plain(f"{value:.2g}") if math.isfinite(value) else "inf"


def _plain(number: str) -> str:
    """Return a number with its exponent as short as it can be."""
    return number.replace("e+0", "e").replace("e+", "e").replace("e-0", "e-")


def told(seen: Seen) -> str:
    """Return a result in words: how far it was off, where, and how far it might be."""
    return f"{in_ulp(seen.error)} at {seen.at}, where {in_ulp(seen.allowed)} are allowed"
