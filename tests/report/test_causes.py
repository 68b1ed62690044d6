"""Laws that fail for the same reason are told together, and the most telling reason first."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from mnist_nn.checking.verdict import Status, Verdict
from mnist_nn.report.causes import causes
from mnist_nn.specification.defect import Defect
from mnist_nn.specification.law import Level


def failed(law: str, cause: str | None, dtype: str = "float32", **more: object) -> Verdict:
    """Return the verdict on a law that failed for some cause."""
    function = law.partition(".")[0]
    known = Verdict(law, function, dtype, Level.REQUIRED, Status.REFUTED, worst=math.inf)
    known = replace(known, cause=cause, counterexample="x = 0")
    return replace(known, **more)  # type: ignore[arg-type]


def titles(*verdicts: Verdict) -> list[str]:
    """Return the title of each cause, in order."""
    return [cause.title for cause in causes(verdicts)]


def test_laws_of_one_function_with_one_defect_fail_for_one_reason() -> None:
    """At any dtype: laws are counted, not checks."""
    a, b = failed("f.a", "not finite"), failed("f.b", "not finite")
    assert titles(a, b, replace(b, dtype="float16")) == [
        "f: NaN or infinity where a number is due (2 laws)"
    ]


def test_what_holds_needs_no_cause() -> None:
    """Nor does what is advisory, or known."""
    a = failed("f.a", "number")
    assert (
        titles(
            replace(a, status=Status.HELD),
            replace(a, level=Level.ADVISORY),
            replace(a, deviation="x"),
        )
        == []
    )


def test_the_same_defect_of_two_functions_may_have_two_reasons() -> None:
    """They are told apart."""
    assert titles(failed("f.a", "shape"), failed("g.a", "shape")) == [
        "f: an array of another shape (1 law)",
        "g: an array of another shape (1 law)",
    ]


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        ("crash: KeyError at it.py:7, in f", "crash, KeyError at it.py:7, in f"),
        ("size: 1,025 classes", "wrong from 1,025 classes on"),
    ],
)
def test_a_line_of_code_and_a_size_are_one_reason_in_several_functions(
    cause: str, words: str
) -> None:
    """They call the same helper."""
    assert titles(failed("f.a", cause), failed("g.a", cause)) == [f"f, g: {words} (2 laws)"]


def test_every_defect_has_words_and_they_differ() -> None:
    """In the order of the defects, where each is seen by as many laws."""
    told = titles(*(failed("f.a", str(defect)) for defect in reversed(Defect)))
    assert len(set(told)) == len(Defect)
    assert told[0].startswith("f: crash")
    assert told[-1] == "f: a warning of good input (1 law)"


def test_what_many_laws_would_see_and_few_do_comes_last() -> None:
    """A crash where there are no rows is less telling than wrong numbers everywhere."""
    few = [failed(f"f.{name}", "number", worst=2.0) for name in "abcd"]
    crash = failed("f.of_no_rows_is_empty", "crash: ValueError at it.py:3, in f")
    first = "f: crash, ValueError at it.py:3, in f (1 law)"
    assert titles(*few, crash)[0] == first
    assert titles(*few, failed("f.e", "number", worst=2.0), crash)[1] == first


def test_the_first_reason_of_each_function_comes_before_the_second_of_any() -> None:
    """A list that is cut is to name every function that is wrong."""
    told = titles(
        failed("f.a", "crash: X"),
        failed("f.b", "not finite"),
        failed("g.a", "warning"),
        *(failed(f"g.{name}", "number", worst=2.0) for name in "bcdefg"),
    )
    assert [title.partition(" (")[0] for title in told] == [
        "f: crash, X",
        "g: off by up to 2 times the allowed error",
        "f: NaN or infinity where a number is due",
        "g: a warning of good input",
    ]


def test_what_one_law_alone_can_see_stays_before_what_follows_from_it() -> None:
    """An input that is changed makes many numbers wrong."""
    many = [failed(f"f.{name}", "number") for name in "abcdefgh"]
    assert titles(*many, failed("f.leaves_its_input_untouched", "input changed"))[0] == (
        "f: the input is changed (1 law)"
    )


def test_numbers_that_are_off_say_by_how_much_and_the_farther_come_first() -> None:
    """The errors that can be counted, at least."""
    assert titles(
        failed("f.a", "number", worst=1.5),
        failed("f.b", "number"),
        failed("g.a", "number", worst=1234.5),
        failed("h.a", "number"),
    ) == [
        "g: off by up to 1.23e+03 times the allowed error (1 law)",
        "f: off by up to 1.5 times the allowed error (2 laws)",
        "h: other numbers than are due (1 law)",
    ]


def test_a_defect_of_few_formats_says_of_which() -> None:
    """Where the same law holds at another, or fails there for another reason."""
    a = failed("f.a", "not finite", "float16")
    held = replace(a, status=Status.HELD, dtype="float64", cause=None)
    assert titles(a, held) == ["f: NaN or infinity where a number is due (1 law, float16 only)"]
    other = replace(held, status=Status.REFUTED, cause="number")
    assert "(1 law, float16 only)" in titles(a, other)[0]
    assert "(1 law)" in titles(a, replace(held, law="f.other"))[0]
    assert "(1 law)" in titles(a, replace(held, status=Status.NOT_OFFERED))[0]
    more = [replace(a, dtype=dtype) for dtype in ("float32", "bfloat16")]
    assert titles(a, *more, held) == titles(a)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.CRASHED, "too few inputs could be drawn"),
        (Status.INCONCLUSIVE, "nothing is concluded"),
    ],
)
def test_what_failed_without_an_input_has_words_too_and_comes_last(
    status: Status, words: str
) -> None:
    """There is no defect to tell of."""
    none = failed("f.a", None, status=status)
    assert titles(none, failed("f.b", "warning"))[-1] == f"f: {words} (1 law)"


@pytest.mark.parametrize("status", [Status.HELD, Status.PROVED])
def test_a_known_deviation_that_is_gone_is_called_so(status: Status) -> None:
    """It is an error in what is known."""
    gone = failed("f.a", None, status=status, deviation="why")
    assert titles(gone) == ["f: a known deviation is gone (1 law)"]


def test_the_simplest_input_is_told() -> None:
    """What is counted before what is not, written out before made, short before long."""
    best = failed("f.g", "number", worst=9.0, counterexample="x = array([1.], dtype=bfloat16)")
    worse = [
        failed("f.a", "number", dtype="int8", worst=9.0, counterexample="x = 0"),
        failed("f.b", "number", counterexample="x = 0"),
        failed("f.c", "number", worst=9.0, counterexample="wide_scores(1)"),
        failed("f.d", "number", worst=9.0, counterexample="number = 10000"),
        failed("f.e", "number", worst=9.0, counterexample="x = array([1.5], dtype=float16)"),
    ]
    (cause,) = causes([*worse, best])
    assert cause.told == best
    assert [v.law for v in cause.others] == ["f.a", "f.b", "f.c", "f.d", "f.e"]
