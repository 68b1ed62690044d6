"""A badge says in one line, a colour and a title what a report says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from mnist_nn.checking.verdict import Status
from mnist_nn.comparison.badge import as_badge
from mnist_nn.specification.law import Level
from tests.comparison.numpys_badge import FILE, drawn
from tests.comparison.reports import KNOWN, compared, matrix, on_each_dtype, verdict, written
from tests.pages import text_of

if TYPE_CHECKING:
    from pathlib import Path

    from mnist_nn.checking.verdict import Verdict

SVG = "{http://www.w3.org/2000/svg}"
GREEN, RED, AMBER = "#2a6f3a", "#a83232", "#7a5900"


def parts(badge: str) -> tuple[str, str, str]:
    """Return the title of a badge, its message, and the colour behind that."""
    root = ET.fromstring(badge)  # noqa: S314 - we wrote it
    *_, fill = (rect.attrib["fill"] for rect in root.iter(f"{SVG}rect") if "fill" in rect.attrib)
    topic, message = (text.text or "" for text in root.iter(f"{SVG}text"))
    assert topic == "mnist_nn laws"
    title = root.findtext(f"{SVG}title") or ""
    assert root.attrib["aria-label"] == title
    return title, message, fill


def test_where_all_holds_all_is_counted_and_what_is_proved(tmp_path: Path) -> None:
    """Of laws of both levels."""
    held, proved = verdict(level=Level.ADVISORY), verdict(dtype="float64", status=Status.PROVED)
    missing = verdict("g.holds", status=Status.NOT_OFFERED)
    title, message, colour = parts(as_badge(compared(tmp_path, [held, proved, missing])))
    assert (message, colour) == ("2 of 2, 1 proved", GREEN)
    assert title == "mnist_nn laws, a 1: 2 of 2, 1 proved"


@pytest.mark.parametrize(
    ("other", "message", "colour"),
    [
        (verdict("f.lasts", status=Status.REFUTED), "required 1 of 2, 1 refuted", RED),
        (verdict("f.lasts", status=Status.CRASHED), "required 1 of 2, 1 crashed", RED),
        (verdict("f.lasts", deviation="Why."), "required 1 of 2, 1 outdated deviation", RED),
        (verdict("f.lasts", status=Status.INCONCLUSIVE), "required 1 of 2, 1 inconclusive", AMBER),
        (
            verdict("f.lasts", status=Status.REFUTED, deviation="Why."),
            "required 1 of 2, 1 known deviation",
            GREEN,
        ),
        (
            verdict("f.lasts", status=Status.REFUTED, level=Level.ADVISORY),
            "required 1 of 1",
            GREEN,
        ),
    ],
)
def test_where_not_all_holds_required_laws_are_counted(
    tmp_path: Path, other: Verdict, message: str, colour: str
) -> None:
    """And what became of the others; a known deviation and advice are no defects."""
    assert parts(as_badge(compared(tmp_path, [verdict(), other])))[1:] == (message, colour)


def test_who_ran_a_part_is_not_shown_to_conform(tmp_path: Path) -> None:
    """Though all of that held."""
    it = compared(tmp_path, [verdict()], catalogue=[KNOWN])
    assert parts(as_badge(it))[1:] == ("1 of 1, 4 not run", AMBER)


def test_an_arithmetic_that_is_not_the_strict_one_is_told(tmp_path: Path) -> None:
    """Who is judged by less says so."""
    file = written(tmp_path / "1", "it", "1", verdict(), arithmetic="tf32")
    assert parts(as_badge(matrix([file])))[1] == "1 of 1, as tf32"


def test_a_badge_is_about_one_report(tmp_path: Path) -> None:
    """Of two it could say nothing."""
    with pytest.raises(ValueError, match="about one report: expected one, not 2"):
        as_badge(compared(tmp_path, [verdict()], [verdict()]))


def test_a_badge_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    """No font, no style, no script; a name that looks like a tag is text."""
    file = written(tmp_path / "1", "<script>", "1", *on_each_dtype(KNOWN, Status.HELD))
    badge = as_badge(matrix([file]))
    assert re.findall(r"https?://[^\"]*|url\([^)]*\)|<script|<style", badge) == [
        "http://www.w3.org/2000/svg",
        "url(#round)",
    ]
    assert parts(badge)[0] == "mnist_nn laws, <script> 1: 4 of 4"


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_its_texts_can_be_read(tmp_path: Path) -> None:
    """White on each colour has the contrast that WCAG asks for small text, 4.5, and more."""
    badges = [
        as_badge(compared(tmp_path, [verdict(status=status)]))
        for status in (Status.HELD, Status.REFUTED, Status.INCONCLUSIVE)
    ]
    colours = set(re.findall(r'fill="(#\w{6})"', "".join(badges)))
    assert len(colours) == 4
    assert all(1.05 / (luminance(colour) + 0.05) >= 6 for colour in colours)


def test_the_badge_in_a_page_says_what_the_first_page_says() -> None:
    """If it does not, `python -m tests.comparison.numpys_badge` draws it anew."""
    assert FILE.read_text(encoding="utf-8") == drawn()
    title, message, _ = parts(drawn())
    assert title.endswith(message)
    assert f"![mnist_nn laws: {message}](badge.svg)" in text_of("mnist_nn/targets/libraries")
