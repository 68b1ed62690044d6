"""How far a run has come, on a terminal.

A line on the standard error shows it, if that is a screen: nothing is written to a file or a pipe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")


def shown(items: Sequence[Item], console: Console | None = None) -> Iterator[Item]:
    """Yield the items, and show which one is at work; the line is gone when all are done."""
    progress = _progress(console)
    task = progress.add_task("", total=len(items), at="")
    with progress:
        for item in items:
            progress.update(task, at=str(item))
            yield item
            progress.advance(task)


def results(
    work: Callable[[Item], Result], items: Sequence[Item], console: Console | None = None
) -> Iterator[Result]:
    """Yield what becomes of each item, and show which one is at work meanwhile.

    The line is gone whenever there is a result, so that this can be printed.
    """
    progress = _progress(console)
    task = progress.add_task("", total=len(items), at="")
    for item in items:
        progress.update(task, at=str(item))
        with progress:
            result = work(item)
            progress.advance(task)
        yield result


def _progress(console: Console | None) -> Progress:
    """Return the line, which is not there yet."""
    console = console or Console(stderr=True)
    return Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[at]}"),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
