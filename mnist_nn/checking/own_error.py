"""An error of mnist_nn itself: the fault of no call, no file and nothing that is verified."""

from __future__ import annotations

import traceback
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TRACEBACK = "MNIST_NN_TRACEBACK"
"""The environment variable with which the command shows the traceback of such an error."""


@dataclass(frozen=True)
class Fault:
    """An error of our own in words, which go from one process to another, as errors may not.

    Attributes:
        line: what went wrong, in one line, and what to do.
        traceback: where, in many.

    """

    line: str
    traceback: str


class OwnError(Exception):
    """Something failed that only mnist_nn can be blamed for.

    Attributes:
        fault: what it was.

    """

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@contextmanager
def ours() -> Iterator[None]:
    """Take every error for one of our own, even such as a wrong call would be told with.

    Raises:
        OwnError: there was one.

    """
    try:
        yield
    except Exception as error:
        raise OwnError(fault(error)) from error


def fault(error: BaseException) -> Fault:
    """Return an error of our own in words.

    >>> print(fault(KeyError("softmax")).line)
    an error of mnist_nn itself, KeyError: 'softmax'; MNIST_NN_TRACEBACK=1 shows where: report it

    """
    what = f"{type(error).__name__}: {error}".partition("\n")[0]
    line = f"an error of mnist_nn itself, {what}; {TRACEBACK}=1 shows where: report it"
    return Fault(line, "".join(traceback.format_exception(error)))
