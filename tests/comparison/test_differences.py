"""What differs: between versions of one library, and between implementations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mnist_nn.checking.verdict import Status
from mnist_nn.comparison.differences import differences, failures, steps
from mnist_nn.comparison.outcome import Outcome
from mnist_nn.specification.law import Level
from tests.comparison.reports import KNOWN, compared, matrix, verdict, written

if TYPE_CHECKING:
    from pathlib import Path

    from mnist_nn.checking.verdict import Verdict
    from mnist_nn.comparison.differences import Step


HELD, REFUTED = verdict(), verdict(status=Status.REFUTED)
DEVIATION = verdict(status=Status.REFUTED, deviation="It adds one.")


def step(folder: Path, before: list[Verdict], after: list[Verdict]) -> Step:
    """Return the step from one version of a library to the next."""
    files = [
        written(folder / version, "it", version, *verdicts)
        for version, verdicts in (("1", before), ("2", after))
    ]
    (found,) = steps(matrix(files, KNOWN))
    return found


@pytest.mark.parametrize(
    ("before", "after", "is_worse"),
    [
        (HELD, REFUTED, True),
        (REFUTED, HELD, False),
        (DEVIATION, REFUTED, True),
        (HELD, verdict(status=Status.NOT_OFFERED), True),
        (verdict(status=Status.PROVED), verdict(status=Status.CRASHED), True),
    ],
)
def test_what_a_version_changes_is_worse_or_better(
    tmp_path: Path, before: Verdict, after: Verdict, *, is_worse: bool
) -> None:
    """By what became of the check."""
    (change,) = step(tmp_path, [before], [after]).changes
    assert (change.row.law, change.dtypes, change.is_worse) == ("f.holds", ("float32",), is_worse)


@pytest.mark.parametrize(
    ("before", "after"),
    [(HELD, HELD), (DEVIATION, DEVIATION), (HELD, verdict(status=Status.PROVED))],
)
def test_what_came_out_alike_is_no_change(tmp_path: Path, before: Verdict, after: Verdict) -> None:
    """That all inputs were tried says nothing of the library."""
    found = step(tmp_path, [before], [after])
    assert (found.changes, found.uncompared) == ((), 0)


def test_what_one_of_two_versions_was_not_asked_is_counted_and_no_change(tmp_path: Path) -> None:
    """What neither was asked is not: here, a law of the catalogue."""
    unknown = verdict("f.lasts", status=Status.INCONCLUSIVE)
    found = step(tmp_path, [HELD, verdict("f.lasts")], [unknown])
    assert (found.changes, found.uncompared) == ((), 2)


def test_formats_that_changed_alike_are_told_together(tmp_path: Path) -> None:
    """And what is worse before what is better, required laws before others."""
    wide = verdict(dtype="float64")
    hint, advice = (
        [verdict(law, status=status, level=Level.ADVISORY) for law in ("f.hints", "f.warns")]
        for status in (Status.HELD, Status.REFUTED)
    )
    before = [hint[0], advice[1], HELD, wide]
    after = [advice[0], hint[1], REFUTED, verdict(dtype="float64", status=Status.REFUTED)]
    changes = step(tmp_path, before, after).changes
    assert [(c.row.law, c.is_worse) for c in changes] == [
        ("f.holds", True),
        ("f.hints", True),
        ("f.warns", False),
    ]
    assert changes[0].dtypes == ("float32", "float64")


def test_each_version_is_compared_with_the_next_that_is_given(tmp_path: Path) -> None:
    """Whatever stands between them; one that has no other is compared with none."""
    names = ["it", "other", "it", "it"]
    files = [written(tmp_path / str(n), name, str(n), HELD) for n, name in enumerate(names)]
    assert [(found.before, found.after) for found in steps(matrix(files))] == [(0, 2), (2, 3)]


def test_a_law_differs_where_it_holds_for_one_and_not_for_another(tmp_path: Path) -> None:
    """At those formats; who says nothing of it is told beside."""
    wide = verdict(dtype="float64")
    it = compared(
        tmp_path, [HELD, wide], [DEVIATION, wide], [verdict(status=Status.NOT_OFFERED), wide]
    )
    (found,) = differences(it)
    assert (found.row.law, found.dtypes) == ("f.holds", ("float32",))
    assert found.columns(Outcome.DEVIATION) == {1: ("float32",)}
    assert found.columns(Outcome.NOT_OFFERED) == {2: ("float32",)}
    assert found.columns(Outcome.REFUTED) == {}


@pytest.mark.parametrize(
    "other",
    [
        verdict(status=Status.PROVED),
        verdict(status=Status.NOT_OFFERED),
        verdict(status=Status.INCONCLUSIVE),
        verdict(deviation="It added one."),
        verdict("f.lasts"),
    ],
)
def test_what_does_not_break_a_law_makes_no_difference(tmp_path: Path, other: Verdict) -> None:
    """Though it says something else."""
    assert differences(compared(tmp_path, [HELD], [other])) == []


def test_the_most_telling_difference_comes_first(tmp_path: Path) -> None:
    """Required before advisory, refuted before known, broken by few, broken at many formats."""
    refuted: dict[str, Any] = {"status": Status.REFUTED}
    known, hint = refuted | {"deviation": "It adds one."}, {"level": Level.ADVISORY}
    broken = [
        verdict("f.wide", "float32", **refuted),
        verdict("f.wide", "float64", **refuted),
        verdict("f.few", **refuted),
        verdict("f.many", **refuted),
        verdict("f.known", **known),
        verdict("f.hint", **refuted | hint),
    ]
    broken_too = verdict("f.many", **refuted)
    fine = [verdict(v.law, v.dtype, level=v.level) for v in broken]
    it = compared(tmp_path, fine[::-1], broken[::-1], [broken_too])
    laws = ["f.wide", "f.few", "f.many", "f.known", "f.hint"]
    assert [found.row.law for found in differences(it)] == laws


def test_a_required_law_that_fails_and_holds_for_none_is_no_difference(tmp_path: Path) -> None:
    """It is told apart; what is known, or advisory, or not asked, does not count."""
    hint = verdict("f.hints", status=Status.REFUTED, level=Level.ADVISORY)
    known = verdict("f.is_known", status=Status.REFUTED, deviation="It adds one.")
    other = verdict("f.is_known", status=Status.NOT_OFFERED)
    it = compared(tmp_path, [REFUTED, hint, known], [DEVIATION, hint, other], [verdict("f.lasts")])
    assert differences(it) == []
    assert [row.law for row in failures(it)] == ["f.holds"]


def test_a_law_that_holds_for_another_fails_as_a_difference_alone(tmp_path: Path) -> None:
    """It is told once."""
    assert failures(compared(tmp_path, [REFUTED], [HELD])) == []
