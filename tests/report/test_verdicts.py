"""A report of verdicts shows every law, tells every story, and ends with the conclusion."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from mnist_nn.checking.accuracy import Accuracy, Reading
from mnist_nn.checking.strength import Strength
from mnist_nn.checking.verdict import Status, Verdict
from mnist_nn.report.run import Run
from mnist_nn.report.verdicts import as_json, as_text
from mnist_nn.specification.law import Level
from mnist_nn.targets.implementation import Implementation

IT = Implementation("it", "1.2", {})
HELD = Verdict("f.holds", "f", "float64", Level.REQUIRED, Status.HELD, 100, 0.25)
OTHER_DTYPE = Verdict("f.holds", "f", "float32", Level.REQUIRED, Status.HELD, 100, 0.5)
PROVED = replace(OTHER_DTYPE, status=Status.PROVED, examples=30)
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
    cause="number",
)


SUFFICIENT = Strength(refuted=("f.wrong", "f.worse"))


def run(verdicts: list[Verdict], strength: Strength = SUFFICIENT) -> Run:
    """Return a run with some verdicts."""
    return Run(IT, verdicts, strength)


def test_a_summary_has_a_line_for_each_function() -> None:
    """How many checks of each level held, and the greatest share of the allowed error used."""
    others = [replace(NOT_OFFERED, function="i"), replace(NOT_OFFERED, function="j")]
    assert (
        "\nf         required 2 of 2      advisory -           greatest error 0.50\n"
        "h         required 0 of 1      advisory -\n"
        "not offered: g, i, j\n"
    ) in as_text(run([HELD, OTHER_DTYPE, REFUTED, NOT_OFFERED, *others]))


def test_a_function_of_which_laws_crash_has_no_greatest_error() -> None:
    """What is refused, for all crashes, is an error of 0: that is no praise."""
    crashed = replace(REFUTED, function="f", status=Status.CRASHED, worst=None, cause="crash: X")
    refused = replace(HELD, worst=0.0)
    assert "greatest error" not in as_text(run([refused, crashed]))
    assert "greatest error" in as_text(run([refused, replace(crashed, level=Level.ADVISORY)]))


def test_a_proved_law_has_held_and_is_counted_apart() -> None:
    """Among those that held of its function, and once more in the last line."""
    text = as_text(run([HELD, PROVED, NOT_OFFERED]))
    assert text.startswith(
        "f         required 2 of 2      advisory -           greatest error 0.50\n"
    )
    assert text.endswith("it 1.2 conforms: 2 of 2 checks held, 1 of them proved, on 130 examples.")


def test_a_proved_law_is_called_so_in_the_table_and_in_json() -> None:
    """With its own status."""
    assert "f.holds  required  float32 proved 0.50\n" in as_text(run([PROVED]), verbose=True)
    assert json.loads(as_json(run([PROVED])))["verdicts"][0]["status"] == "proved"


def test_a_table_has_a_line_for_each_law_and_a_cell_for_each_dtype() -> None:
    """Names are aligned; beside a law that held stands the share of the allowed error used."""
    assert as_text(run([HELD, OTHER_DTYPE, NOT_OFFERED]), verbose=True) == (
        "f.holds      required  float64 held 0.25  float32 held 0.50\n"
        "g.holds_too  advisory  float64 not offered\n"
        "\n"
        "mutants refuted on the same inputs: 2 of 2\n"
        "it 1.2 conforms: 2 of 2 checks held, on 200 examples."
    )


def test_a_function_that_is_offered_at_some_dtypes_says_at_which_it_is_not() -> None:
    """Those are not counted."""
    text = as_text(run([HELD, replace(OTHER_DTYPE, status=Status.NOT_OFFERED)]))
    assert text.splitlines()[0] == (
        "f         required 1 of 1      advisory -           greatest error 0.25  "
        "not offered: float32"
    )


def test_what_is_wrong_and_its_story_are_told_first() -> None:
    """And the last line says that the implementation does not conform."""
    text = as_text(run([HELD, REFUTED]))
    assert text.startswith(
        "h: other numbers than are due (1 law)\n\nh.fails[float64]: the whole story\n\nf     "
    )
    assert text.endswith("it 1.2 does not conform: 1 of 2 checks held, on 100 examples.")


FAILURES = [replace(REFUTED, law=f"h.fails_{i}", message=f"story {i}") for i in range(5)]


def test_the_first_law_with_a_cause_is_told_and_the_others_are_named() -> None:
    """They fail for the same reason."""
    text = as_text(run([*FAILURES, replace(FAILURES[4], dtype="float32")]))
    assert "\nstory 0\n" in text
    assert "story 1" not in text
    assert (
        "\nand 4 laws more for the same reason: h: fails_1, fails_2, fails_3 [float64], "
        "fails_4\n  [float64 float32]\n"
    ) in text


def test_all_failures_are_told_when_asked() -> None:
    """One after the other."""
    text = as_text(run(FAILURES), verbose=True)
    assert all(f"\nstory {i}\n" in text for i in range(5))


def test_an_advisory_law_that_does_not_hold_is_named() -> None:
    """It does not count."""
    text = as_text(run([HELD, replace(REFUTED, level=Level.ADVISORY)]))
    assert "\nadvisory laws that do not hold: h: fails [float64]\n" in text
    assert "the whole story" not in text
    assert "it 1.2 conforms: " in text


def test_beside_a_failure_advisory_laws_are_counted_alone() -> None:
    """There is more to read."""
    advisory = [replace(v, level=Level.ADVISORY) for v in FAILURES]
    text = as_text(run([REFUTED, *advisory]))
    assert "\nadvisory laws that do not hold: 5 (--verbose tells which)\n" in text


@pytest.mark.parametrize(("number", "words"), [(1, "1 known deviation"), (2, "2 known deviations")])
def test_known_deviations_are_named_and_counted(number: int, words: str) -> None:
    """The conclusion mentions them."""
    text = as_text(run([HELD, *[replace(REFUTED, deviation="why")] * number]))
    assert "\nknown deviations: h: fails [float64" in text
    assert f"it 1.2 conforms, but for {words}: 1 of {number + 1} checks held" in text


def test_a_report_on_nothing_does_not_conform() -> None:
    """No verdicts are no success."""
    assert as_text(run([], Strength())) == (
        "\nmutants refuted on the same inputs: 0 of 0\n"
        "it 1.2 does not conform: 0 of 0 checks held, on 0 examples."
    )


def test_json_names_the_target_and_the_conclusion() -> None:
    """Schema 1."""
    report = json.loads(as_json(run([HELD])))
    assert report["schema"] == 1
    assert report["target"] == {"name": "it", "version": "1.2"}
    assert report["conforms"] is True


def test_a_weaker_arithmetic_is_named_with_the_conclusion() -> None:
    """In text and in JSON; the strict one goes without saying in text."""
    weaker = replace(run([HELD]), arithmetic="tf32")
    assert "it 1.2 conforms in the arithmetic tf32: 1 of 1 checks held" in as_text(weaker)
    assert "arithmetic" not in as_text(run([HELD]))
    assert json.loads(as_json(weaker))["arithmetic"] == "tf32"
    assert json.loads(as_json(run([HELD])))["arithmetic"] == "strict"


def test_json_has_every_field_of_a_verdict() -> None:
    """With the words of the specification for level and status."""
    (verdict,) = json.loads(as_json(run([NOT_OFFERED])))["verdicts"]
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
        "deviation": None,
        "cause": None,
        "grades": [],
        "worst_input": None,
    }


def test_json_has_the_cause_of_a_refutation() -> None:
    """In words that are the same of laws that fail for the same reason."""
    assert json.loads(as_json(run([REFUTED])))["verdicts"][0]["cause"] == "number"


@pytest.mark.parametrize(("verdict", "worst"), [(HELD, 0.25), (REFUTED, None)])
def test_json_has_no_infinity(verdict: Verdict, worst: float | None) -> None:
    """A ratio to an error of nothing is null."""
    assert json.loads(as_json(run([verdict])))["verdicts"][0]["worst"] == worst


INSUFFICIENT = Strength(refuted=("f.wrong",), survived=("f.worse",))


def test_where_a_mutant_survived_nothing_is_shown() -> None:
    """A mutant survived that they should have refuted."""
    assert as_text(run([HELD], INSUFFICIENT)).endswith(
        "\nmutants refuted on the same inputs: 1 of 2\n"
        "mutants that survived, which shows a hole: try more --examples: f.worse\n"
        "it 1.2 is not shown to conform, for a mutant survived the same laws: "
        "1 of 1 checks held, on 100 examples."
    )
    assert json.loads(as_json(run([HELD], INSUFFICIENT)))["conforms"] is False


def test_a_mutant_that_only_other_laws_refute_is_counted_apart() -> None:
    """Some laws or dtypes were not selected, or not offered."""
    strength = Strength(refuted=("f.wrong",), out_of_reach=("f.worse", "f.bad"))
    assert (
        "\nmutants refuted on the same inputs: 1 of 1; "
        "2 more may need laws, dtypes or sizes that were not tried\n"
    ) in as_text(run([HELD], strength))


def test_json_counts_the_mutants() -> None:
    """And names those that were not refuted."""
    assert json.loads(as_json(run([HELD], INSUFFICIENT)))["mutants"] == {
        "killed": 1,
        "of": 2,
        "survived": ["f.worse"],
        "out_of_reach": [],
    }


def test_the_accuracy_stands_before_the_conclusion() -> None:
    """Beside what is certified of it."""
    text = as_text(replace(run([HELD]), accuracy=Accuracy(9895, 10_000, 9895, 9895)))
    assert text.splitlines()[1:3] == [
        "",
        "predict reads 9895 of 10000, as certified",
    ]


def test_json_says_how_it_was_verified() -> None:
    """On how many inputs, from which seed, where, and with which versions."""
    report = json.loads(as_json(replace(run([HELD]), examples=7, seed=3)))
    assert (report["examples"], report["seed"]) == (7, 3)
    assert set(report["machine"]) == {"system", "processor", "cores"}
    assert {"python", "mnist_nn", "numpy"} < set(report["versions"])


def test_json_has_the_accuracy() -> None:
    """Each number by its name, and the images that are worth a look; NaN is null."""
    reading = Reading(7, 9, 4, (9,), (math.nan, 1.0))
    accuracy = Accuracy(9351, 10_000, 9350, 9352, (reading,))
    assert json.loads(as_json(replace(run([HELD]), accuracy=accuracy)))["accuracy"] == {
        "correct": 9351,
        "total": 10_000,
        "at_least": 9350,
        "at_most": 9352,
        "readings": [
            {"image": 7, "label": 9, "read": 4, "possible": [9], "probabilities": [None, 1.0]}
        ],
    }


def test_nothing_is_said_of_an_accuracy_that_was_not_asked() -> None:
    """It is null in JSON."""
    assert "predict" not in as_text(run([HELD]))
    assert json.loads(as_json(run([HELD])))["accuracy"] is None
