"""The picture of a page in the README is that of the page as it is."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from tests.report.page.picture import HEIGHT, PICTURE, WIDTH, page, shown, taken

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ANEW = "it is out of date: python -m tests.report.page.picture makes it anew"


@pytest.fixture(scope="module")
def html() -> str:
    """Return the page that the picture shows."""
    return page()


def test_the_picture_shows_what_stands_on_the_page(html: str) -> None:
    """The text, the drawings and the style that it was made from are those of today."""
    with Image.open(PICTURE) as picture:
        assert picture.info["shows"] == shown(html), ANEW


def test_the_picture_is_small() -> None:
    """Enough to stand in a README: under 200 kB, and as wide as one."""
    with Image.open(PICTURE) as picture:
        assert picture.size == (WIDTH, HEIGHT)
    assert PICTURE.stat().st_size < 200_000


def test_the_page_in_the_picture_names_the_size_from_which_on_it_is_wrong(html: str) -> None:
    """And the input, and how to see it again."""
    assert "softmax: wrong from 129 classes on (1 law)" in html
    assert "(1, 129)" in html
    assert "opened(&#39;kernel.py&#39;)" in html


@pytest.mark.slow
def test_the_picture_looks_as_a_browser_shows_the_page(html: str, chromium: Browser) -> None:
    """But for fonts: nearly all pixels are alike."""
    with Image.open(PICTURE) as kept, Image.open(BytesIO(taken(html, chromium))) as now:
        grey = [np.asarray(each.convert("L"), float) for each in (kept, now)]
    assert np.mean(np.abs(grey[0] - grey[1]) > 64) < 0.05, ANEW
