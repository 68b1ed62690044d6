"""The stories of what is wrong take one screen, however many there are and however long."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mnist_nn.report.causes import Cause, causes
from mnist_nn.report.stories import SCREEN, rows, stories, story_of
from tests.report.test_causes import failed

AGAIN = "from numpy import *\nprint(f(0))"


def cause(n: int = 0, seen: str = "f.a is refuted\n  for x = 0", laws: int = 1) -> Cause:
    """Return a cause that some laws see, with a story."""
    told = f"{seen}\nreproduce it with\n    from numpy import *\n    print(f(0))"
    verdicts = (
        failed(f"f.law_{i}", f"size: {n} classes", message=told, reproduce=AGAIN)
        for i in range(laws)
    )
    return causes(list(verdicts))[0]


def test_nothing_is_said_where_nothing_is_wrong() -> None:
    """Not even that."""
    assert stories([], SCREEN) == []


def test_a_single_cause_has_no_number() -> None:
    """Its title, its story, how to reproduce it, and who else sees it."""
    assert stories([cause(7, laws=3)], SCREEN) == [
        "f: wrong from 7 classes on (3 laws)",
        "",
        "f.a is refuted",
        "  for x = 0",
        "reproduce it with",
        "    from numpy import *",
        "    print(f(0))",
        "and 2 laws more for the same reason: f: law_1, law_2 [float32]",
    ]


def test_several_causes_are_listed_before_their_stories() -> None:
    """By the same numbers."""
    lines = stories([cause(7), cause(8)], SCREEN)
    assert lines[:4] == [
        "1. f: wrong from 7 classes on (1 law)",
        "2. f: wrong from 8 classes on (1 law)",
        "",
        "1. f.a is refuted",
    ]
    assert "2. f.a is refuted" in lines


def test_where_there_is_less_room_the_later_ones_are_told_in_short() -> None:
    """Without the lines to reproduce them, and then by their titles alone."""
    two = [cause(7), cause(8)]
    full = rows(stories(two, SCREEN))
    assert stories(two, full).count("reproduce it with") == 2
    assert stories(two, full - 1).count("reproduce it with") == 1
    assert "2. f.a is refuted" in stories(two, full - 1)
    assert "2. f.a is refuted" not in stories(two, full - 4)


def test_where_there_is_less_room_fewer_laws_are_named() -> None:
    """Before anything else is left out."""
    many = [cause(7, laws=100)]
    full = stories(many, SCREEN)
    less = stories(many, rows(full) - 1)
    assert (less[:7], len(less)) == (full[:7], len(full) - 3)


def test_the_first_is_told_in_any_case() -> None:
    """With the lines to reproduce it."""
    assert "reproduce it with" in stories([cause(7)], 0)


@pytest.mark.parametrize(("more", "words"), [(1, "1 cause"), (3, "3 causes")])
def test_many_causes_are_counted_in_the_end(more: int, words: str) -> None:
    """Who mends the first of them runs the laws again."""
    lines = stories([cause(7 + n) for n in range(8 + more)], SCREEN)
    assert lines[8] == f"and {words} more (--verbose tells all)"
    assert rows(lines) <= SCREEN


def test_of_a_long_traceback_the_ends_are_told() -> None:
    """What was called, and what was raised."""
    seen = ["f.a crashed", "  Traceback", *["    a line"] * 500, "  ValueError", "  for x = 0"]
    lines = stories([cause(7, "\n".join(seen))], SCREEN)
    assert rows(lines) <= SCREEN
    assert lines[2:4] == ["f.a crashed", "  Traceback"]
    assert lines.index("    ...") < lines.index("  ValueError") < lines.index("reproduce it with")


def test_an_input_that_is_long_is_cut_where_it_is_told() -> None:
    """It stands in the lines to reproduce it."""
    lines = stories([cause(7, f"f.a is refuted\n  for x = {'0' * 10_000}")], SCREEN)
    assert lines[3].endswith("000...")
    assert rows(lines) <= SCREEN


def test_lines_to_reproduce_it_that_fill_the_screen_stand_elsewhere() -> None:
    """Of a function with two answers no simpler input is found."""
    long = cause(7)
    again = AGAIN.replace("0", "0" * 2000)
    verdict = replace(long.told, reproduce=again, message=f"f.a\nreproduce it with\n{again}")
    lines = stories([Cause((verdict,))], SCREEN)
    assert lines[-1] == "reproduce it with the lines that --verbose prints, for the input is long"
    assert story_of(verdict, SCREEN) == ["f.a", "reproduce it with", *again.splitlines()]


def test_a_story_without_lines_to_reproduce_it_is_told_as_it_is() -> None:
    """Of what failed without an input."""
    (none,) = causes([failed("f.a", None, status="inconclusive", message="f.a: not judged")])
    assert stories([none], SCREEN) == [
        "f: nothing is concluded (1 law)",
        "",
        "f.a: not judged",
    ]


def test_a_line_that_is_wider_than_the_screen_counts_as_several() -> None:
    """And an empty one as one."""
    assert rows(["", "x" * 100, "x" * 101]) == 4
