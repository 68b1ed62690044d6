"""A picture shows the inputs, and the result beside what is true and what is allowed."""

from __future__ import annotations

import math
from dataclasses import replace

from mnist_nn.checking.observation import Observation, Part
from mnist_nn.report.page.drawing import OFF, argument, errors, panels_of, result
from mnist_nn.report.page.field import by_bound, by_sign, field
from mnist_nn.report.page.panel import LEFT, RIGHT, TALL, TOP, WIDTH, Box, Panel
from tests.report.page.examples import SEEN, part

X, TO = "\N{MULTIPLICATION SIGN}", "\N{EN DASH}"

RIGHT_AND_WRONG = Observation(
    (part("x", (-2.0, 0.0, 4.0)),),
    part("observed", (0.5, -1.0, 3.0)),
    part("true", (0.5, 1.0, 0.0)),
    part("allowed", (0.5, 0.5, 0.5)),
    part("off", (0.0, 4.0, 6.0)),
    0,
    2,
)


def of_kind(panel: Panel, kind: str) -> list[Box]:
    """Return the boxes of a kind."""
    return [box for box in panel.boxes if kind in box.kind.split()]


def words(panel: Panel) -> list[str]:
    """Return what is written in a panel."""
    return [word.text for word in panel.words]


def middle(box: Box) -> float:
    """Return the height of the middle of a box."""
    return box.y + box.height / 2


def test_there_is_a_panel_for_each_argument_one_for_the_result_and_one_for_errors() -> None:
    """The last only where the truth is known."""
    assert [panel.title for panel in panels_of(RIGHT_AND_WRONG)] == [
        f"x, 1 {X} 3",
        f"result, 1 {X} 3",
        OFF,
    ]
    unknown = replace(SEEN, true=None, allowed=None, off=None)
    assert len(panels_of(unknown)) == 2
    empty = Part("x", (0, 3), ())
    assert len(panels_of(replace(unknown, arguments=(empty, replace(empty, numbers=((),)))))) == 1


def test_bars_reach_from_zero_to_the_numbers() -> None:
    """Upwards and downwards, the largest over the whole height."""
    panel = argument(RIGHT_AND_WRONG.arguments[0], RIGHT_AND_WRONG)
    low, zero, high = of_kind(panel, "input")
    assert low.y + low.height == TOP + TALL
    assert high.y == TOP
    assert low.y == high.y + high.height
    assert zero.height == 1
    assert {"-2", "0", "4", "2"} <= set(words(panel))


def test_what_is_not_finite_is_marked_and_named() -> None:
    """There is no height for it."""
    panel = argument(part("x", (math.inf, 1.0, -math.inf)), SEEN)
    assert len(of_kind(panel, "endless")) == 2
    assert "∞" in words(panel)
    assert panel.description == "x: from 1 to 1, 2 not finite"
    assert argument(part("x", (math.nan,)), SEEN).description == "x: 1 not finite"


def test_results_lie_on_the_truth_or_beside_it() -> None:
    """With what is allowed around the truth."""
    panel = result(RIGHT_AND_WRONG)
    first, *beyond = of_kind(panel, "dot")
    true, allowed = of_kind(panel, "true"), of_kind(panel, "allowed")
    assert middle(first) == middle(true[0]) == middle(allowed[0])
    assert first.kind == "right dot"
    assert [dot.kind for dot in beyond] == ["wrong dot", "wrong dot"]
    assert middle(beyond[0]) > allowed[1].y + allowed[1].height
    assert middle(beyond[1]) < allowed[2].y


def test_a_result_that_is_not_finite_is_marked() -> None:
    """And named."""
    panel = result(SEEN)
    assert len(of_kind(panel, "lost")) == 1
    assert "NaN" in words(panel)
    assert len(of_kind(panel, "dot")) == 1


def test_without_a_truth_the_results_are_shown_alone() -> None:
    """What is not known to be wrong is not marked so."""
    panel = result(replace(RIGHT_AND_WRONG, true=None, allowed=None, off=None))
    assert of_kind(panel, "true") == of_kind(panel, "wrong") == []
    assert len(of_kind(panel, "right")) == 3


def test_errors_are_drawn_in_powers_of_ten_beside_what_is_allowed() -> None:
    """Those beyond it are marked."""
    numbers = (0.0, 1e-3, 1.0, 10.0, 99.0, math.inf)
    panel = errors(part("off", numbers), replace(SEEN, column=5))
    (limit,) = of_kind(panel, "limit")
    bars = [box for box in panel.boxes if box.kind != "limit"]
    assert [bar.kind for bar in bars] == ["right"] * 3 + ["wrong"] * 3
    assert [bar.height for bar in bars[:2]] == [0, 0]
    assert bars[2].y == limit.y
    assert bars[3].height / bars[2].height == 4 / 3
    assert bars[5].height == TALL
    assert {"1", "100"} <= set(words(panel))


def test_several_rows_are_a_field_of_shades() -> None:
    """The larger a number, the darker; its sign is a colour."""
    panel = argument(Part("W", (70, 1025), ((1.0, -4.0), (math.nan, 0.0)), 8, 40), SEEN)
    _, above, below, lost, zero = panel.boxes
    assert (above.kind, below.kind, lost.kind) == ("above", "below", "endless")
    assert (above.strength, below.strength, lost.strength, zero.strength) == (0.25, 1, 1, 0)
    assert panel.title == f"W, 70 {X} 1,025: rows 8{TO}9, columns 40{TO}41"
    assert {"8", "9", "40", "41"} == set(words(panel))


def test_errors_of_several_rows_are_a_field_too() -> None:
    """What is beyond the allowed has another colour."""
    panel = errors(part("off", (0.5, 2.0), (0.0, 0.0)), RIGHT_AND_WRONG)
    assert [box.kind for box in panel.boxes[1:]] == ["right", "wrong", "right", "right"]
    assert by_bound(math.inf) == "wrong"


def test_a_field_of_nothing_but_zeros_is_empty() -> None:
    """There is no largest number to compare with."""
    panel = field(part("W", (0.0,), (0.0,)), "W", "")
    ground, *shades = panel.boxes
    assert [box.strength for box in shades] == [0, 0]
    assert ground.height == shades[0].height + shades[1].height
    assert by_sign(0.0) == "above"


def test_nothing_is_drawn_beside_the_picture() -> None:
    """However many columns there are, and however large the numbers."""
    largest = 1.7976931348623157e308
    row = (largest, -largest, *[1.0] * 38)
    off = (math.inf,) * 40
    wide = Observation(
        (part("x", row), part("W", row, row)),
        part("observed", row),
        part("true", row),
        part("allowed", row),
        part("off", off),
        0,
        20,
    )
    for panel in panels_of(wide):
        for box in panel.boxes:
            assert LEFT - 4 < box.x <= box.x + box.width < WIDTH - RIGHT + 4  # half a dot
            assert 0 <= box.y <= box.y + box.height <= panel.height


def test_the_place_that_is_worst_is_named_below() -> None:
    """The first and the last too, if there is room."""
    numbers = part("observed", *[(0.0,) * 40], shape=(1, 5000))
    seen = Observation((), replace(numbers, column=1000), None, None, None, 0, 20)
    assert {"1,000", "1,020", "1,039"} <= set(words(result(seen)))
    close = result(replace(seen, column=1))
    assert "1,001" in words(close)
    assert "1,000" not in words(close)


def test_a_single_number_has_no_shape() -> None:
    """It is one number."""
    assert argument(part("x", (1.0,), shape=()), SEEN).title == f"x, 1 {X} 1"
    assert argument(Part("x", (), ((1.0,),)), SEEN).title == "x, one number"
