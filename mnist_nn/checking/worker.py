"""A worker: a process of its own, of which a crash is the end, and not of those that go on."""

from __future__ import annotations

from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from typing import TYPE_CHECKING

from mnist_nn.checking.work import PATIENCE, TIMES, begin, do, unheard
from mnist_nn.targets.exit_status import ended

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.process import BaseProcess
    from pathlib import Path

    from mnist_nn.checking.plan import Plan
    from mnist_nn.checking.task import Result, Task


class Worker:
    """A process that does one task after the other, and is started anew when it has died.

    It is one pool of one process: of a pool of several, all would be ended by the death of one, and
    nobody could tell which task it was. The process is spawned, not forked: the target may have
    started threads here, or a device, which a fork would have half of. It has the environment of
    this process, and so its number of threads for products: one, unless somebody wanted more. What
    is printed there is kept in a file, if one is given.
    """

    def __init__(self, plan: Plan, printed: Path | None = None) -> None:
        self._plan, self._printed = plan, printed
        self._pool: ProcessPoolExecutor | None = None
        self._process: BaseProcess | None = None

    def submit(self, task: Task) -> Future[Result]:
        """Begin a task."""
        pool = self._pool or self._started()
        try:
            return pool.submit(do, self._plan, task)
        except BrokenProcessPool as broken:  # after the last task: something of it went on
            future: Future[Result] = Future()
            future.set_exception(broken)
            return future

    def death(self, error: BaseException) -> str | None:
        """Return how the process died, if that is why a task ended with an error."""
        if not isinstance(error, BrokenProcessPool) or not self._pool or not self._process:
            return None
        self._pool.shutdown()
        self._pool = None
        return ended(self._process.exitcode)

    def check(self) -> None:
        """Expect a result, however long it takes: of a death it would have been told."""

    def interrupt(self) -> None:
        """End what is at work, and begin nothing more."""
        if self._pool and self._process:
            self._process.terminate()
            self._pool.shutdown(wait=False, cancel_futures=True)

    def end(self) -> None:
        """End the process, if need be by force, once it was interrupted."""
        if self._pool and self._process:
            for _ in range(TIMES):
                self._process.join(PATIENCE)
                self._process.terminate()
            self._process.kill()
            self._pool.shutdown()

    def _started(self) -> ProcessPoolExecutor:
        """Start a process."""
        others = set(active_children())
        self._pool = ProcessPoolExecutor(
            1, get_context("spawn"), initializer=begin, initargs=(self._printed,)
        )
        with unheard():
            self._pool.submit(int)  # which starts it
        (self._process,) = set(active_children()) - others
        return self._pool


@contextmanager
def workers(plan: Plan, number: int, printed: Path | None = None) -> Iterator[list[Worker]]:
    """Have so many workers on this machine, and end them all, whatever happens."""
    all_of_them = [Worker(plan, printed) for _ in range(number)]
    try:
        yield all_of_them
    finally:
        for worker in all_of_them:
            worker.interrupt()
        for worker in all_of_them:
            worker.end()
