"""Floating-point numbers in base 16, as C and Python read them without losing a bit."""

from __future__ import annotations


def to_hex(number: float) -> str:
    """Return a number as C's strtod and Python's float.fromhex read it.

    >>> [to_hex(x) for x in (3.0, -0.1, 0.0, float("nan"), float("-inf"))]
    ['0x1.8p+1', '-0x1.999999999999ap-4', '0x0p+0', 'nan', '-inf']

    """
    digits, p, exponent = float(number).hex().partition("p")
    return f"{digits.rstrip('0').rstrip('.')}{p}{exponent}" if p else digits
