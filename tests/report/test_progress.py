"""Progress is shown on a screen, and nowhere else."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from mnist_nn.report.progress import bar, results

if TYPE_CHECKING:
    from collections.abc import Callable

THINGS = ["one", "two", "three"]
CLEARED = "\x1b[2K"


def console(file: StringIO, *, terminal: bool) -> Console:
    """Return a screen, or what is none, that writes to a file."""
    return Console(file=file, force_terminal=terminal, width=100)


def worked(screen: Console) -> list[str]:
    """Return what becomes of three things."""
    return list(results(str.upper, THINGS, screen))


def done(screen: Console) -> list[str]:
    """Do three things, and return what they become."""
    with bar(len(THINGS), screen) as line:
        for thing in THINGS:
            line.started(thing)
            line.done("nothing found")
    return [*map(str.upper, THINGS)]


WAYS = pytest.mark.parametrize("way", [done, worked])


@WAYS
def test_a_screen_shows_how_much_is_done_and_what_is_at_work(
    way: Callable[[Console], list[str]],
) -> None:
    """And clears the line in the end."""
    file = StringIO()
    assert way(console(file, terminal=True)) == ["ONE", "TWO", "THREE"]
    text = file.getvalue()
    assert "3/3" in text
    assert "three" in text
    assert text.endswith(CLEARED)


@WAYS
def test_a_pipe_is_written_nothing(
    way: Callable[[Console], list[str]],
) -> None:
    """A log is no screen."""
    file = StringIO()
    assert way(console(file, terminal=False)) == ["ONE", "TWO", "THREE"]
    assert file.getvalue() == ""


def test_the_line_is_cleared_whenever_there_is_a_result() -> None:
    """What is printed then has a line of its own."""
    file = StringIO()
    screen = console(file, terminal=True)
    ends = [file.getvalue().endswith(CLEARED) for _ in results(str.upper, THINGS, screen)]
    assert ends == [True, True, True]


def test_what_was_found_stands_in_the_line() -> None:
    """Until it is gone."""
    file = StringIO()
    done(console(file, terminal=True))
    assert "nothing found" in file.getvalue()


@pytest.mark.parametrize("terminal", [True, False])
def test_a_line_is_printed_whole_above_it(*, terminal: bool) -> None:
    """To a pipe too, where it is the only one; it is not wrapped, and brackets are no markup."""
    file = StringIO()
    told = "f.holds[float32] " + 20 * "is refuted "
    with bar(1, console(file, terminal=terminal)) as line:
        line.tell(told)
    assert f"{told}\n" in file.getvalue()
