"""The matrix has a cell for every check of every report, and no cell is blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnist_nn.checking.verdict import Status
from mnist_nn.comparison.outcome import Outcome
from mnist_nn.specification.law import Level
from tests.comparison.reports import KNOWN, compared, matrix, on_each_dtype, verdict, written

if TYPE_CHECKING:
    from pathlib import Path


def test_what_a_report_lacks_was_not_run(tmp_path: Path) -> None:
    """Another report has it; whoever narrowed the run did not see whether it holds."""
    it = compared(tmp_path, [verdict(), verdict("f.lasts")], [verdict()])
    holds, lasts = it.rows
    assert [cell.outcome for cell in holds.cells["float32"]] == [Outcome.HELD, Outcome.HELD]
    assert [cell.outcome for cell in lasts.cells["float32"]] == [Outcome.HELD, Outcome.NOT_RUN]


def test_what_the_catalogue_has_and_no_report_was_not_run(tmp_path: Path) -> None:
    """At each of its formats; the law is told with its statement."""
    (row, _) = compared(tmp_path, [verdict()], catalogue=[KNOWN]).rows
    assert (row.law, row.name, row.statement) == (str(KNOWN), KNOWN.name, KNOWN.statement)
    assert [cells[0].outcome for cells in row.cells.values()] == [Outcome.NOT_RUN] * 4


def test_what_the_catalogue_does_not_have_is_shown(tmp_path: Path) -> None:
    """A law that a newer version may state, beside those of its function; and a new format."""
    new, other = verdict("softmax.is_new"), verdict("f.holds")
    odd = verdict(str(KNOWN), "float8")
    it = compared(tmp_path, [other, new, odd], catalogue=[KNOWN])
    assert [row.law for row in it.rows] == [str(KNOWN), "softmax.is_new", "f.holds"]
    assert [list(rows) and name for name, rows in it.functions.items()] == ["softmax", "f"]
    assert [row.statement for row in it.rows[1:]] == ["", ""]
    assert list(it.rows[0].cells) == [*KNOWN.dtypes, "float8"]


def test_of_a_check_that_was_judged_twice_the_gravest_counts(tmp_path: Path) -> None:
    """Both are kept."""
    it = compared(tmp_path, [verdict(), verdict(status=Status.REFUTED)])
    (cell,) = it.rows[0].cells["float32"]
    assert cell.outcome == Outcome.REFUTED
    assert cell.outcomes == [Outcome.REFUTED, Outcome.HELD]


def test_a_law_is_required_if_anybody_requires_it(tmp_path: Path) -> None:
    """A version may have made it so."""
    advisory = verdict(level=Level.ADVISORY)
    assert compared(tmp_path, [advisory], [verdict()]).rows[0].level == Level.REQUIRED
    assert compared(tmp_path, [advisory], [advisory]).rows[0].level == Level.ADVISORY


def test_columns_are_called_by_name_and_version(tmp_path: Path) -> None:
    """And by an arithmetic that is not the strict one."""
    files = [
        written(tmp_path / "1", "it", "1", verdict()),
        written(tmp_path / "2", "it", "2", verdict()),
        written(tmp_path / "3", "it", "2", verdict(), arithmetic="tf32"),
    ]
    assert matrix(files).labels == ("it 1", "it 2", "it 2 as tf32")


def test_runs_of_the_same_version_are_told_apart_by_their_files(tmp_path: Path) -> None:
    """And a file that is given twice by its number."""
    first = written(tmp_path / "1", "it", "1", verdict())
    second = written(tmp_path / "2", "it", "1", verdict())
    assert matrix([first, second]).labels == (f"it 1 ({first})", f"it 1 ({second})")
    again = f"it 1 ({first}), report"
    assert matrix([first, second, first]).labels == (f"{again} 1", f"it 1 ({second})", f"{again} 3")


def test_a_report_is_like_itself(tmp_path: Path) -> None:
    """Its cells are the same in both columns."""
    file = written(tmp_path / "1", "it", "1", *on_each_dtype(KNOWN, Status.PROVED))
    for _, _, (one, other) in matrix([file, file], KNOWN).checks():
        assert one == other
