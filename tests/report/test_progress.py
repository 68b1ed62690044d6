"""Progress is shown on a screen, and nowhere else."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from mnist_nn.report.progress import results, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

THINGS = ["one", "two", "three"]
CLEARED = "\x1b[2K"


def console(file: StringIO, *, terminal: bool) -> Console:
    """Return a screen, or what is none, that writes to a file."""
    return Console(file=file, force_terminal=terminal, width=100)


def worked(screen: Console) -> Iterable[str]:
    """Return what becomes of three things."""
    return results(str.upper, THINGS, screen)


WAYS = pytest.mark.parametrize(
    ("way", "expected"),
    [(lambda screen: shown(THINGS, screen), THINGS), (worked, ["ONE", "TWO", "THREE"])],
    ids=["shown", "results"],
)


@WAYS
def test_a_screen_shows_how_much_is_done_and_what_is_at_work(
    way: Callable[[Console], Iterable[str]], expected: list[str]
) -> None:
    """And clears the line in the end."""
    file = StringIO()
    assert list(way(console(file, terminal=True))) == expected
    text = file.getvalue()
    assert "3/3" in text
    assert "three" in text
    assert text.endswith(CLEARED)


@WAYS
def test_a_pipe_is_written_nothing(
    way: Callable[[Console], Iterable[str]], expected: list[str]
) -> None:
    """A log is no screen."""
    file = StringIO()
    assert list(way(console(file, terminal=False))) == expected
    assert file.getvalue() == ""


def test_the_line_is_cleared_whenever_there_is_a_result() -> None:
    """What is printed then has a line of its own."""
    file = StringIO()
    ends = [file.getvalue().endswith(CLEARED) for _ in worked(console(file, terminal=True))]
    assert ends == [True, True, True]
