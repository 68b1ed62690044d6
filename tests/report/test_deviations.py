"""The table of deviations has a row for each library."""

from __future__ import annotations

from mnist_nn.checking.deviations import Deviation
from mnist_nn.report.deviations import as_markdown


def deviation(law: str, dtype: str) -> Deviation:
    """Return a known deviation."""
    return Deviation(law, dtype, "It adds one.", "https://example.org", "it 1", {})


def test_checks_are_counted_and_laws_are_named_once() -> None:
    """In a row for each function; the file tells the rest."""
    known = [
        deviation("f.holds", "float64"),
        deviation("f.holds", "float32"),
        deviation("g.holds", "float32"),
        deviation("f.lasts", "float32"),
    ]
    assert as_markdown({"it": known}).splitlines()[2:] == [
        "| [it](it.toml) | f | 3 | `holds`, `lasts` |",
        "| [it](it.toml) | g | 1 | `holds` |",
    ]


def test_a_library_that_does_nothing_otherwise_has_no_row() -> None:
    """There is nothing to say of it."""
    assert as_markdown({"it": []}).splitlines()[2:] == []
