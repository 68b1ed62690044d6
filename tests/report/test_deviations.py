"""The table of deviations has a row for each library."""

from __future__ import annotations

from mnist_nn.checking.deviations import Deviation
from mnist_nn.report.deviations import as_markdown


def deviation(law: str, dtype: str) -> Deviation:
    """Return a known deviation."""
    return Deviation(law, dtype, "It adds one.", "https://example.org", "it 1", {})


def test_checks_are_counted_and_laws_are_named_once() -> None:
    """The file tells the rest."""
    known = [
        deviation("f.holds", "float64"),
        deviation("f.holds", "float32"),
        deviation("g.holds", "float32"),
    ]
    assert as_markdown({"it": known, "other": []}).splitlines()[2:] == [
        "| [it](mnist_nn/targets/libraries/it.toml) | 3 | `f.holds`, `g.holds` |",
        "| [other](mnist_nn/targets/libraries/other.toml) | 0 |  |",
    ]
