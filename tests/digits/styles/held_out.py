"""The styles that are kept for the final measure: nothing in the reader was chosen by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tests.digits.styles import camera, dirt, fonts, light, lines, table
from tests.digits.styles.ink import handwriting, thickened
from tests.digits.styles.sheet import BLUE, blank, in_the_middle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    Style = Callable[[NDArray[np.uint8], int, np.random.Generator], NDArray[np.uint8]]
    """A digit of MNIST, which digit it is, and a source of chance, to a picture."""


def note_on_a_light_desk(
    image: NDArray[np.uint8], _: int, rng: np.random.Generator
) -> NDArray[np.uint8]:
    """A small white note on a light grey desk, away from the middle."""
    sheet = blank(150, 150)
    in_the_middle(sheet, handwriting(image, int(rng.integers(80, 120))), rng)
    scene = table.lay(sheet, table.plain(420, 560, table.LIGHT), rng, turn=8)
    return camera.shoot(scene, rng)


def squared_paper(image: NDArray[np.uint8], _: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Light squares."""
    sheet = blank(360, 480)
    lines.squared(sheet, 24, int(rng.integers(24)))
    in_the_middle(sheet, handwriting(image, int(rng.integers(140, 240))), rng, BLUE)
    return camera.shoot(sheet, rng)


def dark_squares(image: NDArray[np.uint8], _: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Squares that are nearly as dark as the ink."""
    sheet = blank(360, 480)
    lines.squared(sheet, 40, int(rng.integers(40)), pen=2, colour=(0.35, 0.35, 0.4))
    in_the_middle(sheet, handwriting(image, int(rng.integers(160, 260))), rng)
    return camera.shoot(sheet, rng)


def squashed(image: NDArray[np.uint8], _: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Made lower or narrower, as a window does that keeps no proportions."""
    sheet = blank(360, 480)
    in_the_middle(sheet, camera.squashed(handwriting(image, 240), rng), rng)
    return camera.shoot(sheet, rng)


def thick_marker(image: NDArray[np.uint8], _: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """A pen half as broad again as MNIST's."""
    sheet = blank(360, 480)
    side = int(rng.integers(180, 260))
    in_the_middle(sheet, thickened(handwriting(image, side), side // 28), rng)
    return camera.shoot(sheet, rng)


def coffee(image: NDArray[np.uint8], _: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """The ring of a cup, and drops."""
    sheet = blank(360, 480)
    in_the_middle(sheet, handwriting(image, int(rng.integers(140, 240))), rng, BLUE)
    dirt.cup(sheet, rng)
    return camera.shoot(sheet, rng)


def out_of_focus(image: NDArray[np.uint8], _: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Blurred, noisy, and packed small."""
    sheet = blank(360, 480)
    in_the_middle(sheet, handwriting(image, int(rng.integers(120, 240))), rng, BLUE)
    return camera.shoot(sheet, rng, noise=0.04, blur=rng.uniform(2, 4), quality=40)


def red_on_green(image: NDArray[np.uint8], _: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Red ink on green paper, of about the same grey."""
    sheet = blank(360, 480, (0.55, 0.75, 0.50))
    ink = handwriting(image, int(rng.integers(140, 240)))
    in_the_middle(sheet, ink, rng, (0.90, 0.45, 0.45))
    return camera.shoot(sheet, rng)


def white_on_blue(image: NDArray[np.uint8], _: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """A white pencil on dark blue paper, which lies on a light desk."""
    sheet = blank(280, 320, (0.12, 0.18, 0.38))
    ink = handwriting(image, int(rng.integers(140, 220)))
    in_the_middle(sheet, 0.85 * ink, rng, (0.9, 0.9, 0.9))
    scene = table.lay(sheet, table.plain(400, 500, table.LIGHT), rng)
    return camera.shoot(scene, rng)


def form(image: NDArray[np.uint8], _: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """A dashed box of a form, which the digit nearly fills."""
    sheet = blank(360, 480)
    side = int(rng.integers(160, 240))
    top, left = in_the_middle(sheet, handwriting(image, side), rng, BLUE)
    corners = top, left, min(top + side, 355), min(left + side, 475)
    lines.box(sheet, corners, 3, (0.3, 0.3, 0.3), dash=14)
    return camera.shoot(sheet, rng)


def serif(_: NDArray[np.uint8], digit: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """A font with serifs, printed in blue, and turned a little."""
    sheet = blank(360, 480)
    ink = fonts.printed(str(digit), int(rng.integers(90, 200)), fonts.SERIF)
    in_the_middle(sheet, camera.turned(np.pad(ink, 20), rng.uniform(-8, 8)), rng, BLUE)
    return camera.shoot(sheet, rng)


def notebook_in_flashlight(
    image: NDArray[np.uint8], _: int, rng: np.random.Generator
) -> NDArray[np.uint8]:
    """Ruled paper with a margin, bright in one place and dark in the corners."""
    sheet = blank(360, 480)
    lines.ruled(sheet, 36, int(rng.integers(36)))
    lines.margin(sheet, int(rng.integers(30, 90)))
    in_the_middle(sheet, handwriting(image, int(rng.integers(120, 220))), rng, BLUE)
    return camera.shoot(light.flash(sheet, rng), rng, noise=0.02, quality=75)


def stone_table(image: NDArray[np.uint8], _: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """White paper on a table of blotchy stone."""
    sheet = blank(280, 260)
    in_the_middle(sheet, handwriting(image, int(rng.integers(150, 220))), rng)
    return camera.shoot(table.lay(sheet, table.stone(420, 540, rng), rng, turn=6), rng)


def chequered_cloth(
    image: NDArray[np.uint8], _: int, rng: np.random.Generator
) -> NDArray[np.uint8]:
    """White paper on a cloth with red and white squares."""
    sheet = blank(280, 260)
    in_the_middle(sheet, handwriting(image, int(rng.integers(150, 220))), rng, BLUE)
    return camera.shoot(table.lay(sheet, table.chequered(420, 540), rng, turn=10), rng)


def shadow_of_a_phone(
    image: NDArray[np.uint8], _: int, rng: np.random.Generator
) -> NDArray[np.uint8]:
    """The shadow of the phone that takes the picture, with soft edges, over a part of the digit."""
    sheet = blank(360, 480)
    in_the_middle(sheet, handwriting(image, int(rng.integers(140, 240))), rng, BLUE)
    return camera.shoot(light.phone_shadow(sheet, rng), rng)


def blinds(image: NDArray[np.uint8], _: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Light that falls through blinds, in stripes."""
    sheet = blank(360, 480)
    in_the_middle(sheet, handwriting(image, int(rng.integers(140, 240))), rng)
    return camera.shoot(light.stripes(sheet, rng), rng)


HELD_OUT: Mapping[str, Style] = {
    style.__name__.replace("_", " "): style
    for style in (
        note_on_a_light_desk,
        squared_paper,
        dark_squares,
        squashed,
        thick_marker,
        coffee,
        out_of_focus,
        red_on_green,
        white_on_blue,
        form,
        serif,
        notebook_in_flashlight,
        stone_table,
        chequered_cloth,
        shadow_of_a_phone,
        blinds,
    )
}
"""Each style by its name."""
