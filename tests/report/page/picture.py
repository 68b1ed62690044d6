"""The picture of a page that stands in the README: a softmax that is wrong from a size on.

    python -m tests.report.page.picture

makes it anew, where there is a browser. What it shows is kept in it as text, so that a test without
a browser says when it is out of date.
"""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

import mnist_nn
from mnist_nn.checking.check import Check
from mnist_nn.checking.judgement import judge
from mnist_nn.checking.observing import observation_of
from mnist_nn.checking.strength import Strength
from mnist_nn.report.page.verification import as_html
from mnist_nn.report.run import Run
from mnist_nn.specification.catalogue import law_named
from mnist_nn.targets.implementation import Implementation
from tests.report.page.browsing import browser

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from playwright.sync_api import Browser

    Array = NDArray[Any]

PICTURE = Path(mnist_nn.__file__).parent / "report" / "page.png"
WIDTH, HEIGHT = 1000, 890
_TILE = 128


def softmax(x: Array, axis: int = -1) -> Array:
    """Sum tile by tile, and forget to scale the sum when a later tile has a greater maximum.

    In float64, so that the picture is the same on every machine.
    """
    z = np.moveaxis(x.astype(np.float64), axis, -1)
    greatest = np.full((*z.shape[:-1], 1), np.finfo(np.float64).min)
    total = np.zeros_like(greatest)
    for start in range(0, z.shape[-1], _TILE):
        tile = z[..., start : start + _TILE]
        greatest = np.maximum(greatest, tile.max(axis=-1, keepdims=True))
        total = total + np.exp(tile - greatest).sum(axis=-1, keepdims=True)
    return np.moveaxis(np.exp(z - greatest) / total, -1, axis).astype(x.dtype)


def page() -> str:
    """Return the page of which a part is shown: what two laws say of the softmax above."""
    names = ("softmax.is_the_true_softmax_at_any_size", "softmax.is_the_true_softmax")
    checks = [Check(law_named(name), softmax, "float32", "kernel.py") for name in names]
    verdicts = [judge(check, 20).verdict for check in checks]
    seen = zip(checks, map(observation_of, checks, verdicts), strict=True)
    run = Run(
        Implementation("kernel.py", "1.0", {}),
        verdicts,
        Strength(refuted=("softmax.wrong",)),
        examples=20,
        laws={str(check.law): check.law for check in checks},
        observations={str(check): each for check, each in seen if each},
    )
    return as_html(run)


def shown(html: str) -> str:
    """Return what decides how the picture looks: all that stands above the table of functions."""
    return hashlib.sha256(html[: html.index('<section id="overview"')].encode()).hexdigest()


def taken(html: str, chromium: Browser) -> bytes:
    """Return a picture of the beginning of a page, with what it shows."""
    look = {"viewport": {"width": WIDTH, "height": HEIGHT}, "color_scheme": "light"}
    with chromium.new_context(**look) as context:
        tab = context.new_page()
        tab.set_content(html)
        pixels = tab.screenshot()
    few = Image.open(BytesIO(pixels)).convert("RGB").quantize(128)
    told, file = PngInfo(), BytesIO()
    told.add_text("shows", shown(html))
    few.save(file, "PNG", optimize=True, pnginfo=told)
    return file.getvalue()


if __name__ == "__main__":
    with browser() as started:
        PICTURE.write_bytes(taken(page(), started))
