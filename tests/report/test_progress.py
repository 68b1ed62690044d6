"""Progress is shown on a screen, and nowhere else."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from mnist_nn.report.progress import shown


def written(*, terminal: bool) -> str:
    """Return what is written while three things are done."""
    file = StringIO()
    console = Console(file=file, force_terminal=terminal, width=100)
    assert list(shown(["one", "two", "three"], console)) == ["one", "two", "three"]
    return file.getvalue()


def test_a_screen_shows_how_much_is_done_and_what_is_at_work() -> None:
    """And clears the line in the end."""
    text = written(terminal=True)
    assert "3/3" in text
    assert "three" in text
    assert text.endswith("\x1b[2K")


def test_a_pipe_is_written_nothing() -> None:
    """A log is no screen."""
    assert written(terminal=False) == ""
