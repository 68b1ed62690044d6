"""A report says how accurate a function is that is refuted by numbers alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mnist_nn.checking.strength import Strength
from mnist_nn.checking.verdict import Status, Verdict
from mnist_nn.report.grades import as_object, as_text
from mnist_nn.report.run import Run
from mnist_nn.specification.law import Level
from mnist_nn.targets.implementation import Implementation

IT = Implementation("it", "1", {})
OFF = Verdict(
    "f.a", "f", "float32", Level.REQUIRED, Status.REFUTED, worst=3.0, grades=("tf32", "tensor-core")
)
HELD = Verdict("f.b", "f", "float32", Level.REQUIRED, Status.HELD, 100, 0.5)


def said(*verdicts: Verdict, arithmetic: str = "strict") -> list[str]:
    """Return what is said of some verdicts."""
    return as_text(Run(IT, verdicts, Strength(), None, arithmetic))


def test_the_arithmetic_that_explains_what_was_seen_is_named() -> None:
    """With the option that judges by it."""
    assert said(OFF, HELD) == [
        "f as float32: what was seen is as accurate as tf32 allows (--arithmetic tf32)"
    ]


def test_json_has_the_grade_of_each_function_at_each_dtype() -> None:
    """And null where no arithmetic explains what was seen."""
    other = replace(OFF, dtype="float64", grades=())
    run = Run(IT, (OFF, other, HELD), Strength(), None, "strict")
    assert as_object(run) == {"f": {"float32": "tf32", "float64": None}}


def test_dtypes_with_one_grade_are_told_together() -> None:
    """And others in a line of their own."""
    half = replace(OFF, dtype="float16")
    other = replace(OFF, dtype="float64", grades=())
    assert said(OFF, half, other) == [
        "f as float32, float16: what was seen is as accurate as tf32 allows (--arithmetic tf32)",
        "f as float64: no named arithmetic explains what was seen",
    ]


@pytest.mark.parametrize(
    "other",
    [
        replace(OFF, status=Status.CRASHED, worst=None, grades=()),
        replace(OFF, worst=float("inf"), grades=()),
        replace(OFF, worst=None, grades=()),
        replace(HELD, deviation="it is known"),
    ],
    ids=["a crash", "not a number", "another answer each time", "an outdated deviation"],
)
def test_what_is_wrong_otherwise_too_has_no_grade(other: Verdict) -> None:
    """A number would explain a part of it; a deviation that is outdated is no part."""
    expected = 1 if other.holds else 0
    assert len(said(OFF, other)) == expected


def test_what_is_not_exact_is_explained_where_an_arithmetic_allows_it() -> None:
    """Though it is not off by a factor of what is allowed, which is nothing."""
    inexact = replace(OFF, worst=float("inf"), cause="number", grades=("tf32",))
    assert len(said(OFF, inexact)) == 1


def test_what_is_right_or_judged_by_a_weaker_arithmetic_has_no_grade() -> None:
    """There is nothing to explain, or nothing to compare with."""
    assert said(HELD) == []
    assert said(OFF, arithmetic="flash") == []
