"""How far a run has come, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Item = TypeVar("Item")


def shown(items: Sequence[Item], console: Console | None = None) -> Iterator[Item]:
    """Yield the items, and show on the standard error which one is at work, if that is a screen.

    The line is gone when the work is done; nothing is written to a file or a pipe.
    """
    console = console or Console(stderr=True)
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[at]}"),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        task = progress.add_task("", total=len(items), at="")
        for item in items:
            progress.update(task, at=str(item))
            yield item
            progress.advance(task)
