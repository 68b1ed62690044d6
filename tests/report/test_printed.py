"""What a target printed is told in few lines, which move no cursor."""

from __future__ import annotations

from mnist_nn.report.printed import as_lines


def test_nothing_is_told_of_nothing() -> None:
    """Nor of empty lines."""
    assert as_lines("\n \n", "mine.py") == []


def test_a_line_that_is_printed_again_is_shown_once() -> None:
    """With how often that was."""
    lines = as_lines("a\nb\n" + "a\n" * 1000, "mine.py")
    assert lines == ["mine.py printed 1,002 lines:", "  | a (1,001 times)", "  | b"]


def test_of_many_lines_the_first_are_shown() -> None:
    """And the others are counted."""
    lines = as_lines("\n".join(map(str, range(1000))), "mine.py")
    assert lines[1:] == ["  | 0", "  | 1", "  | 2", "  | 3", "  and 996 others"]


def test_a_single_line_is_one() -> None:
    """Not one lines."""
    assert as_lines("a", "mine.py") == ["mine.py printed 1 line:", "  | a"]


def test_what_moves_a_cursor_is_shown_and_what_is_long_is_cut() -> None:
    """As Python escapes it."""
    assert as_lines("\x1b[2Ja\tb", "it")[1] == "  | \\x1b[2Ja   b"
    assert as_lines("x" * 1000, "it")[1] == f"  | {'x' * 100}..."
