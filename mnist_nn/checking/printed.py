"""What a target prints, while it is loaded or called, is kept apart from what is said of it.

It may be written by Python or by a library in C, here or in other processes: so it is the numbers 1
and 2 of open files that lead elsewhere meanwhile, and not only `sys.stdout` and `sys.stderr`.
"""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 2**20
"""How much is kept, in bytes, from the beginning: a target may print whenever it is called."""

_STDOUT, _STDERR = 1, 2


@dataclass(frozen=True)
class Printed:
    """What a target prints.

    Attributes:
        file: where it is kept, or None where it goes to the standard error, as it comes.

    """

    file: Path | None

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Keep what is printed in this process until the end, and no more of it than that."""
        with _to(self.file) if self.file else _to_stderr():
            yield
        self.cut()

    def cut(self) -> None:
        """Forget what is too much."""
        if self.file and self.file.stat().st_size > MOST:
            os.truncate(self.file, MOST)

    @property
    def text(self) -> str:
        """What was kept so far."""
        return self.file.read_text(encoding="utf-8", errors="replace") if self.file else ""


@contextmanager
def kept(*, passed_on: bool) -> Iterator[Printed]:
    """Have a file for what is printed, if it is not to be passed on to the standard error."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "printed"
        file.touch()
        yield Printed(None if passed_on else file)


def keep_all(file: Path) -> None:
    """Keep whatever this process prints from now on at the end of a file."""
    to = os.open(file, os.O_WRONLY | os.O_APPEND)
    for number in (_STDOUT, _STDERR):
        os.dup2(to, number)
    os.close(to)


@contextmanager
def apart() -> Iterator[TextIO]:
    """Have the standard error of now, for our own words, wherever it leads meanwhile."""
    try:
        number = os.dup(sys.stderr.fileno())
    except OSError:  # it is an object of Python alone, which stays what it is
        yield sys.stderr
    else:
        with os.fdopen(
            number, "w", encoding=sys.stderr.encoding, errors="backslashreplace"
        ) as stream:
            yield stream


@contextmanager
def _to(file: Path) -> Iterator[None]:
    """Let everything lead to the end of a file.

    What replaces `sys.stdout` leads wherever number 1 leads: a target may keep it.
    """
    _flush()
    with ExitStack() as until:
        to = os.open(file, os.O_WRONLY | os.O_APPEND)
        until.callback(os.close, to)
        until.enter_context(_diverted(_STDOUT, to))
        until.enter_context(_diverted(_STDERR, to))
        until.enter_context(redirect_stdout(_stream(_STDOUT)))
        until.enter_context(redirect_stderr(_stream(_STDERR)))
        until.callback(_flush)
        yield


@contextmanager
def _to_stderr() -> Iterator[None]:
    """Let what is meant for the standard output lead to the standard error."""
    _flush()
    with _diverted(_STDOUT, _STDERR), redirect_stdout(sys.stderr):
        try:
            yield
        finally:
            _flush()


@contextmanager
def _diverted(number: int, to: int) -> Iterator[None]:
    """Let a number of an open file lead to another one."""
    before = os.dup(number)
    os.dup2(to, number)
    try:
        yield
    finally:
        os.dup2(before, number)
        os.close(before)


def _stream(number: int, *, closed: bool = False) -> TextIO:
    """Return a stream to whatever a number leads to, which is closed with it or not."""
    return os.fdopen(number, "w", buffering=1, errors="backslashreplace", closefd=closed)


def _flush() -> None:
    """Write what waits to be written, in Python and in C."""
    sys.stdout.flush()
    sys.stderr.flush()
    with suppress(OSError, TypeError, AttributeError):  # on Windows, C is found elsewhere
        ctypes.CDLL(None).fflush(None)
