"""What is told while a run goes on: a failure when it is found, and that it will take long.

Of failures for the same reason, the first is told.

A line of each goes to the standard error, where the log of a CI system shows it at once. The whole
story follows in the report.
"""

from __future__ import annotations

from contextlib import contextmanager
from threading import Timer
from time import monotonic
from typing import TYPE_CHECKING

from rich.console import Console

from mnist_nn.checking.judgement import Judgement
from mnist_nn.checking.parts import has_held
from mnist_nn.checking.printed import apart
from mnist_nn.checking.verdict import Status
from mnist_nn.report.causes import reason
from mnist_nn.report.pace import Pace, PaceOfParts
from mnist_nn.report.progress import bar

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from mnist_nn.checking.task import Result, Task
    from mnist_nn.checking.verdict import Verdict
    from mnist_nn.report.progress import Bar
    from mnist_nn.report.unfinished import Unfinished

SOON = 30.0
"""After how many seconds it is told that a run will take long."""


class News:
    """What is told of a run while it goes on, above a bar that shows how far it is."""

    def __init__(self, line: Bar, unfinished: Unfinished, jobs: int) -> None:
        session = unfinished.session
        self._line, self._unfinished, self._failed = line, unfinished, set[str]()
        whole = [task for task in session.tasks if task.check and task.part is None]
        self._checks = len({task.check for task in session.tasks if task.check})
        self._pace = Pace(len(whole), session.plan.examples, jobs)
        self._start = monotonic()
        self._parts = PaceOfParts(sum(task.part is not None for task in session.tasks), jobs)
        self._reasons: set[Hashable] = set()

    def started(self, task: Task) -> None:
        """Show what is at work."""
        if task.part is not None:
            self._parts.started()
        self._line.started(task)

    def ended(self, task: Task, result: Result) -> None:
        """Keep a result, and tell of it if it is a failure."""
        self._unfinished.add(task, result)
        if isinstance(result, Judgement) and _is_failure(result.verdict):
            self._failed.add(task.check)
            if self._is_news(result.verdict) and self._is_more_to_come():
                self._line.tell(str(result.verdict.message).partition("\n")[0])
        if task.part is not None and has_held(result) and (told := self._parts.ended()):
            self._line.tell(f"{task.check}: {told}")
        self._line.done(f"{len(self._failed)} refuted" if self._failed else "")

    def warn(self) -> None:
        """Tell that it will take long, if it will."""
        judged = len(self._unfinished.judgements)
        if warning := self._pace.warning(judged, monotonic() - self._start):
            self._line.tell(warning)

    def _is_news(self, failure: Verdict) -> bool:
        """Return whether it is the first that is seen of its reason."""
        why, known = reason(failure), len(self._reasons)
        self._reasons.add(why)
        return len(self._reasons) > known

    def _is_more_to_come(self) -> bool:
        """Return whether the report, which tells all, has to wait for other checks."""
        return len(self._unfinished.judgements) < self._checks


@contextmanager
def told(unfinished: Unfinished, jobs: int, *, quiet: bool = False) -> Iterator[News]:
    """Tell of a run while it goes on, unless it is to be quiet."""
    with (
        apart() as stderr,
        bar(len(unfinished.session.tasks), Console(file=stderr, quiet=quiet)) as line,
    ):
        news = News(line, unfinished, jobs)
        timer = Timer(SOON, news.warn)
        timer.daemon = True
        timer.start()
        try:
            yield news
        finally:
            timer.cancel()


def _is_failure(verdict: Verdict) -> bool:
    """Return whether the function under test is to blame for a verdict for which the run fails."""
    return verdict.fails and verdict.status != Status.INCONCLUSIVE
