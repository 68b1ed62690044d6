"""The page of a comparison in a browser: it fits, can be read by everybody, and does nothing."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mnist_nn.comparison.matrix import matrix_of
from mnist_nn.comparison.outcome import Outcome
from mnist_nn.comparison.page import as_html
from mnist_nn.comparison.report import Judged, Report
from mnist_nn.specification.catalogue import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser, Page

    from mnist_nn.specification.law import Law

pytestmark = pytest.mark.slow

WIDTHS, SCHEMES = (360, 1400), ("light", "dark")
HOSTILE = (
    "<script>document.title = 'owned'</script><img src=https://example.org/x onerror=alert(1)>"
)
GIVEN = "MNIST_NN_COMPARED"
"""The variable that names another page to look at, such as that of all libraries."""


SOME = [law for law in CATALOGUE if law.function in {"sigmoid", "predict"}]
"""Laws that are enough for a page that has everything: to unfold all takes a browser seconds."""


def report(
    number: int, outcomes: Sequence[Outcome], text: str = "", laws: Sequence[Law] = SOME
) -> Report:
    """Return a report in which each of some laws has one of some outcomes in turn."""
    checks = [(law, dtype) for law in laws for dtype in law.dtypes]
    verdicts = tuple(
        Judged(
            str(law) + text,
            law.function,
            dtype,
            law.level,
            outcomes[place * number % len(outcomes)],
            deviation=text,
            counterexample=text or "x = 0",
        )
        for place, (law, dtype) in enumerate(checks)
    )
    name = f"library{text}" if number < 3 else f"library of {number}"
    version = f"{number}.0{text}"
    return Report(f"{number}.json{text}", name, version, "strict", conforms=True, verdicts=verdicts)


def page_of(*reports: Report) -> str:
    """Return the page of some reports."""
    return as_html(matrix_of(reports, SOME))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a page of reports that have everything, or that which is given."""
    if given := os.environ.get(GIVEN):
        return Path(given)
    file = tmp_path_factory.mktemp("page") / "page.html"
    file.write_text(page_of(*(report(n, list(Outcome)) for n in range(1, 5))), encoding="utf-8")
    return file


def opened(chromium: Browser, file: Path, width: int = 1400, scheme: str = "light") -> Page:
    """Return a page that is open, with all laws that differ and one function unfolded."""
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    seen = context.new_page()
    seen.goto(file.as_uri())
    unfolded = "#differences details, .laws:first-of-type"
    seen.locator(unfolded).evaluate_all("found => found.forEach(each => each.open = true)")
    return seen


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_screen(chromium: Browser, page: Path, width: int) -> None:
    """But what scrolls by itself."""
    seen = opened(chromium, page, width)
    assert seen.evaluate("document.documentElement.scrollWidth") == width
    seen.context.close()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_it_can_be_read_by_everybody(chromium: Browser, page: Path, scheme: str) -> None:
    """By the rules of axe: contrast, landmarks, names, heads of tables."""
    from axe_playwright_python.sync_playwright import Axe

    seen = opened(chromium, page, 360, scheme)
    violations = Axe().run(seen).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in violations] == []
    seen.context.close()


def test_the_heads_of_a_table_stay_in_sight(chromium: Browser, page: Path) -> None:
    """However far it is scrolled, down and to the right."""
    seen = opened(chromium, page, 360)
    region = seen.locator(".matrix").first
    region.evaluate("e => e.scrollTo(e.scrollWidth, e.scrollHeight)")
    box = region.bounding_box()
    law = region.locator("tbody tr").last.locator("th").bounding_box()
    formats = region.locator("thead tr").nth(1).locator("th").last.bounding_box()
    assert box["x"] <= law["x"] < box["x"] + 5
    assert box["y"] < formats["y"] < box["y"] + 60
    assert region.evaluate("e => e.scrollLeft") > 0
    seen.context.close()


def test_the_keyboard_opens_every_law_and_scrolls_its_table(chromium: Browser, page: Path) -> None:
    """With Tab, Enter and the arrows alone."""
    seen = chromium.new_page(viewport={"width": 360, "height": 900})
    seen.goto(page.as_uri())
    while not seen.evaluate("document.activeElement.matches('.matrix')"):
        assert seen.evaluate("!document.activeElement.closest('#reports')"), "no table was reached"
        if seen.evaluate("document.activeElement.matches('details:not([open]) > summary')"):
            seen.keyboard.press("Enter")
        seen.keyboard.press("Tab")
    assert seen.locator("#differences > details.difference:not([open])").count() == 0
    seen.keyboard.press("ArrowRight")
    seen.wait_for_timeout(500)
    assert seen.evaluate("document.activeElement.scrollLeft") > 0
    seen.close()


def test_hostile_text_does_nothing(chromium: Browser, tmp_path: Path) -> None:
    """No script runs, nothing is asked of anybody, and the text is there to be read."""
    file = tmp_path / "page.html"
    reports = [report(n, list(Outcome), HOSTILE) for n in range(1, 4)]
    file.write_text(page_of(*reports), encoding="utf-8")
    seen = chromium.new_page()
    asked: list[str] = []
    seen.on("request", lambda request: asked.append(request.url))
    seen.on("dialog", lambda dialog: asked.append(dialog.message))
    seen.goto(file.as_uri())
    assert asked == [file.as_uri()]
    assert seen.title() != "owned"
    assert HOSTILE in seen.locator("h1").inner_text()
    assert seen.locator("script, img").count() == 0
    seen.close()


def test_a_hundred_thousand_verdicts_are_open_in_three_seconds(
    chromium: Browser, tmp_path: Path
) -> None:
    """From the address to the first picture."""
    reports = [
        report(n, [*[Outcome.HELD] * 40, Outcome.REFUTED], laws=CATALOGUE) for n in range(1, 128)
    ]
    assert sum(len(each.verdicts) for each in reports) >= 100_000
    file = tmp_path / "page.html"
    file.write_text(page_of(*reports), encoding="utf-8")
    seen = chromium.new_page()
    begun = time.monotonic()
    seen.goto(file.as_uri())
    seen.evaluate("new Promise(shown => requestAnimationFrame(() => setTimeout(shown)))")
    assert time.monotonic() - begun < 3
    assert seen.locator("td").count() > 100_000
    seen.close()
