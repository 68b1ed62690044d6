"""A browser without a window: Chromium, where it and what drives it are installed."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


@contextmanager
def browser() -> Iterator[Browser]:
    """Start the browser that is installed.

    Raises:
        ImportError: playwright is not installed.
        FileNotFoundError: there is no Chromium.

    """
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    if path is None:
        raise FileNotFoundError(
            "there is no chromium: install it, as with apt-get install chromium"
        )
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []  # in which root cannot start it
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=arguments)
        try:
            yield started
        finally:
            started.close()
