"""As text, a comparison says first what differs, and then how everybody came out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnist_nn.checking.verdict import Status
from mnist_nn.comparison.text import as_text
from mnist_nn.report.names import WIDTH
from mnist_nn.specification.law import Level
from tests.comparison.reports import KNOWN, compared, matrix, on_each_dtype, verdict, written

if TYPE_CHECKING:
    from pathlib import Path

HELD, WIDE = verdict(), verdict(dtype="float64")
REFUTED = verdict(status=Status.REFUTED)


def test_versions_of_one_library_come_first(tmp_path: Path) -> None:
    """Then the laws on which implementations differ, then each of them."""
    files = [
        written(tmp_path / "1", "it", "1", HELD, WIDE, verdict("f.lasts")),
        written(tmp_path / "2", "it", "2", REFUTED, WIDE),
    ]
    assert as_text(matrix(files)) == (
        "compared: it 1, it 2\n"
        "on 2 laws, 3 checks, each one law at one format\n"
        "\n"
        "it 1 → it 2: 1 of 3 checks came out otherwise; 1 more cannot be compared, for one of the "
        "two did not\n"
        "  run them\n"
        "  worse   held → refuted  f.holds [float32]\n"
        "\n"
        "laws that hold for some and not for others: 1\n"
        "  f.holds [float32] required\n"
        "    refuted: it 2\n"
        "    held: it 1\n"
        "\n"
        "it 1: required 3 of 3\n"
        "  all required laws hold: f\n"
        "\n"
        "it 2: required 1 of 2 · 1 refuted · 1 not run\n"
        "  f         1 of 2 · 1 refuted · 1 not run"
    )


def test_what_became_better_is_called_so(tmp_path: Path) -> None:
    """From one version to the next."""
    files = [
        written(tmp_path / "1", "it", "1", REFUTED),
        written(tmp_path / "2", "it", "2", HELD),
    ]
    assert "\n  better  refuted → held  f.holds [float32]\n" in as_text(matrix(files))


def test_formats_are_told_where_they_are_not_all_that_differ(tmp_path: Path) -> None:
    """Of a law that holds here for one at one format, and there for another."""
    both = [REFUTED, verdict(dtype="float64", status=Status.CRASHED)]
    text = as_text(compared(tmp_path, [HELD, WIDE], both, [HELD]))
    assert (
        "  f.holds [float32 float64] required\n"
        "    refuted: b 1 [float32]\n"
        "    crashed: b 1 [float64]\n"
        "    not run: c 1 [float64]\n"
        "    held: a 1, c 1 [float32]\n"
    ) in text


def test_ten_laws_are_told_unless_all_are_asked_for(tmp_path: Path) -> None:
    """The line below says how many are left out."""
    laws = [f"f.holds_{number:02}" for number in range(12)]
    fine = [verdict(law) for law in laws]
    it = compared(tmp_path, fine, [verdict(law, status=Status.REFUTED) for law in laws])
    text = as_text(it)
    assert "laws that hold for some and not for others: 12, the most telling first\n" in text
    assert ("f.holds_09" in text, "f.holds_10" in text) == (True, False)
    assert "\n  and 2 more (--verbose tells all)\n" in text
    assert "f.holds_11" in as_text(it, verbose=True)
    assert "--verbose" not in as_text(it, verbose=True)


def test_one_report_differs_from_none(tmp_path: Path) -> None:
    """What fails in it is named."""
    text = as_text(compared(tmp_path, [REFUTED]))
    assert "differ" not in text
    assert "\n\nrequired laws that hold for none: f.holds\n\n" in text


def test_that_nothing_differs_is_said(tmp_path: Path) -> None:
    """Of several."""
    assert "\n\nno law holds for one and not for another\n\n" in as_text(
        compared(tmp_path, [HELD], [HELD])
    )


def test_functions_of_which_one_thing_is_to_say_share_a_line(tmp_path: Path) -> None:
    """Not offered is told from not run; advisory laws have their own count."""
    hint = verdict("f.hints", status=Status.REFUTED, level=Level.ADVISORY)
    missing = [verdict(f"{name}.holds", status=Status.NOT_OFFERED) for name in "gh"]
    text = as_text(compared(tmp_path, [HELD, hint, *missing], catalogue=[KNOWN]))
    assert text.endswith(
        "a 1: required 1 of 1 · 4 not run · 2 not offered; advisory 0 of 1 · 1 refuted\n"
        "  not run: softmax\n"
        "  all required laws hold: f\n"
        "  not offered: g, h"
    )


def test_a_line_ends_between_counts(tmp_path: Path) -> None:
    """It is not too long, and a count stays with its word."""
    name = "an_implementation_of_a_rather_long_name_that_fills_most_of_one_line_by_itself"
    file = written(tmp_path / "1", name, "1", *on_each_dtype(KNOWN, Status.REFUTED), HELD)
    lines = as_text(matrix([file])).splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert f"{name} 1: required 1 of 5 ·" in lines
    assert "  4 refuted" in lines, lines
