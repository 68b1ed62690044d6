"""How much of what is allowed is used, in a strip for each dtype."""

from __future__ import annotations

from dataclasses import replace

from mnist_nn.report.plots.shares import shares
from mnist_nn.report.plots.svg import BAD, GOOD
from tests.report.plots.pictures import heights, styled, words
from tests.report.plots.surveys import RIGHT, WRONG


def test_each_dtype_has_a_strip() -> None:
    """With how many results use next to nothing, and a mark at the worst."""
    svg = shares([RIGHT, replace(RIGHT, dtype="float16")], "title", "description")
    assert {"float32", "float16"} <= set(words(svg))
    assert words(svg).count("70 % less") == 2
    assert len(styled(svg, f"stroke:{GOOD}")) == 2
    assert styled(svg, BAD) == []


def test_the_highest_step_is_as_high_as_the_strip() -> None:
    """Whatever the number of those that use next to nothing."""
    counts = (10_000, *[1] * 10, *[2] * 10, 0)
    strip = styled(shares([replace(RIGHT, shares=counts)], "", ""), f"fill:{GOOD}")[0]
    assert heights(strip, 42.0) == [17.0, 34.0]


def test_what_is_beyond_is_seen_however_little_it_is() -> None:
    """A bar of four pixels at least, with its share in words."""
    svg = shares([replace(WRONG, count=100_000, shares=(700, *[14] * 20, 1))], "", "")
    (bar,) = [e for e in styled(svg, f"fill:{BAD}") if e.tag.endswith("rect")]
    assert bar.get("height") == "4"
    assert "0.001 %" in words(svg)


def test_where_nothing_is_known_of_the_worst_there_is_a_strip_all_the_same() -> None:
    """It is empty."""
    empty = replace(RIGHT, nearest=None, count=1, shares=(1, *[0] * 21))
    assert "100 % less" in words(shares([empty], "", ""))
