"""The global generators of random numbers, as a function under test sees them while a law is tried.

Hypothesis seeds `random` and `numpy.random` before each example: whatever a function draws from
them would be the same every time, and what it gets wrong now and then would be never or always.
"""

from __future__ import annotations

import random
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
from numpy.random import mtrand

if TYPE_CHECKING:
    from collections.abc import Iterator


class Stream:
    """Random numbers that go on from one example to the next; the same seed gives the same ones."""

    def __init__(self, seed: str) -> None:
        own = random.Random(seed)  # noqa: S311 - it keeps no secret
        self._numpy = np.random.MT19937(own.getrandbits(64))
        self._python = own.getstate()

    @contextmanager
    def flowing(self) -> Iterator[None]:
        """Let `random` and `numpy.random` draw from this stream, and then from what they had."""
        python, numpy = random.getstate(), mtrand.get_bit_generator()
        random.setstate(self._python)
        mtrand.set_bit_generator(self._numpy)  # its state alone would take 30 times as long
        try:
            yield
        finally:
            self._python = random.getstate()
            random.setstate(python)
            mtrand.set_bit_generator(numpy)
