"""Pictures of what is no digit: letters that look like none, shapes, scribbles, numbers, nothing.

Letters that a digit looks like (B, D, G, I, O, Q, S, Z, b, g, l, q) are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from tests.digits.styles import camera, fonts, light, lines, table
from tests.digits.styles.sheet import BLUE, blank, in_the_middle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from tests.digits.styles.sheet import Mask

    Picture = NDArray[np.uint8]

_SIDE = 200
_HALVES = {"development": 0, "held out": 1}
_LETTERS = "AEFHKMNRWXakmw", "CJLPTUVYdefhnrx"
_NUMBERS = ("1984", "42", "10", "365", "77"), ("2026", "17", "80", "999", "63")
_WORDS = ("Hi", "no"), ("yes", "AB")


def non_digits(half: str, rng: np.random.Generator) -> Iterator[tuple[str, Picture]]:
    """Yield some 80 pictures of a half, `development` or `held out`, and what each shows."""
    which = _HALVES[half]
    for text in (*_LETTERS[which], *_NUMBERS[which], *_WORDS[which]):
        for font in (fonts.PLAIN, (fonts.BY_HAND, fonts.SERIF)[which]):
            yield text, _on_paper(fonts.printed(text, 110, font), rng)
    for shape in _SHAPES[which]:
        for _ in range(3):
            yield shape.__name__.replace("_", " "), _on_paper(shape(rng), rng)
    yield from _blanks(which, rng)


def _on_paper(ink: Mask, rng: np.random.Generator) -> Picture:
    sheet = blank(max(360, ink.shape[0] + 60), max(480, ink.shape[1] + 60))
    in_the_middle(sheet, ink, rng, BLUE, jitter=0.05)
    return camera.shoot(sheet, rng)


def _blanks(which: int, rng: np.random.Generator) -> Iterator[tuple[str, Picture]]:
    """Yield pictures of paper on which nothing is written."""
    for _ in range(2):
        sheet = blank(360, 480)
        yield "blank sheet", camera.shoot(sheet, rng, noise=0.03)
        lit = light.hand_shadow(sheet, rng) if which else light.shadow_edge(sheet, rng)
        yield "blank sheet in a shadow", camera.shoot(lit, rng)
        lines.squared(sheet, 30, 7) if which else lines.ruled(sheet, 36, 9, pen=2)
        yield "lines with nothing on them", camera.shoot(sheet, rng)
        desk = table.wooden(400, 500, rng) if which else table.plain(400, 500)
        yield "empty sheet on a table", camera.shoot(table.lay(blank(250, 250), desk, rng), rng)


def _canvas() -> NDArray[np.uint8]:
    return np.zeros((_SIDE, _SIDE), np.uint8)


def _polygon(points: NDArray[np.float64], pen: int) -> Mask:
    canvas = _canvas()
    cv2.polylines(canvas, [np.rint(points).astype(np.int32)], True, 255, pen, cv2.LINE_AA)  # noqa: FBT003
    return canvas / 255


def _around(corners: int, radii: tuple[float, ...], turn: float = 0) -> NDArray[np.float64]:
    """Return points around the middle, whose distances from it repeat."""
    angles = turn + 2 * np.pi * np.arange(corners) / corners
    lengths = np.resize(radii, corners)
    return 100 + lengths[:, None] * np.stack([np.sin(angles), -np.cos(angles)], axis=1)


def black_square(rng: np.random.Generator) -> Mask:
    """Filled."""
    side = int(rng.integers(60, 180))
    return np.pad(np.ones((side, side)), 10)


def black_disc(rng: np.random.Generator) -> Mask:
    """Filled."""
    canvas = _canvas()
    cv2.circle(canvas, (100, 100), int(rng.integers(40, 95)), 255, -1)
    return canvas / 255


def scribble(rng: np.random.Generator) -> Mask:
    """A pen that goes to and fro."""
    canvas = _canvas()
    points = rng.integers(15, 185, (14, 2)).astype(np.int32)
    cv2.polylines(canvas, [points], False, 255, 6, cv2.LINE_AA)  # noqa: FBT003
    return canvas / 255


def curls(rng: np.random.Generator) -> Mask:
    """A pen that goes round and round along a line."""
    turns = np.linspace(0, rng.uniform(25, 40), 400)
    wide = rng.uniform(30, 60)
    x = 30 + 140 * turns / turns[-1] + 0.5 * wide * np.cos(turns)
    y = 100 + wide * np.sin(turns + rng.uniform(-0.5, 0.5))
    canvas = _canvas()
    points = np.rint(np.stack([x, y], axis=1)).astype(np.int32)
    cv2.polylines(canvas, [points], False, 255, 5, cv2.LINE_AA)  # noqa: FBT003
    return canvas / 255


def face(rng: np.random.Generator) -> Mask:
    """Eyes and a mouth in a circle."""
    canvas = _canvas()
    pen = int(rng.integers(5, 11))
    cv2.circle(canvas, (100, 100), 85, 255, pen, cv2.LINE_AA)
    for x in (70, 130):
        cv2.circle(canvas, (x, 75), 8, 255, -1)
    cv2.ellipse(canvas, (100, 110), (45, 35), 0, 20, 160, 255, pen, cv2.LINE_AA)
    return canvas / 255


def star(rng: np.random.Generator) -> Mask:
    """With five corners."""
    return _polygon(_around(10, (90, 36), rng.uniform(-0.1, 0.1)), 8)


def house(rng: np.random.Generator) -> Mask:
    """A square, a roof, and a door."""
    canvas, pen = _canvas(), int(rng.integers(5, 10))
    cv2.rectangle(canvas, (40, 90), (160, 185), 255, pen)
    cv2.line(canvas, (30, 95), (100, 20), 255, pen, cv2.LINE_AA)
    cv2.line(canvas, (170, 95), (100, 20), 255, pen, cv2.LINE_AA)
    cv2.rectangle(canvas, (85, 130), (115, 185), 255, pen)
    return canvas / 255


def triangle(rng: np.random.Generator) -> Mask:
    """Drawn, not filled."""
    return _polygon(_around(3, (90,), rng.uniform(-0.1, 0.1)), int(rng.integers(7, 14)))


def cross(rng: np.random.Generator) -> Mask:
    """Two strokes."""
    canvas, pen = _canvas(), int(rng.integers(8, 20))
    cv2.line(canvas, (20, 100), (180, 100), 255, pen)
    cv2.line(canvas, (100, 20), (100, 180), 255, pen)
    return canvas / 255


def chequers(rng: np.random.Generator) -> Mask:
    """Four by four fields."""
    side = int(rng.integers(25, 45))
    board = (np.indices((4, 4)).sum(axis=0) % 2).astype(float)
    return np.pad(board.repeat(side, axis=0).repeat(side, axis=1), 10)


def heart(rng: np.random.Generator) -> Mask:
    """Drawn, not filled."""
    t = np.linspace(0, 2 * np.pi, 100)
    x = 16 * np.sin(t) ** 3
    y = -(13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t))
    return _polygon(100 + 5 * np.stack([x, y], axis=1), int(rng.integers(6, 12)))


def arrow(rng: np.random.Generator) -> Mask:
    """To the right."""
    canvas, pen = _canvas(), int(rng.integers(8, 16))
    cv2.arrowedLine(canvas, (20, 100), (175, 100), 255, pen, cv2.LINE_AA, tipLength=0.4)
    return canvas / 255


def spiral(rng: np.random.Generator) -> Mask:
    """Three turns."""
    t = np.linspace(0, 6 * np.pi, 200)
    radius = 88 * t / t[-1]
    points = 100 + radius[:, None] * np.stack([np.cos(t), np.sin(t)], axis=1)
    canvas = _canvas()
    pen = int(rng.integers(5, 9))
    cv2.polylines(canvas, [np.rint(points).astype(np.int32)], False, 255, pen, cv2.LINE_AA)  # noqa: FBT003
    return canvas / 255


def blots(rng: np.random.Generator) -> Mask:
    """Of ink, of any form."""
    noise = cv2.GaussianBlur(rng.normal(0, 1, (_SIDE, _SIDE)), (0, 0), 14)
    return (noise > 0.4 * noise.std()).astype(float)


def hatching(rng: np.random.Generator) -> Mask:
    """Strokes side by side."""
    canvas = _canvas()
    for x in range(20, 170, int(rng.integers(14, 24))):
        cv2.line(canvas, (x, 170), (x + 25, 30), 255, 5, cv2.LINE_AA)
    return canvas / 255


def crossed_circle(rng: np.random.Generator) -> Mask:
    """A wheel with four spokes."""
    canvas, pen = _canvas(), int(rng.integers(5, 12))
    cv2.circle(canvas, (100, 100), 85, 255, pen, cv2.LINE_AA)
    cv2.line(canvas, (15, 100), (185, 100), 255, pen)
    cv2.line(canvas, (100, 15), (100, 185), 255, pen)
    return canvas / 255


_SHAPES: tuple[tuple[Callable[[np.random.Generator], Mask], ...], ...] = (
    (black_square, scribble, face, house, cross, arrow, blots, chequers),
    (black_disc, curls, star, triangle, heart, spiral, hatching, crossed_circle),
)
