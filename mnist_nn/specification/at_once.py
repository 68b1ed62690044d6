"""Calls from several threads at the same time."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from threading import Barrier, Thread
from typing import TYPE_CHECKING, Any

from mnist_nn.specification.failure import Hang

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

TIMES = 3
"""How often each thread calls at least."""

MOST = 20
"""How often a thread calls at most while it waits for the others."""

PATIENCE = 60.0
"""How long all threads may take together, in seconds."""

_OFTEN = 1e-4
"""After how many seconds the interpreter lets another thread run: it is 0.005 otherwise."""


def at_once(calls: Sequence[Callable[[], Any]]) -> list[list[Any]]:
    """Return what each of some calls gives, each made again and again in a thread of its own.

    The threads start together, and each goes on until all have called three times: short calls
    would otherwise be over before another thread has begun.

    Raises:
        Hang: they have not ended after a minute; they are left to themselves.
        BaseException: whatever the first call raised that raised anything.

    """
    start = Barrier(len(calls))
    callers = [_Caller(call, start) for call in calls]
    threads = [Thread(target=c.run, args=(callers,), daemon=True) for c in callers]
    with _switching_often():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
    if any(thread.is_alive() for thread in threads):
        raise Hang(f"no answer within {PATIENCE:g} s to {len(calls)} threads at once")
    for caller in callers:
        if caller.error:
            raise caller.error
    return [caller.answers for caller in callers]


class _Caller:
    """What one thread calls, and what it was answered."""

    def __init__(self, call: Callable[[], Any], start: Barrier) -> None:
        self._call, self._start = call, start
        self.answers: list[Any] = []
        self.error: BaseException | None = None

    @property
    def is_done(self) -> bool:
        """Whether nobody need wait for it."""
        return len(self.answers) >= TIMES or self.error is not None

    def run(self, callers: Sequence[_Caller]) -> None:
        """Call until all of the callers are done."""
        self._start.wait()
        try:
            while not all(c.is_done for c in callers) and len(self.answers) < MOST:
                self.answers.append(self._call())
        except BaseException as error:  # noqa: BLE001 - it is raised where the threads were started
            self.error = error


@contextmanager
def _switching_often() -> Iterator[None]:
    """Let threads take turns as often as can be."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_OFTEN)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
