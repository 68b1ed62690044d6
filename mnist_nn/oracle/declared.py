"""The arithmetic by which results are judged: a declared one, or else the strict one."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import TYPE_CHECKING

from mnist_nn.formats import FORMATS, format_of
from mnist_nn.oracle.arithmetic import arithmetic_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import DTypeLike

    from mnist_nn.oracle.arithmetic import Arithmetic

IN_THEIR_OWN_FORMAT = tuple(name for name in FORMATS if arithmetic_of(name).storing == 0)
"""The formats whose results are computed in themselves: of others, storing hides a lost digit."""

OF_A_TREE = 128
"""How many terms a tree adds one by one: as many as NumPy does before it adds in pairs.

Libraries for products add some hundred terms one by one, and are seldom as far off as if they added
in pairs what 128 of them come to.
"""

_declared: ContextVar[tuple[Arithmetic, ...]] = ContextVar("declared", default=())


def declared() -> tuple[Arithmetic, ...]:
    """Return the arithmetics that are declared now, one at most for each format of results."""
    return _declared.get()


def required_of(dtype: DTypeLike) -> Arithmetic:
    """Return the arithmetic by which results of `dtype` are judged.

    Raises:
        ValueError: no arithmetic is specified for that dtype.

    >>> required_of("float32") == arithmetic_of("float32")
    True

    """
    storage = format_of(dtype)
    return next((each for each in declared() if each.storage == storage), arithmetic_of(dtype))


def summed_as_a_tree(dtype: DTypeLike, terms: int) -> Arithmetic:
    """Return that arithmetic, but that so many terms are summed in blocks, and these in pairs.

    A running maximum is that of a block, and rescales what was summed before once in each of the
    rounds in which pairs are added.

    Raises:
        ValueError: no arithmetic is specified for that dtype.

    >>> summed_as_a_tree("float32", 10_000).additions(10_000)
    134

    """
    required = required_of(dtype)
    blocks = max(1, -(-terms // OF_A_TREE))
    rounds = (blocks - 1).bit_length()
    return replace(
        required,
        blocks=min(required.blocks, OF_A_TREE),
        rescalings=min(required.rescalings, rounds),
    )


@contextmanager
def declaring(*arithmetics: Arithmetic) -> Iterator[None]:
    """Judge results by these arithmetics meanwhile, each for the format in which it stores them."""
    token = _declared.set(arithmetics)
    try:
        yield
    finally:
        _declared.reset(token)
