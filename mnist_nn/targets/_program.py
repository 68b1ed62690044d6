"""A program that answers each line with a line: started, asked under a deadline, and ended.

It leads a process group of its own, so that it ends with all that it has started itself, and a
Ctrl-C in the terminal is not meant for it. Where it gives no answer, that is a `Failure` or a
`Hang`, told as what it did: "died of SIGSEGV instead of answering". Linux and macOS have pipes that
can be waited for together, under one deadline; Windows has not.
"""

from __future__ import annotations

import os
import selectors
import shlex
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mnist_nn.specification.failure import Failure, Hang
from mnist_nn.targets._wording import shortened
from mnist_nn.targets.exit_status import ended

if TYPE_CHECKING:
    from collections.abc import Sequence

PIPE = 2**20
"""The most that a pipe holds, in bytes: what is in it now is read at once."""

LONGEST_ANSWER = 2**28
"""The most that is read without an end of line, in bytes: a program may print without end."""

KEPT = 4000
"""How much of its stderr is kept, in bytes, from the end."""

MOMENT = 1.0
"""How long a program may take to exit, in seconds, once a pipe between us is closed."""


class Program:
    r"""A running program.

    >>> program = Program(["cat"])
    >>> program.ask(b"hello\n", timeout=10)
    b'hello'
    >>> program.stop(patience=10)

    """

    def __init__(self, command: Sequence[str]) -> None:
        """Start it.

        Raises:
            OSError: it cannot be started.

        """
        self._process = _started(command)
        pipes = (self._process.stdin, self._process.stdout, self._process.stderr)
        self._stdin, self._stdout, self._stderr = (pipe for pipe in pipes if pipe is not None)
        os.set_blocking(self._stdin.fileno(), False)
        os.set_blocking(self._stderr.fileno(), False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._stdout, selectors.EVENT_READ, self._read)
        self._selector.register(self._stderr, selectors.EVENT_READ, self._read_stderr)
        self._unsent = memoryview(b"")
        self._printed = bytearray()
        self._answered = False
        self._said = b""

    def ask(self, line: bytes, timeout: float) -> bytes:
        """Send it a line, and return the next line that it has printed or prints, without its end.

        Raises:
            Failure: it ends, or prints without end.
            Hang: it has not answered after `timeout` seconds.

        """
        deadline = time.monotonic() + timeout
        self._unsent = memoryview(line)
        self._selector.register(self._stdin, selectors.EVENT_WRITE, self._write)
        while self._unsent or not self._answered:
            if (remaining := deadline - time.monotonic()) <= 0:
                raise self._late(timeout)
            self._wait(remaining)
        return self._next_line()

    def unasked(self) -> bytes | None:
        """Return a line that it has printed after its answer, or None if there is none yet."""
        with suppress(Failure):  # it has ended, which only matters when it is asked again
            self._wait(0)
            deadline = time.monotonic() + MOMENT
            while self._printed and not self._answered and time.monotonic() < deadline:
                self._wait(MOMENT)
        return self._next_line() if self._printed else None

    def stderr(self) -> str:
        """Return the end of what it has written to stderr since this was last called."""
        with suppress(BlockingIOError):
            self._said += os.read(self._stderr.fileno(), PIPE)
        text = self._said[-KEPT:].decode(errors="replace").strip()
        shown = text if len(self._said) <= KEPT else f"...{text}"
        self._said = b""
        return shown

    def stop(self, patience: float = 0) -> None:
        """Close its stdin, give it `patience` seconds to exit, and kill it and what it started."""
        self._selector.close()
        self._stdin.close()
        try:
            self._exited(patience)
        finally:
            # On macOS it is not permitted to kill those that have ended already.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._stdout.close()
            self._stderr.close()

    def _next_line(self) -> bytes:
        """Take the first line from what it has printed, and leave the rest."""
        line, _, rest = bytes(self._printed).partition(b"\n")
        self._printed, self._answered = bytearray(rest), b"\n" in rest
        return line

    def _wait(self, seconds: float) -> None:
        """Wait until something can be written or read, and do so."""
        for key, _ in self._selector.select(seconds):
            key.data()

    def _write(self) -> None:
        """Write as much as the pipe takes; a program that reads no more may still have answered."""
        try:
            self._unsent = self._unsent[os.write(self._stdin.fileno(), self._unsent) :]
        except BrokenPipeError:
            self._unsent = memoryview(b"")
        if not self._unsent:
            self._selector.unregister(self._stdin)

    def _read(self) -> None:
        """Read what it has printed."""
        chunk = os.read(self._stdout.fileno(), PIPE)
        if not chunk:
            self._exited(MOMENT)
            raise Failure(self._end())
        self._printed += chunk
        self._answered = self._answered or b"\n" in chunk
        if len(self._printed) > LONGEST_ANSWER:
            raise Failure(f"printed {shortened(bytes(self._printed))}, and goes on and on")

    def _read_stderr(self) -> None:
        """Read what it has written to stderr, and forget all but the end of it."""
        chunk = os.read(self._stderr.fileno(), PIPE)
        self._said = (self._said + chunk)[-KEPT - 1 :]
        if not chunk:
            self._selector.unregister(self._stderr)

    def _exited(self, patience: float) -> bool:
        """Return whether it exits within so many seconds."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(patience)
        return self._process.returncode is not None

    def _late(self, timeout: float) -> Failure | Hang:
        """Return what to raise when it has not answered in time."""
        if self._exited(0):  # and left its pipes to something that it has started
            return Failure(self._end())
        within = f"within {timeout:g} seconds; does it flush its output after each line?"
        if self._printed:
            return Hang(f"printed {shortened(bytes(self._printed))} and no end of line {within}")
        return Hang(f"did not answer {within}")

    def _end(self) -> str:
        """Return how it ended."""
        how = ended(self._process.returncode)
        if self._printed:
            return f"{how} after printing only {shortened(bytes(self._printed))}"
        return f"{how} instead of answering"


def _started(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a command, with pipes to and from it."""
    try:
        return subprocess.Popen(  # noqa: S603 - to run what was named is the purpose
            command,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        here = Path(command[0]).name == command[0] and Path(command[0]).exists()
        hint = f"; did you mean ./{command[0]}?" if here else ""
        raise OSError(f"cannot start {shlex.join(command)}: {error.strerror}{hint}") from None
