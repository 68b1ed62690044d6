"""The laws stand by functions, with what was said of each at each format."""

from __future__ import annotations

from dataclasses import replace

from mnist_nn.report.page.laws import functions
from mnist_nn.specification.law import Level
from tests.report.page.examples import HELD, KNOWN, PROVED, REFUTED, RUN, SEEN


def test_every_verdict_is_in_a_line_of_its_law() -> None:
    """With how many inputs were tried, and the greatest error."""
    wide = replace(HELD, dtype="float64", examples=1, worst=None)
    (it,) = functions(replace(RUN, verdicts=[wide, HELD]))
    (law,) = it.laws
    assert law.lines.splitlines() == [
        "float64   ✓ held          1 input",
        "float32   ✓ held       100 inputs  error 0.25",
    ]


def test_the_input_of_the_greatest_error_stands_below_it() -> None:
    """If it is known."""
    near = replace(HELD, worst_input="x = array([[1.]], dtype=float32)")
    (it,) = functions(replace(RUN, verdicts=[near]))
    assert it.laws[0].lines.splitlines() == [
        "float32   ✓ held       100 inputs  error 0.25",
        "          at x = array([[1.]], dtype=float32)",
    ]


def test_a_great_error_is_told_in_few_digits() -> None:
    """And one that is infinite as such."""
    far = replace(REFUTED, worst=1234567.0, dtype="float16")
    (it,) = functions(replace(RUN, verdicts=[REFUTED, far]))
    assert [line.split()[-1] for line in it.laws[0].lines.splitlines()] == ["∞", "1.2e+06"]


def test_a_law_has_its_statement_and_its_premises() -> None:
    """If it is one of those that were checked."""
    known, unknown = functions(replace(RUN, verdicts=[HELD, PROVED]))
    assert known.laws[0].statement == "sum_i softmax(x)_i = 1."
    assert known.laws[0].premises == "scores of moderate size"
    assert (unknown.laws[0].statement, unknown.laws[0].premises) == ("", "")


def test_a_law_has_the_mark_of_its_worst_verdict() -> None:
    """Whatever the others are."""
    wrong = replace(HELD, dtype="float16", status=REFUTED.status)
    proved = replace(HELD, dtype="bfloat16", status=PROVED.status)
    (it,) = functions(replace(RUN, verdicts=[proved, wrong, HELD]))
    assert it.laws[0].mark.word == "refuted"
    (it,) = functions(replace(RUN, verdicts=[proved, HELD]))
    assert it.laws[0].mark.word == "held"


def test_what_does_not_hold_is_shown_if_there_is_more_to_tell() -> None:
    """With its picture, if there is one."""
    (it,) = functions(replace(RUN, verdicts=[HELD, REFUTED, KNOWN]))
    held, refuted, known = it.laws
    assert held.shown == ()
    assert refuted.shown[0].counterexample.panels != ()
    assert known.shown[0].counterexample.panels == ()
    assert known.shown[0].mark.word == "known deviation"


def test_a_function_counts_what_is_required_of_it() -> None:
    """In all formats together."""
    advisory = replace(HELD, law="softmax.more", level=Level.ADVISORY)
    (it,) = functions(replace(RUN, verdicts=[HELD, REFUTED, advisory], observations={"?": SEEN}))
    assert (it.name, it.cell.held, it.cell.of) == ("softmax", 1, 2)
    assert [law.level for law in it.laws] == ["required", "required", "advisory"]
