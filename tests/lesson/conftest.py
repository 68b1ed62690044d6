"""A screen that only remembers what was shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import ImageShow

if TYPE_CHECKING:
    from PIL import Image


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Return the sizes of the pictures that are shown, as they come."""
    sizes: list[tuple[int, int]] = []

    def show(picture: Image.Image) -> bool:
        sizes.append(picture.size)
        return True

    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(ImageShow, "show", show)
    return sizes
