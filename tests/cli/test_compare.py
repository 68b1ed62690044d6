"""The command `mnist-nn compare`, as a person calls it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from mnist_nn.checking.verdict import Status
from tests.comparison.reports import verdict, written

if TYPE_CHECKING:
    from pathlib import Path

    from tests.calls import Run


@pytest.fixture
def one(tmp_path: Path) -> Path:
    """Return a report of a run in which all held."""
    return written(tmp_path / "one.json", "it", "1", verdict())


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Return a report of the next version, in which a law is refuted."""
    return written(tmp_path / "other.json", "it", "2", verdict(status=Status.REFUTED))


def test_what_differs_is_printed(run: Run, one: Path, other: Path) -> None:
    """And is no failure of the command: the status is that of a run of `verify`."""
    result = run("compare", one, other)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "\n  worse   held → refuted  f.holds [float32]\n" in result.stdout


def test_one_report_is_enough(run: Run, one: Path) -> None:
    """It is compared with what the catalogue has, most of which it lacks."""
    assert re.search(r"it 1: required 1 of 1 · \d{3} not run; ", run("compare", one).stdout)


def test_a_report_is_compared_with_itself(run: Run, one: Path) -> None:
    """And nothing differs."""
    printed = run("compare", one, one).stdout
    assert "0 of " in printed
    assert "no law holds for one and not for another" in printed


def test_every_law_is_told_if_asked_for(run: Run, tmp_path: Path) -> None:
    """With --verbose."""
    laws = [f"f.holds_{number:02}" for number in range(11)]
    fine = written(tmp_path / "1", "a", "1", *map(verdict, laws))
    wrong = written(
        tmp_path / "2", "b", "1", *(verdict(law, status=Status.REFUTED) for law in laws)
    )
    assert "f.holds_10" not in run("compare", fine, wrong).stdout
    assert "f.holds_10" in run("compare", fine, wrong, "--verbose").stdout


def test_tables_of_markdown_are_printed_if_asked_for(run: Run, one: Path, other: Path) -> None:
    """In place of the text."""
    assert run("compare", one, other, "--markdown").stdout.startswith("### it 1 → it 2\n")


def test_a_page_and_a_badge_are_written(run: Run, one: Path, tmp_path: Path) -> None:
    """Beside what is printed."""
    page, badge = tmp_path / "page.html", tmp_path / "badge.svg"
    assert run("compare", one, "--html", page, "--badge", badge).stdout.startswith("compared: it 1")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert badge.read_text(encoding="utf-8").startswith("<svg ")


def test_a_badge_of_several_reports_is_refused(
    run: Run, one: Path, other: Path, tmp_path: Path
) -> None:
    """Before anything is written."""
    badge, page = tmp_path / "badge.svg", tmp_path / "page.html"
    result = run("compare", one, other, "--badge", badge, "--html", page)
    error = "mnist-nn: a badge is about one report: expected one, not 2\n"
    assert (result.exit_code, result.stderr) == (2, error)
    assert not page.exists()


def test_what_is_no_report_is_refused(run: Run, one: Path, tmp_path: Path) -> None:
    """The error names the file and says what was expected."""
    empty = tmp_path / "empty.json"
    empty.touch()
    for file, said in ((empty, "it is empty"), (tmp_path / "missing.json", "No such file")):
        result = run("compare", one, file)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert re.fullmatch(
            rf"mnist-nn: {re.escape(str(file))}: {said}.*: expected a report that .* wrote\n",
            result.stderr,
        )


def test_a_page_goes_to_stdout_in_place_of_the_text(run: Run, one: Path) -> None:
    """As -; one thing alone can."""
    assert run("compare", one, "--html", "-").stdout.startswith("<!doctype html>")
    assert "only one report can be written" in run("compare", one, "--html=-", "--badge=-").stderr


def test_a_page_that_cannot_be_written_is_named(run: Run, one: Path, tmp_path: Path) -> None:
    """The folder is missing."""
    page = tmp_path / "missing" / "page.html"
    result = run("compare", one, "--html", page)
    error = f"mnist-nn: {page}: there is no folder {page.parent} to write it to\n"
    assert (result.exit_code, result.stderr) == (2, error)
