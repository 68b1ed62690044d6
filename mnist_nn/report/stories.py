"""What is wrong, told on one screen: each cause in a line, and then the stories that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnist_nn.report.names import WIDTH, names
from mnist_nn.report.wording import many

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mnist_nn.checking.verdict import Verdict
    from mnist_nn.report.causes import Cause

SCREEN = 40
"""How many lines a screen has."""

_CAUSES = 8
"""How many causes are listed: who mends the first ones runs the laws again."""

_STORY = 12
"""How many lines there are of what was seen: of a long traceback the ends."""

_AGAIN = 16
"""How many lines of a screen it may take to reproduce it: one input is hardly ever longer."""

_NAMES = 5
"""How many lines name the other laws that fail for the same reason, where there is room."""

_FEW_NAMES = 2
"""How many do so where there is not."""

_LINE = 3 * WIDTH
"""How long a line of it is: an input that is longer stands in the lines to reproduce it."""


def stories(causes: Sequence[Cause], room: int) -> list[str]:
    """Return a line for each cause, and the stories of as many as there is room for.

    The first is told in any case, with the lines to reproduce it. Of the others these are left
    out, or all but the line, where there is not so much room.
    """
    if not causes:
        return []
    several = len(causes) > 1
    lines = [f"{f'{n}. ' if several else ''}{c.title}" for n, c in enumerate(causes, 1)]
    if len(causes) > _CAUSES:
        lines[_CAUSES:] = [f"and {many(len(causes) - _CAUSES, 'cause')} more (--verbose tells all)"]
    told = _fitting(causes[:_CAUSES], room - rows(lines))
    if several:
        told = [[f"{n}. {first}", *rest] for n, (first, *rest) in enumerate(told, 1)]
    return [*lines, *(line for story in told for line in ("", *story))]


def _fitting(causes: Sequence[Cause], room: int) -> list[list[str]]:
    """Return the first story, and then as many as there is room for: in full, if there is."""
    whole = [_story(causes[0], brief=False, most=most) for most in (_NAMES, _FEW_NAMES)]
    told = [next((story for story in whole if _rows_of([story]) <= room), whole[-1])]
    for cause in causes[1:]:
        story = _story(cause, brief=True)
        if _rows_of([*told, story]) > room:
            break
        told.append(story)
    for n, cause in enumerate(causes[1 : len(told)], 1):
        fuller = [*told[:n], _story(cause, brief=False), *told[n + 1 :]]
        if _rows_of(fuller) <= room:
            told = fuller
    return told


def _rows_of(stories: Sequence[Sequence[str]]) -> int:
    """Return how many lines of a screen stories take, with one between them."""
    return sum(1 + rows(story) for story in stories)


def rows(lines: Iterable[str]) -> int:
    """Return how many lines of a screen they take, where long ones go on in the next."""
    return sum(max(1, -(-len(line) // WIDTH)) for line in lines)


def _story(cause: Cause, *, brief: bool, most: int = _FEW_NAMES) -> list[str]:
    """Return what was seen at the simplest input, how to see it again, and which laws see it."""
    number = len({verdict.law for verdict in cause.others})
    title = f"and {many(number, 'law')} more for the same reason"
    return [
        *_seen(cause.told),
        *([] if brief else _again_on_a_screen(cause.told)),
        *(names(title, cause.others, most) if number else []),
    ]


def story_of(verdict: Verdict, most: int) -> list[str]:
    """Return what was seen and how to see it again, in so many lines, however long they are."""
    again = _again(verdict).splitlines()[1:]
    return [*_seen(verdict, min(_STORY, most - len(again))), *again]


def _again_on_a_screen(verdict: Verdict) -> list[str]:
    """Return how to see it again, or where that is told, if it takes too much of a screen."""
    again = _again(verdict).splitlines()[1:]
    if rows(again) <= _AGAIN:
        return again
    return ["reproduce it with the lines that --verbose prints, for the input is long"]


def _seen(verdict: Verdict, most: int = _STORY) -> list[str]:
    """Return what was seen: the first and the last lines of many."""
    lines = (verdict.message or "").removesuffix(_again(verdict)).splitlines()
    if len(lines) > most:
        lines = [*lines[:3], "    ...", *lines[4 - most :]]
    return list(map(_cut, lines))


def _again(verdict: Verdict) -> str:
    """Return the end of a story: how to see it again."""
    message = verdict.message or ""
    start = message.rfind("\nreproduce it with\n") if verdict.reproduce else len(message)
    return message[start:]


def _cut(line: str) -> str:
    """Return the beginning of a line that is too long."""
    return line if len(line) <= _LINE else f"{line[:_LINE]}..."
