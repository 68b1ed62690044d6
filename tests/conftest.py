"""A browser for tests of pages, if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.report.page.browsing import browser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return a browser without a window, or skip the test where there is none."""
    for library in ("playwright", "axe_playwright_python"):
        pytest.importorskip(library, reason=f"{library} is not installed: pip install '.[browser]'")
    try:
        started = browser()
        with started as it:
            yield it
    except FileNotFoundError as error:
        pytest.skip(str(error))
