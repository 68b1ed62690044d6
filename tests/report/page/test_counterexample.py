"""A counterexample is told in words, pictures and numbers."""

from __future__ import annotations

from dataclasses import replace

from mnist_nn.checking.observation import Observation
from mnist_nn.report.page.counterexample import counterexample_of, numbers_of
from tests.report.page.examples import HELD, REFUTED, SEEN, part


def test_the_numbers_are_those_around_the_worst_place() -> None:
    """Two on either side of it, with the errors."""
    row = tuple(float(n) for n in range(9))
    seen = Observation(
        (part("x", row), part("b", (1.0,))), part("observed", row), None, None, None, 0, 5
    )
    table = numbers_of(seen, 9)
    assert table.heads == ("column", "x", "observed")
    assert [(worst, numbers[0]) for worst, numbers in table.rows] == [
        (False, "3"),
        (False, "4"),
        (True, "5"),
        (False, "6"),
        (False, "7"),
    ]
    assert table.row is None


def test_what_is_known_of_the_truth_stands_beside_what_was_observed() -> None:
    """With three digits of errors."""
    seen = replace(SEEN, off=part("off", (1234.5, 0.0)), column=1)
    table = numbers_of(seen, 9)
    assert table.heads == ("column", "x", "observed", "true", "allowed", "error / allowed")
    assert [numbers for _, numbers in table.rows] == [
        ("0", "89", "NaN", "1", "0.25", "1.23e+03"),
        ("1", "1", "0.5", "0.5", "0.25", "0"),
    ]


def test_the_row_is_named_where_there_are_several() -> None:
    """As it is counted in the whole array."""
    two = part("observed", (0.0,), (1.0,))
    seen = Observation((), replace(two, row=40, shape=(70, 1)), None, None, None, 1, 0)
    assert numbers_of(seen, 9).row == 41
    assert numbers_of(seen, 9).rows == ((True, ("0", "1")),)


def test_float64_is_told_to_the_last_digit() -> None:
    """Where float32 has nine."""
    third = Observation((), part("observed", (1 / 3,)), None, None, None, 0, 0)
    wide = counterexample_of(replace(REFUTED, dtype="float64"), third)
    narrow = counterexample_of(REFUTED, third)
    assert wide is not None
    assert narrow is not None
    assert wide.numbers is not None
    assert narrow.numbers is not None
    assert wide.numbers.rows[0][1][1] == "0.33333333333333331"
    assert narrow.numbers.rows[0][1][1] == "0.333333333"


def test_a_result_that_is_within_what_is_allowed_is_not_said_to_be_wrong() -> None:
    """The law asks for more than that, or the function answers now so, now otherwise."""
    within = replace(SEEN, off=part("off", (1.0, 0.5)), observed=part("observed", (1.25, 0.5)))
    told, wrong = counterexample_of(REFUTED, within), counterexample_of(REFUTED, SEEN)
    assert told is not None
    assert wrong is not None
    assert told.numbers is not None
    assert told.is_within
    assert not wrong.is_within
    assert [marked for marked, _ in told.numbers.rows] == [False, False]


def test_what_cannot_be_shown_is_told() -> None:
    """And where there is nothing to tell there is no counterexample."""
    told = counterexample_of(REFUTED, None)
    assert told is not None
    assert (told.panels, told.numbers) == ((), None)
    assert counterexample_of(HELD, SEEN) is None
