"""Photographs are read right, non-digits are not sure, and confidence is what it says.

All pictures are read by one slow test, which takes two minutes: it holds the page to what
is measured. The others hold the page to what was promised.
"""

from __future__ import annotations

from statistics import fmean

import pytest

from mnist_nn.digits import doubt
from mnist_nn.digits.confidence import TEMPERATURE
from tests.digits.styles import tables
from tests.digits.styles.measure import LIMITS, TEMPERATURES
from tests.digits.styles.pictures import EACH, HALVES
from tests.pages import output, rows, text_of

PAGE = text_of("mnist_nn/digits")
STYLES, CONCLUSIONS = (rows(part) for part in output(PAGE, "styles").split("\n\n"))

each_half = pytest.mark.parametrize("half", HALVES)


def share(words: str) -> float:
    """Return a share that is told as so many of so many."""
    part, whole = map(int, words.split(" of "))
    return part / whole


def of_styles(half: str) -> dict[str, list[str]]:
    """Return the cells of each style of a half: sure, right of these, recognized."""
    return {name: cells for named, name, _, *cells in STYLES if named == half}


def of_all(half: str) -> list[str]:
    """Return the same of all styles of a half together."""
    (cells,) = (cells for named, _, _, *cells in STYLES if named == f"**{half}**")
    return cells


def test_there_are_600_pictures_of_24_styles_and_half_are_kept() -> None:
    """At least; the page has them all."""
    counts = [len(styles) for styles in HALVES.values()]
    assert counts[0] == counts[1]
    assert sum(counts) >= 24
    assert EACH * sum(counts) >= 600
    assert [list(of_styles(half)) for half in HALVES] == [list(those) for those in HALVES.values()]


@each_half
def test_97_of_100_sure_answers_are_right(half: str) -> None:
    """Over all styles of a half."""
    assert share(of_all(half)[1]) >= 0.97


@each_half
def test_90_of_100_sure_answers_are_right_in_each_style(half: str) -> None:
    """Whatever it is."""
    assert min(share(cells[1]) for cells in of_styles(half).values()) >= 0.9


@each_half
def test_95_of_100_non_digits_are_not_sure(half: str) -> None:
    """Letters, shapes, scribbles, numbers, nothing."""
    (unsure,) = (cells[0] for named, *cells in CONCLUSIONS if named == half)
    assert share(unsure) >= 0.95


@each_half
def test_confidence_is_off_by_less_than_5_in_100(half: str) -> None:
    """As the mean over ten intervals."""
    (error,) = (cells[1] for named, *cells in CONCLUSIONS if named == half)
    assert float(error.removesuffix(" %")) <= 5


def test_doubt_is_not_the_way_to_be_right() -> None:
    """Most digits are sure: four of five, over all styles."""
    assert fmean(share(of_all(half)[0]) for half in HALVES) >= 0.8


def test_the_limits_that_were_compared_include_those_of_the_package() -> None:
    """In bold."""
    bold = {name.strip("`"): float(at.strip("*")) for name, at, *_ in _limits() if "*" in at}
    assert bold == {name: getattr(doubt, name) for name in LIMITS}


def _limits() -> list[list[str]]:
    return rows(output(PAGE, "limits"))


def test_the_temperature_is_the_one_that_surprises_least() -> None:
    """Of those that were compared."""
    found = {
        float(at.strip("*")): float(told) for at, told, _ in rows(output(PAGE, "temperatures"))
    }
    assert list(found) == list(TEMPERATURES)
    assert min(found, key=lambda temperature: found[temperature]) == TEMPERATURE


@pytest.mark.slow
def test_the_page_says_what_was_measured() -> None:
    """To the last picture."""
    told = {name: output(PAGE, name) for name in ("styles", "limits", "temperatures")}
    assert told == {name: getattr(tables, name)() for name in told}
