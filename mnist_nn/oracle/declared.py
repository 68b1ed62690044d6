"""The arithmetic by which results are judged: a declared one, or else the strict one."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from mnist_nn.formats import format_of
from mnist_nn.oracle.arithmetic import arithmetic_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import DTypeLike

    from mnist_nn.oracle.arithmetic import Arithmetic

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


@contextmanager
def declaring(*arithmetics: Arithmetic) -> Iterator[None]:
    """Judge results by these arithmetics meanwhile, each for the format in which it stores them."""
    token = _declared.set(arithmetics)
    try:
        yield
    finally:
        _declared.reset(token)
