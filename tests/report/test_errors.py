"""How far results are off is told in a line for each function and dtype, and in JSON."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace

from mnist_nn.checking.strength import Strength
from mnist_nn.checking.survey.survey import Seen
from mnist_nn.report.errors import as_objects, as_text, rows_of
from mnist_nn.report.run import Run
from mnist_nn.report.verdicts import as_json
from mnist_nn.report.verdicts import as_text as report
from mnist_nn.targets.implementation import Implementation
from tests.report.plots.surveys import EXACT, RIGHT, WRONG


def test_nothing_is_told_where_nothing_was_asked() -> None:
    """There is no heading either."""
    assert as_text([]) == []
    assert as_objects([]) == []


def test_the_median_and_the_worst_are_told_and_what_is_allowed_there() -> None:
    """In units of the last place, and as shares of what is allowed."""
    heads, line = as_text([RIGHT])[1:]
    assert re.split("  +", heads) == [
        "errors",
        "in ulp: median",
        "worst",
        "allowed",
        "over allowed: median",
        "most",
        "worst at",
    ]
    told = ["sigmoid", "float32", "0.25", "1.5", "3", "0.12", "0.5", "x = 2.5"]
    assert re.split("  +", line) == told
    assert heads.index("worst at") == line.index("x = ")


def test_what_is_exact_is_told_together() -> None:
    """Functions that are so at the same dtypes."""
    half = replace(EXACT, dtype="float16")
    step = replace(EXACT, function="step")
    told = as_text([EXACT, half, step, replace(step, dtype="float16"), replace(step, function="f")])
    assert told == ["", "relu, step: exact in float32 float16", "f: exact in float32"]


def test_what_is_beyond_is_counted() -> None:
    """Beside the others."""
    assert as_text([WRONG])[2].endswith("x = -18.25 <b>  20 of 1,000 are beyond what is allowed")
    below_normal = replace(WRONG, worst=None, quantiles=())
    assert as_text([below_normal])[2] == (
        "sigmoid   float32   20 of 1,000 are beyond what is allowed"
    )


def test_why_a_survey_ended_early_is_told() -> None:
    """Of what is exact so far too, and of what was never seen."""
    dead = replace(EXACT, exact=0, trouble="the process that surveyed it died")
    assert as_text([dead])[2:] == ["relu      float32   the process that surveyed it died"]
    assert as_text([replace(EXACT, trouble="enough")])[2:] == ["relu      float32   enough"]


def test_json_has_the_same_numbers() -> None:
    """For a program."""
    near = {"ulp": 1.5, "allowed": 3.0, "share": 0.5, "at": "x = 2.5"}
    assert as_objects([RIGHT]) == [
        {
            "function": "sigmoid",
            "dtype": "float32",
            "results": 1000,
            "exact": 0,
            "every_number": False,
            "ulp": {"0.5": 0.25, "0.9": 0.5, "0.99": 1.0},
            "share": {"0.5": 0.125, "0.9": 0.25, "0.99": 0.375},
            "worst": near,
            "nearest": near,
            "beyond": 0,
            "trouble": None,
        }
    ]


def test_json_has_null_for_what_is_no_number_and_for_what_was_not_seen() -> None:
    """It has no infinity."""
    nan = replace(RIGHT, nearest=Seen(math.inf, 1.0, "x = 1"), worst=None)
    (told,) = as_objects([nan])
    assert told["worst"] is None
    assert told["nearest"] == {"ulp": None, "allowed": 1.0, "share": None, "at": "x = 1"}


def test_a_report_tells_of_errors_before_its_conclusion() -> None:
    """In text, long or short, and as JSON."""
    run = Run(Implementation("it", "1", {}), [], Strength(), surveys=[RIGHT])
    for text in (report(run), report(run, verbose=True)):
        assert text.index("errors  ") < text.index("mutants")
    assert json.loads(as_json(run))["errors"][0]["function"] == "sigmoid"


def test_what_is_no_number_is_called_so_in_a_row() -> None:
    """And its share is infinite."""
    nan = Seen(math.inf, 2.0, "x = 1")
    (row,) = rows_of([replace(WRONG, worst=nan, nearest=nan)])
    assert row.numbers == ("0.25", "NaN/inf", "2", "0.12", "inf")
