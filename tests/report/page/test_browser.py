"""In a browser: everything fits, opens with the keyboard, is accessible, and stays where it is."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest

from mnist_nn.checking.observation import Observation, Part
from mnist_nn.checking.strength import Strength
from mnist_nn.checking.verdict import Status, Verdict
from mnist_nn.formats import FORMATS
from mnist_nn.mutants.catalogue import MUTANTS
from mnist_nn.report.page.verification import as_html
from mnist_nn.specification.catalogue import CATALOGUE
from tests.report.page.examples import HELD, HOSTILE, KNOWN, PROVED, REFUTED, RUN, part

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page

pytestmark = pytest.mark.slow

WIDTHS = (360, 1400)
SCHEMES = ("light", "dark")
MOST_SECONDS = 3.0

AT = """(() => {
    const at = document.activeElement;
    if (at === document.body) return "end";
    return at.tagName === "SUMMARY" && !at.parentNode.open ? "closed" : "other";
})()"""
"""Tells where the keyboard is: at what can be opened, past the last element, or elsewhere."""

every_look = pytest.mark.parametrize(("width", "scheme"), list(product(WIDTHS, SCHEMES)))


def wide_and_tall() -> str:
    """Return a page with every law at every format, long lines, and pictures of every kind."""
    row = tuple(float(n) for n in range(-20, 20))
    field = Part("W", (70_000, 1025), tuple(row for _ in range(12)), 60_000, 900)
    off = Part("off", (70_000, 1025), tuple(tuple(abs(n) / 10 for n in row) for _ in range(12)))
    observed = replace(field, name="observed")
    seen = Observation(
        (field, part("b", row)), observed, observed, replace(off, name="allowed"), off, 3, 5
    )
    verdicts = [
        Verdict(str(law), law.function, dtype, law.level, HELD.status, 100, n % 100 / 100)
        for n, law in enumerate(CATALOGUE)
        for dtype in law.dtypes
    ]
    long = replace(REFUTED, law="softmax." + "a_very_long_name" * 20, message="long " * 500 + "\n")
    several = [replace(REFUTED, cause=cause) for cause in ("shape", "crash: x", "unsteady")]
    crashed = replace(several[1], status=Status.CRASHED, dtype="bfloat16")
    run = replace(
        RUN,
        verdicts=[*verdicts, *RUN.verdicts, long, *several[:1], crashed, KNOWN, PROVED],
        strength=Strength(tuple(map(str, MUTANTS)), ("f.far",), ("f.left",)),
        laws={str(law): law for law in CATALOGUE},
        observations={"softmax.does_not_overflow[float32]": seen},
    )
    return as_html(run)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with a page that has all that a page can have."""
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(wide_and_tall(), encoding="utf-8")
    return path


@pytest.fixture
def tab(chromium: Browser, width: int, scheme: str, file: Path) -> Iterator[Page]:
    """Return the page, opened at a width and in a scheme of colours."""
    look = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    with chromium.new_context(**look) as context:
        tab = context.new_page()
        tab.goto(file.as_uri())
        yield tab


def open_everything(tab: Page) -> None:
    """Open all details."""
    tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


@every_look
def test_a_page_is_as_wide_as_the_screen_and_accessible(tab: Page, width: int) -> None:
    """With everything open: nothing overflows, and axe finds no fault, of contrast or landmarks."""
    from axe_playwright_python.sync_playwright import Axe

    open_everything(tab)
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    tab.evaluate("document.querySelectorAll('.law').forEach((e, n) => n % 40 > 1 && e.remove())")
    violations = Axe().run(tab).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in violations] == []


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light")])
def test_every_law_can_be_opened_with_the_keyboard(tab: Page) -> None:
    """From one to the next with the tab key, and each opens with the return key."""
    number = tab.locator("details").count()
    assert number > len(CATALOGUE)
    steps = 0
    while steps < 4 * number:
        tab.keyboard.press("Tab")
        steps += 1
        at = tab.evaluate(AT)
        if at == "closed":
            tab.keyboard.press("Enter")
        if at == "end":
            break
    assert tab.locator("details:not([open])").count() == 0


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light")])
def test_a_link_opens_the_law_that_it_leads_to(tab: Page) -> None:
    """And the function above it."""
    law = tab.locator("[id='softmax.does_not_overflow']")
    assert not law.is_visible()
    tab.locator("article a").first.click()
    assert law.is_visible()


def test_no_request_leaves_the_page_and_hostile_text_stays_text(
    chromium: Browser, tmp_path: Path
) -> None:
    """Though it names scripts, pictures and addresses."""
    said = f"<img src=https://x.example/a.png onerror=alert(1)>{HOSTILE}"
    bad = replace(REFUTED, law=f"f.{said}", message=f"{said}\n  {said}", reproduce=None)
    run = replace(RUN, verdicts=[bad, replace(KNOWN, deviation=said)])
    path = tmp_path / "hostile.html"
    path.write_text(as_html(run), encoding="utf-8")
    asked: list[str] = []
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    with chromium.new_context() as context:
        tab = context.new_page()
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("dialog", note)
        tab.goto(path.as_uri())
        open_everything(tab)
        tab.screenshot(full_page=True)
        assert tab.locator("script, iframe, img[src^=http]").count() == 0
        assert said.split(">", maxsplit=1)[0] in tab.locator("body").inner_text()
    assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]
    assert dialogs == []


def test_a_hundred_thousand_verdicts_open_in_three_seconds(
    chromium: Browser, tmp_path: Path
) -> None:
    """In seconds of the process that shows them: a machine that is shared takes longer."""
    law = next(law for law in CATALOGUE if str(law) == HELD.law)
    verdicts = [
        replace(HELD, law=f"f{f}.law_{n}", function=f"f{f}", dtype=dtype)
        for f, n, dtype in product(range(25), range(1000), FORMATS)
    ]
    names = dict.fromkeys(verdict.law for verdict in verdicts)
    run = replace(RUN, verdicts=verdicts, laws=dict.fromkeys(names, law))
    assert len(verdicts) == 100_000
    path = tmp_path / "large.html"
    path.write_text(as_html(run), encoding="utf-8")
    session = chromium.new_browser_cdp_session()

    def seconds() -> float:
        processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
        return float(sum(each["cpuTime"] for each in processes if each["type"] == "renderer"))

    with chromium.new_context() as context:
        tab = context.new_page()
        tab.goto("about:blank")
        before = seconds()
        tab.goto(path.as_uri(), timeout=120_000)
        tab.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))")
        assert seconds() - before < MOST_SECONDS
        assert tab.locator("details.law").count() == 25_000
