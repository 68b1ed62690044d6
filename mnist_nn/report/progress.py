"""How far a run has come, on a terminal.

A line on the standard error shows it, if that is a screen: nothing is written to a file or a pipe.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")


class Bar:
    """The line while it is there: how much is done, what was found, what was started last."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=total, at="", found="")

    def started(self, item: object) -> None:
        """Show what is at work."""
        self._progress.update(self._task, at=str(item))

    def done(self, found: str = "") -> None:
        """Show that one more is done, and what was found so far."""
        self._progress.update(self._task, advance=1, found=found)

    def tell(self, line: str) -> None:
        """Print a line above it; to a file or a pipe, that is the only one."""
        self._progress.console.out(line, highlight=False)


@contextmanager
def bar(total: int, console: Console | None = None) -> Iterator[Bar]:
    """Show how many of so many are done; the line is gone in the end."""
    progress = _progress(console)
    with progress:
        yield Bar(progress, total)


def results(
    work: Callable[[Item], Result], items: Sequence[Item], console: Console | None = None
) -> Iterator[Result]:
    """Yield what becomes of each item, and show which one is at work meanwhile.

    The line is gone whenever there is a result, so that this can be printed.
    """
    progress = _progress(console)
    line = Bar(progress, len(items))
    for item in items:
        line.started(item)
        with progress:
            result = work(item)
            line.done()
        yield result


def _progress(console: Console | None) -> Progress:
    """Return the line, which is not there yet."""
    console = console or Console(stderr=True)
    return Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[found]}"),
        TextColumn("{task.fields[at]}"),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
