"""A report of verdicts shows every law, tells every story, and ends with the conclusion."""

from __future__ import annotations

import json
import math

import pytest

from mnist_nn.implementations.implementation import Implementation
from mnist_nn.laws.law import Level
from mnist_nn.report.verdicts import as_json, as_text
from mnist_nn.verify import Status, Verdict

IT = Implementation("it", "1.2", {})
HELD = Verdict("f.holds", "f", "float64", Level.REQUIRED, Status.HELD, 100, 0.25)
OTHER_DTYPE = Verdict("f.holds", "f", "float32", Level.REQUIRED, Status.HELD, 100, 0.5)
NOT_OFFERED = Verdict("g.holds_too", "g", "float64", Level.ADVISORY, Status.NOT_OFFERED)
REFUTED = Verdict(
    "h.fails",
    "h",
    "float64",
    Level.REQUIRED,
    Status.REFUTED,
    worst=math.inf,
    counterexample="x = 0",
    message="h.fails[float64]: the whole story",
)


def test_a_summary_has_a_line_for_each_function() -> None:
    """How many checks of each level held, and the greatest share of the allowed error used."""
    assert as_text(IT, [HELD, OTHER_DTYPE, REFUTED, NOT_OFFERED]).startswith(
        "f         required 2 of 2      advisory -           greatest error 0.50\n"
        "h         required 0 of 1      advisory -\n"
        "g         required -           advisory 0 of 1\n"
    )


def test_a_table_has_a_line_for_each_law_and_a_cell_for_each_dtype() -> None:
    """Names are aligned; beside a law that held stands the share of the allowed error used."""
    assert as_text(IT, [HELD, OTHER_DTYPE, NOT_OFFERED], verbose=True) == (
        "f.holds      required  float64 held 0.25  float32 held 0.50\n"
        "g.holds_too  advisory  float64 not offered\n"
        "\n"
        "it 1.2 conforms: 2 of 3 checks held, on 200 examples."
    )


def test_the_story_of_a_refutation_is_told_below_the_table() -> None:
    """And the last line says that the implementation does not conform."""
    text = as_text(IT, [HELD, REFUTED])
    assert "\n\nh.fails[float64]: the whole story\n" in text
    assert text.endswith("it 1.2 does not conform: 1 of 2 checks held, on 100 examples.")


def test_a_report_on_nothing_does_not_conform() -> None:
    """No verdicts are no success."""
    assert as_text(IT, []) == "\nit 1.2 does not conform: 0 of 0 checks held, on 0 examples."


def test_json_names_the_target_and_the_conclusion() -> None:
    """Schema 1."""
    report = json.loads(as_json(IT, [HELD]))
    assert report["schema"] == 1
    assert report["target"] == {"name": "it", "version": "1.2"}
    assert report["conforms"] is True


def test_json_has_every_field_of_a_verdict() -> None:
    """With the words of the specification for level and status."""
    (verdict,) = json.loads(as_json(IT, [NOT_OFFERED]))["verdicts"]
    assert verdict == {
        "law": "g.holds_too",
        "function": "g",
        "dtype": "float64",
        "level": "advisory",
        "status": "not offered",
        "examples": 0,
        "worst": None,
        "counterexample": None,
        "message": None,
        "reproduce": None,
    }


@pytest.mark.parametrize(("verdict", "worst"), [(HELD, 0.25), (REFUTED, None)])
def test_json_has_no_infinity(verdict: Verdict, worst: float | None) -> None:
    """A ratio to an error of nothing is null."""
    assert json.loads(as_json(IT, [verdict]))["verdicts"][0]["worst"] == worst
