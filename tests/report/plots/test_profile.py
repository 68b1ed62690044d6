"""A profile shows errors against inputs; what is beyond what is allowed leaps to the eye."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from mnist_nn.checking.survey.survey import Seen, Stretch, Survey
from mnist_nn.report.plots.frame import BOTTOM, RIGHT, TOP
from mnist_nn.report.plots.profile import Profile
from mnist_nn.report.plots.svg import ALLOWED, BAD, GOOD
from tests.report.plots import surveys
from tests.report.plots.pictures import heights, read, styled, words
from tests.report.plots.surveys import NEAR, SIZES, WRONG, WRONG_AT


def drawn(survey: Survey) -> str:
    """Return the picture of a survey."""
    return Profile(survey).svg("title", "description")


def test_what_is_allowed_stands_above_the_worst_and_that_above_the_median() -> None:
    """Where all is right."""
    svg = drawn(surveys.RIGHT)
    (allowed,) = heights(styled(svg, f"fill:{ALLOWED}")[0], BOTTOM)
    worst, median = styled(svg, f"fill:{GOOD}")[-2:]
    assert allowed > heights(worst, BOTTOM)[0] > heights(median, BOTTOM)[0] > 0
    assert styled(svg, BAD) == []


def test_a_key_says_what_is_what() -> None:
    """In words, beside the unit."""
    assert {"ulp", "allowed", "worst", "half within", "x"} <= set(words(drawn(surveys.RIGHT)))


def test_what_is_beyond_is_a_bar_of_its_own_colour_with_its_place_in_words() -> None:
    """Three pixels wide at least, however narrow its stretch is."""
    many = replace(WRONG, stretches=WRONG.stretches * 50)
    bars = styled(drawn(many), f"stroke:{BAD}")
    assert len(bars) == 50
    assert all("stroke-width:3.4" in str(bar.get("style")) for bar in bars)
    assert f"1.05e6 ulp, {WRONG_AT.at}" in words(drawn(WRONG))


@pytest.mark.parametrize("place", range(8))
def test_the_words_about_the_worst_lie_within_the_picture(place: int) -> None:
    """Wherever it is."""
    each = list(surveys.stretches())
    each[place] = replace(each[place], nearest=WRONG_AT)
    svg = drawn(replace(WRONG, stretches=tuple(each)))
    (label,) = styled(svg, "paint-order:stroke")
    x, y = (float(str(label.get(name))) for name in "xy")
    assert x >= 48
    assert x + len(str(label.text)) * 0.5 * 14 <= RIGHT
    assert TOP < y < BOTTOM


def test_what_is_no_number_reaches_the_top_and_is_told() -> None:
    """The scale is that of the others."""
    nan = replace(WRONG.stretches[3], nearest=replace(WRONG_AT, error=math.inf))
    svg = drawn(replace(WRONG, stretches=(*surveys.stretches()[:3], nan)))
    assert any(text.startswith("NaN or infinity, x = ") for text in words(svg))
    assert "10" in words(svg)
    (bar,) = styled(svg, f"stroke:{BAD}")
    assert str(bar.get("d")).endswith(f"V{TOP}")


def test_where_no_digit_has_to_be_right_what_is_allowed_leaves_the_picture() -> None:
    """So that it does not make everything else small."""
    vague = replace(NEAR, allowed=2.0**23, error=2.0**22)
    each = (replace(surveys.stretches()[0], nearest=vague, median=None), *surveys.stretches()[1:])
    svg = drawn(replace(surveys.RIGHT, stretches=each))
    assert heights(styled(svg, f"fill:{ALLOWED}")[0], BOTTOM)[0] == BOTTOM - TOP
    assert "10³" not in "".join(words(svg))
    assert "10" in words(svg)


def test_what_is_allowed_in_two_of_a_hundred_stretches_may_leave_it_too() -> None:
    """Just above the smallest normal numbers it is thousands of ulp."""
    wide = replace(NEAR, allowed=10_000.0)
    each = surveys.stretches(100)
    few = tuple(replace(s, nearest=wide) if i < 2 else s for i, s in enumerate(each))
    more = tuple(replace(s, nearest=wide) if i < 3 else s for i, s in enumerate(each))
    assert "1,000" not in words(drawn(replace(surveys.RIGHT, stretches=few)))
    assert "10⁴" in words(drawn(replace(surveys.RIGHT, stretches=more)))


def test_sizes_are_written_below_a_survey_along_a_size() -> None:
    """With what is counted."""
    assert {"1", "10", "100", "1,000", "number of classes"} <= set(words(drawn(SIZES)))


def test_numbers_below_end_within_the_picture() -> None:
    """Those at its right end too."""
    svg = drawn(replace(SIZES, stretches=(*SIZES.stretches[:3], Stretch(512, 1001, 0.5, NEAR))))
    (label,) = [e for e in read(svg).iter() if e.text == "1,000"]
    assert float(str(label.get("x"))) + 5 * 0.5 * 14 / 2 <= 400


def test_a_picture_of_hundreds_of_stretches_has_less_than_60_kilobytes() -> None:
    """A page has dozens of them."""
    each = tuple(
        replace(s, median=0.1 + i % 7, nearest=Seen(0.2 + i % 5, 3.0 + i % 3, "x"))
        for i, s in enumerate(surveys.stretches(300))
    )
    assert len(drawn(replace(surveys.RIGHT, stretches=each))) < 60_000


def test_a_picture_has_no_ids_and_names_no_addresses() -> None:
    """Many of them stand in a page, which loads nothing."""
    root = read(drawn(WRONG))
    assert all("id" not in e.attrib and "href" not in e.attrib for e in root.iter())
    assert all("url(" not in value for e in root.iter() for value in e.attrib.values())
