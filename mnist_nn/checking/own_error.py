"""An error of mnist_nn itself: the fault of no call, no file and nothing that is verified."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TRACEBACK = "MNIST_NN_TRACEBACK"
"""The environment variable with which the command shows the traceback of such an error."""


class OwnError(Exception):
    """Something failed that only mnist_nn can be blamed for: its cause says what."""


@contextmanager
def ours() -> Iterator[None]:
    """Take every error for one of our own, even such as a wrong call would be told with.

    Raises:
        OwnError: there was one, which is its cause.

    """
    try:
        yield
    except Exception as error:
        raise OwnError(told(error)) from error


def told(error: BaseException) -> str:
    """Return what went wrong, in one line, and what to do.

    >>> print(told(KeyError("softmax")))
    an error of mnist_nn itself, KeyError: 'softmax'; MNIST_NN_TRACEBACK=1 shows where: report it

    """
    what = f"{type(error).__name__}: {error}".partition("\n")[0]
    return f"an error of mnist_nn itself, {what}; {TRACEBACK}=1 shows where: report it"
