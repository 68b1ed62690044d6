"""As a page, a comparison has what differs, and a table with a cell for every check."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import mnist_nn
from mnist_nn.checking.plan import EXAMPLES
from mnist_nn.checking.verdict import Status
from mnist_nn.comparison.page import as_html
from mnist_nn.specification.law import Level
from tests.comparison.reports import KNOWN, compared, matrix, verdict, written
from tests.report.page.parsed import parsed

if TYPE_CHECKING:
    from pathlib import Path

    from mnist_nn.comparison.matrix import Matrix
    from tests.report.page.parsed import Page

HELD, WIDE = verdict(), verdict(dtype="float64")
REFUTED = verdict(status=Status.REFUTED, counterexample="x = 0", cause="number")


def page(it: Matrix) -> Page:
    """Return the page of a matrix, if it is well formed."""
    made = parsed(as_html(it))
    assert (made.wrong, made.unclosed) == ([], [])
    return made


def cells(made: Page) -> list[str]:
    """Return what stands in the cells of the tables of laws."""
    tables = [e for e in made.elements if "matrix" in e.attributes.get("class", "")]
    return re.findall(r"[✓✗∎≈?…] [a-z ,]+[a-z]", " ".join(e.text for e in tables))


def test_every_check_has_a_cell_with_a_symbol_and_a_word(tmp_path: Path) -> None:
    """For each implementation, at each format: what was not run is no blank."""
    deviation = verdict(status=Status.REFUTED, deviation="It adds one.")
    made = page(compared(tmp_path, [HELD, WIDE], [REFUTED], [deviation]))
    assert cells(made) == [
        "✓ held",
        "✓ held",
        "✗ refuted",
        "… not run",
        "≈ known deviation",
        "… not run",
    ]


def test_who_offers_nothing_or_ran_nothing_is_named_above_the_table(tmp_path: Path) -> None:
    """And has no column."""
    missing = verdict(status=Status.NOT_OFFERED)
    made = page(compared(tmp_path, [HELD], [missing], [verdict("g.holds")], [missing]))
    assert "not offered: b 1, d 1 … not run: c 1" in made.visible
    assert cells(made) == ["✓ held", "✓ held"]


def test_a_function_that_nobody_ran_has_no_table(tmp_path: Path) -> None:
    """But it is said that it was not run."""
    made = page(compared(tmp_path, [HELD], catalogue=[KNOWN]))
    assert "softmax at float64, float32, float16, bfloat16 … not run: a 1" in made.visible
    assert cells(made) == ["✓ held"]


def test_laws_of_other_formats_have_a_table_of_their_own(tmp_path: Path) -> None:
    """So that no cell is about what is not stated."""
    made = page(compared(tmp_path, [HELD, verdict("f.reads_integers", "int8")]))
    assert [e.text for e in made.all("h3")] == ["f at float32", "f at int8"]


def test_what_differs_opens_to_why_and_the_smallest_input(tmp_path: Path) -> None:
    """Formats where a law fails for the same reason are told together."""
    wide = verdict(dtype="float64", status=Status.REFUTED, cause="number")
    crash = verdict(dtype="float16", status=Status.CRASHED, cause="crash: ValueError")
    fine = [HELD, WIDE, verdict(dtype="float16")]
    (made,) = page(compared(tmp_path, fine, [REFUTED, wide, crash])).all("details", "difference")
    text = " ".join(made.text.split())
    assert "b 1 at float32, float64 ✗ refuted number The smallest input: x = 0 b 1 at" in text
    assert text.endswith("b 1 at float16 ✗ crashed crash: ValueError")


def test_a_difference_says_what_the_law_states_if_that_is_known(tmp_path: Path) -> None:
    """A newer version may state it otherwise."""
    known = [verdict(str(KNOWN), status=status) for status in (Status.HELD, Status.REFUTED)]
    it = compared(
        tmp_path, [HELD, known[0]], [verdict(status=Status.REFUTED), known[1]], catalogue=[KNOWN]
    )
    first, second = (e.text for e in page(it).all("details", "difference"))
    assert KNOWN.statement in first
    assert "f.holds not known here float32" in " ".join(second.split())


def test_an_input_that_is_long_is_clipped(tmp_path: Path) -> None:
    """The page of the run has it whole."""
    refuted = verdict(status=Status.REFUTED, counterexample="9" * 401)
    (made,) = page(compared(tmp_path, [HELD], [refuted])).all("details", "difference")
    assert f"{'9' * 400} ..." in made.text


def test_more_than_ten_differences_are_folded(tmp_path: Path) -> None:
    """And counted; of many implementations the first are named in a line."""
    laws = [f"f.holds_{number:02}" for number in range(12)]
    broken = [verdict(law, status=Status.REFUTED) for law in laws]
    made = page(compared(tmp_path, [verdict(law) for law in laws], *[broken] * 6))
    (more,) = made.all("details", "more")
    assert more.text.count("f.holds_1") == 2
    assert "✗ refuted: b 1, c 1, d 1, e 1 and 2 more" in made.visible


def test_versions_come_before_everything_else(tmp_path: Path) -> None:
    """What is worse, and then what is better."""
    other = verdict("f.lasts")
    lost = verdict("f.lasts", status=Status.REFUTED)
    files = [
        written(tmp_path / "1", "it", "1", HELD, lost, verdict("f.ends")),
        written(tmp_path / "2", "it", "2", REFUTED, other),
        written(tmp_path / "3", "it", "3", REFUTED, other),
    ]
    made = page(matrix(files))
    (first, *_) = made.all("section")
    assert " ".join(first.text.split()) == (
        "From one version to the next it 1 → it 2 1 check cannot be compared: one of the two did "
        "not run them, or not to their end. 1 law came out worse law formats before after "
        "f.holds not known here float32 ✓ held ✗ refuted 1 law came out better law formats before "
        "after f.lasts not known here float32 ✗ refuted ✓ held it 2 → it 3 Nothing came out "
        "otherwise."
    )


def test_laws_that_fail_and_differ_from_none_are_named(tmp_path: Path) -> None:
    """Below what differs."""
    made = page(compared(tmp_path, [REFUTED, verdict("f.lasts", status=Status.CRASHED)]))
    assert "Required laws that hold for none: f.holds, f.lasts." in made.visible


def test_every_report_says_what_it_was_read_from(tmp_path: Path) -> None:
    """And how many inputs were tried."""
    file = written(tmp_path / "1", "it", "1", verdict(examples=1200), arithmetic="tf32")
    told = f"it 1 as tf32 {file} tf32 {EXAMPLES} 0 {mnist_nn.__version__} 1 1,200 yes"
    assert told in page(matrix([file])).visible


def test_a_report_says_whether_it_conforms(tmp_path: Path) -> None:
    """What was not found out does not say that it does not."""
    unknown = verdict(status=Status.INCONCLUSIVE)
    made = page(compared(tmp_path, [HELD], [REFUTED], [unknown]))
    assert [cell.text for cell in made.all("td")][-1:-24:-8] == ["not shown", "no", "yes"]


def test_every_region_that_scrolls_has_a_name_of_its_own(tmp_path: Path) -> None:
    """And can be reached with the keyboard."""
    files = [
        written(tmp_path / "1", "it", "1", HELD, verdict("f.lasts", "int8")),
        written(tmp_path / "2", "it", "2", REFUTED, verdict("f.lasts", "int8")),
    ]
    made = page(matrix(files))
    regions = [e for e in made.elements if "wide" in e.attributes.get("class", "").split()]
    names = [e.attributes["aria-label"] for e in regions]
    assert len(names) == len(set(names)) == 5
    assert {e.attributes["tabindex"] for e in regions} == {"0"}


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    """Wherever a report may have it."""
    bad = "<script>alert(1)</script>"
    known = verdict(f"{bad}.b", bad, Status.REFUTED, deviation=f"why {bad}", counterexample=bad)
    other = verdict(f"{bad}.b", bad, level=Level.ADVISORY)
    cause = verdict(f"{bad}.c", bad, Status.CRASHED, cause=bad)
    files = [
        written(tmp_path / "1", bad, bad, known, cause, arithmetic=bad),
        written(tmp_path / "2", bad, bad, other, verdict(f"{bad}.c", bad)),
    ]
    made = page(matrix(files))
    assert made.all("script") == []
    assert made.visible.count(bad) > 20
