"""What a run wrote is read again; what is no report is refused, and the error says what was due."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

import mnist_nn
from mnist_nn.checking.plan import EXAMPLES
from mnist_nn.checking.verdict import Status
from mnist_nn.comparison.outcome import Outcome
from mnist_nn.comparison.reading import read_report
from mnist_nn.specification.law import Level
from tests.comparison.reports import verdict, written

if TYPE_CHECKING:
    from pathlib import Path

WROTE = "expected a report that `mnist-nn verify --json FILE` wrote"
STATUSES = ", ".join(Status)


def test_what_a_run_wrote_is_read(tmp_path: Path) -> None:
    """Its target, its arithmetic, and of each verdict what a comparison tells."""
    refuted = verdict(
        "f.lasts", status=Status.REFUTED, counterexample="x = 0", cause="number", examples=7
    )
    held = verdict("f.holds", "float64", level=Level.ADVISORY)
    file = written(tmp_path / "it.json", "it", "1.2", refuted, held, arithmetic="tf32")
    report = read_report(file)
    assert (report.file, report.name, report.version) == (str(file), "it", "1.2")
    assert (report.arithmetic, report.conforms, report.examples) == ("tf32", False, 7)
    assert (report.asked, report.seed, report.judge) == (str(EXAMPLES), "0", mnist_nn.__version__)
    first, second = report.verdicts
    assert (first.law, first.function, first.dtype) == ("f.lasts", "f", "float32")
    assert (first.outcome, first.counterexample) == (Outcome.REFUTED, "x = 0")
    assert (first.cause, first.deviation) == ("number", "")
    assert (second.level, second.outcome) == (Level.ADVISORY, Outcome.HELD)


def test_a_report_of_an_older_version_is_read(tmp_path: Path) -> None:
    """It tells less of the run, and its verdicts no cause; some shells write in this encoding."""
    file = written(tmp_path / "it.json", "it", "1", verdict())
    content = json.loads(file.read_text())
    del content["arithmetic"], content["verdicts"][0]["cause"]
    del content["examples"], content["seed"], content["versions"]
    file.write_text(json.dumps(content), encoding="utf-16")
    report = read_report(file)
    assert (report.arithmetic, report.asked, report.seed, report.judge) == ("strict", "", "", "")


def test_a_name_moves_no_cursor(tmp_path: Path) -> None:
    """Whoever chose it: control characters are written out, and ends of lines are kept."""
    file = written(tmp_path / "it.json", "\x1b[2Jit", "1", verdict(counterexample="x = 0\n\a"))
    report = read_report(file)
    assert report.name == r"\x1b[2Jit"
    assert report.verdicts[0].counterexample == "x = 0\n\\x07"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("", rf"it is empty, as if a run had not begun or not ended: {WROTE}"),
        ("{", rf"it is not JSON \(Expecting property name .*\): {WROTE}"),
        ("[" * 100_000, rf"it is not JSON \(.*recursion.*\): {WROTE}"),
        ("[]", rf"it has no schema: {WROTE}"),
        ('{"laws": []}', rf"it has no schema: {WROTE}"),
        ('{"schema": 2}', "it is of schema 2, which another version of mnist_nn wrote: .* 1"),
        ('{"schema": 1, "laws": []}', rf"it has no verdicts: {WROTE}"),
        ('{"schema": 1, "verdicts": []}', rf"it has no verdicts: {WROTE}"),
    ],
    ids=range(8),
)
def test_what_is_no_report_is_refused(tmp_path: Path, content: str, error: str) -> None:
    """The error names the file, and what was expected."""
    file = tmp_path / "it.json"
    file.write_text(content)
    with pytest.raises(ValueError, match=f"^{re.escape(str(file))}: {error}$"):
        read_report(file)


@pytest.mark.parametrize(
    ("key", "value", "error"),
    [
        ("target", "torch", "target is 'torch': expected an object"),
        ("target", {"name": 1}, "name is 1: expected text"),
        ("target", {"name": "it"}, f"there is no 'version': {WROTE}"),
        ("conforms", "yes", "conforms is 'yes': expected true or false"),
        ("arithmetic", 32, "arithmetic is 32: expected text"),
        ("seed", "x", "seed is 'x': expected a whole number"),
        ("versions", [], "versions is []: expected an object"),
        ("verdicts", {"f": 1}, "verdicts is {'f': 1}: expected a list"),
        ("verdicts", [1], "verdict 1: it is 1: expected an object"),
    ],
)
def test_what_is_not_as_it_should_be_is_refused(
    tmp_path: Path, key: str, value: Any, error: str
) -> None:
    """The error says what it is."""
    file = written(tmp_path / "it.json", "it", "1", verdict())
    file.write_text(json.dumps(json.loads(file.read_text()) | {key: value}))
    with pytest.raises(ValueError, match=f"^{re.escape(f'{file}: {error}')}$"):
        read_report(file)


@pytest.mark.parametrize(
    ("key", "value", "error"),
    [
        ("status", "fine", f"status is 'fine': expected one of {STATUSES}"),
        ("level", "nice", "level is 'nice': expected one of required, advisory"),
        ("law", None, "law is None: expected text"),
        ("examples", "7", "examples is '7': expected a whole number"),
    ],
)
def test_an_error_says_which_verdict_is_none(
    tmp_path: Path, key: str, value: Any, error: str
) -> None:
    """Here it is the second."""
    file = written(tmp_path / "it.json", "it", "1", verdict(), verdict("f.lasts"))
    content = json.loads(file.read_text())
    content["verdicts"][1][key] = value
    file.write_text(json.dumps(content))
    with pytest.raises(ValueError, match=f"^{re.escape(f'{file}: verdict 2: {error}')}$"):
        read_report(file)


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    """As is a folder."""
    for path, reason in ((tmp_path / "it.json", "No such file"), (tmp_path, "Is a directory")):
        with pytest.raises(ValueError, match=rf"^{re.escape(str(path))}: {reason}.*: {WROTE}$"):
            read_report(path)
