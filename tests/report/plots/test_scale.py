"""Scales say where a number lies, and what is written beside them."""

from __future__ import annotations

import pytest

from mnist_nn.report.plots.scale import InStretches, Logarithmic, Tick, number, side_by_side
from tests.report.plots.surveys import SIZES, stretches

LOGARITHMIC = Logarithmic(0.1, 100.0, 300.0, 0.0)


@pytest.mark.parametrize(
    ("value", "place"), [(0.1, 300), (1, 200), (100, 0), (0, 300), (1e9, 0), (float("inf"), 0)]
)
def test_each_power_of_ten_is_as_far_from_the_next_and_what_is_beyond_lies_at_the_end(
    value: float, place: float
) -> None:
    """Zero lies at the start."""
    assert LOGARITHMIC.at(value) == pytest.approx(place)


def test_powers_of_ten_are_written_while_there_is_room() -> None:
    """All of a few, and every second or third of many; both ends belong to the scale."""
    assert [tick.label for tick in LOGARITHMIC.ticks] == ["0.1", "1", "10", "100"]
    many = Logarithmic(0.1, 1e8, 300.0, 0.0)
    assert [tick.label for tick in many.ticks] == ["1", "100", "10⁴", "10⁶", "10⁸"]


def test_all_stretches_are_as_wide() -> None:
    """And a number lies in its own, at its share of it."""
    scale = InStretches(SIZES.stretches, 0.0, 110.0)
    assert [scale.edge(i) for i in (0, 1, 11)] == [0, 10, 110]
    assert scale.at(2) == 10
    assert scale.at(5) == pytest.approx(20 + 10 / 3)
    assert scale.at(1) == 5  # the only size of its octave
    assert scale.at(10_000) == 110
    assert scale.at(0.5) < 10


def test_numbers_that_are_off_the_scale_are_not_written() -> None:
    """Nor those for which there is no room."""
    scale = InStretches(stretches(), 0.0, 400.0)
    assert scale.ticks([0.0, 1.0, -1.0, 10.0, 0.1]) == [
        Tick(scale.at(0.0), "0"),
        Tick(scale.at(1.0), "1"),
        Tick(scale.at(-1.0), number(-1.0)),
    ]


def test_of_labels_that_would_touch_the_first_one_stays() -> None:
    """Whichever side the other comes from."""
    ticks = [Tick(100.0, "1"), Tick(95.0, "10"), Tick(105.0, "10"), Tick(130.0, "100")]
    assert side_by_side(ticks) == [ticks[0], ticks[3]]
