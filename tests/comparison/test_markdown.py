"""As Markdown, a comparison has tables for what changed, for counts, and for what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnist_nn.checking.verdict import Status
from mnist_nn.comparison.markdown import as_markdown, counts
from tests.comparison.reports import compared, matrix, verdict, written

if TYPE_CHECKING:
    from pathlib import Path

HELD, WIDE = verdict(), verdict(dtype="float64")
REFUTED = verdict(status=Status.REFUTED)


def test_versions_then_counts_then_what_differs(tmp_path: Path) -> None:
    """Each with a heading; what is not there is said to be none."""
    files = [
        written(tmp_path / "1", "it", "1", HELD, WIDE),
        written(tmp_path / "2", "it", "2", REFUTED, WIDE),
    ]
    assert as_markdown(matrix(files)) == (
        "### it 1 → it 2\n\n"
        "| law | formats | before | after |\n"
        "| --- | --- | --- | --- |\n"
        "| `f.holds` | float32 | ✓ held | ✗ refuted |\n\n"
        "### Checks of required laws that held\n\n"
        "| function | it 1 | it 2 |\n"
        "| --- | --- | --- |\n"
        "| f | 2 of 2 | 1 of 2 · 1 refuted |\n\n"
        "### Laws that hold for some and not for others\n\n"
        "| law | formats | it 1 | it 2 |\n"
        "| --- | --- | --- | --- |\n"
        "| `f.holds` | float32 | ✓ held | ✗ refuted |\n\n"
        "### Required laws that hold for none\n\n"
        "None."
    )


def test_formats_are_told_where_they_are_not_all_that_differ(tmp_path: Path) -> None:
    """In the cell of whom they are about."""
    both = [REFUTED, verdict(dtype="float64", status=Status.CRASHED)]
    row = "| `f.holds` | float32 float64 | ✓ held | ✗ refuted float32<br>✗ crashed float64 |"
    assert row in as_markdown(compared(tmp_path, [HELD, WIDE], both))


def test_a_law_that_holds_for_none_is_named(tmp_path: Path) -> None:
    """In the last section."""
    assert as_markdown(compared(tmp_path, [REFUTED])).endswith("hold for none\n\n`f.holds`")


def test_a_format_that_is_not_offered_is_no_count(tmp_path: Path) -> None:
    """A function that is not offered at any is said to be."""
    some = [HELD, verdict(dtype="float64", status=Status.NOT_OFFERED)]
    none = [verdict(status=Status.NOT_OFFERED), some[1]]
    assert counts(compared(tmp_path, some, none)).endswith("| f | 1 of 1 | not offered |")


def test_names_have_no_meaning_of_markdown(tmp_path: Path) -> None:
    """Nor of HTML: whoever chose them."""
    odd = verdict("f.`|<b>*x*\n")
    text = as_markdown(matrix([written(tmp_path / "1", "<i>|_it_", "1", odd)]))
    assert r"\<i\>\|\_it\_ 1" in text
    refuted = verdict("f.`|<b>*x*\n", status=Status.REFUTED)
    text = as_markdown(matrix([written(tmp_path / "1", "it", "1", refuted)]))
    assert text.endswith("\n\nf.\\`\\|\\<b\\>\\*x\\*")
