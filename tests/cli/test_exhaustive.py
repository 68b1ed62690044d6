"""`mnist-nn verify --exhaustive` proves laws on every number, and goes on where it was ended."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.checking.in_parts import LAW, RIGHT, WRONG, in_parts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.calls import Result, Run

IMPATIENT = """
import numpy

def half(x):
    if (x.view(numpy.uint32) == 2**11).any():
        raise KeyboardInterrupt
    return numpy.maximum(x, 0)
"""
"""It interrupts the run in the fifth of eight sections, as Ctrl-C would."""


def verified(run: Run, folder: Path, code: str, *options: object) -> tuple[Result, dict[str, Any]]:
    """Return how a run ends, and its verdict."""
    plan, report = in_parts(folder, code), folder / "verdicts.json"
    own = "--specification", plan.specification, "--law", LAW, "--exhaustive", "--json", report
    result = run("verify", plan.target, *own, *(options or ("--jobs", 1)))
    (verdict,) = json.loads(report.read_text())["verdicts"]
    return result, verdict


def test_a_law_that_holds_of_every_number_is_proved(run: Run, tmp_path: Path) -> None:
    """It counts as one check."""
    result, verdict = verified(run, tmp_path, RIGHT)
    assert result.exit_code == 0
    assert (verdict["status"], verdict["examples"]) == ("proved", 8)
    assert "conforms: 1 of 1 checks held, 1 of them proved, on 8 examples." in result.stdout


def test_a_number_at_which_it_does_not_hold_is_told(run: Run, tmp_path: Path) -> None:
    """The simplest of the first section that has one."""
    result, verdict = verified(run, tmp_path, WRONG)
    assert result.exit_code == 1
    assert verdict["counterexample"] == "x = array([4097.], dtype=float32)"


@pytest.mark.slow
def test_several_processes_say_the_same_as_one(run: Run, tmp_path: Path) -> None:
    """Of what is right: all of it."""
    assert verified(run, tmp_path, RIGHT, "--jobs", 2) == verified(run, tmp_path, RIGHT)


@pytest.mark.slow
def test_several_processes_refute_what_one_does(run: Run, tmp_path: Path) -> None:
    """On as many examples; how simple the counterexample is depends on how long it is sought."""
    (alone, told), (together, verdict) = (
        verified(run, tmp_path, WRONG, *jobs) for jobs in ((), ("--jobs", 2))
    )
    assert together.exit_code == alone.exit_code == 1
    assert all(verdict[key] == told[key] for key in ("status", "examples", "cause"))


def test_a_run_goes_on_where_another_was_interrupted(run: Run, tmp_path: Path) -> None:
    """What was tried then is known, and reported too."""
    kept = tmp_path / "held.json"
    options = "--jobs", 1, "--resume", kept
    result, verdict = verified(run, tmp_path, IMPATIENT, *options)
    assert (result.exit_code, verdict["status"]) == (130, "inconclusive")
    assert verdict["message"].endswith("2 of 4 parts of its inputs were tried, and held")
    assert len(json.loads(kept.read_text())["held"]) == 2
    again = verified(run, tmp_path, IMPATIENT, *options)
    assert again[1] == verdict


def test_to_resume_is_about_what_is_exhaustive(run: Run, tmp_path: Path) -> None:
    """Nothing else takes so long."""
    result = run("verify", "--resume", tmp_path / "held.json")
    told = "mnist-nn: verify: --resume is about --exhaustive: say that too\n"
    assert (result.exit_code, result.stderr) == (2, told)
