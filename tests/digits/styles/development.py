"""The styles by which the reader's constants were chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tests.digits.styles import camera, dirt, fonts, light, lines, table
from tests.digits.styles.ink import handwriting, thinned
from tests.digits.styles.sheet import BLUE, blank, in_the_middle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from tests.digits.styles.held_out import Style


def clean(image: NDArray[np.uint8], _: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Black on white, with nothing else, drawn on a screen."""
    sheet = blank(280, 320, (1, 1, 1))
    in_the_middle(sheet, handwriting(image, int(rng.integers(120, 260))), rng, (0, 0, 0))
    return np.rint(255 * sheet).astype(np.uint8)


def dark_table(image: NDArray[np.uint8], _: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """White paper on a dark table."""
    sheet = blank(260, 240)
    in_the_middle(sheet, handwriting(image, int(rng.integers(140, 220))), rng)
    return camera.shoot(table.lay(sheet, table.plain(400, 500), rng), rng)


def edge_of_a_shadow(
    image: NDArray[np.uint8], _: int, rng: np.random.Generator
) -> NDArray[np.uint8]:
    """A shadow with an edge near the digit, or across it."""
    sheet = blank(360, 480)
    in_the_middle(sheet, handwriting(image, int(rng.integers(140, 240))), rng, BLUE)
    return camera.shoot(light.shadow_edge(sheet, rng), rng)


def box(image: NDArray[np.uint8], _: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """A box around the digit."""
    sheet = blank(360, 480)
    side = int(rng.integers(160, 240))
    top, left = in_the_middle(sheet, handwriting(image, side), rng)
    corners = top, left, min(top + side, 355), min(left + side, 475)
    lines.box(sheet, corners, int(rng.integers(2, 6)), (0.1, 0.1, 0.1))
    return camera.shoot(sheet, rng)


def ruled_paper(image: NDArray[np.uint8], _: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Ruled paper, turned a little."""
    sheet = blank(420, 560)
    lines.ruled(sheet, int(rng.integers(25, 50)), int(rng.integers(36)), pen=2)
    in_the_middle(sheet, handwriting(image, int(rng.integers(140, 220))), rng, BLUE)
    turned = camera.turned(sheet, rng.uniform(-2, 2))[25:-25, 35:-35]
    return camera.shoot(turned, rng)


def dusty(image: NDArray[np.uint8], _: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Specks and hairs."""
    sheet = blank(360, 480)
    in_the_middle(sheet, handwriting(image, int(rng.integers(140, 240))), rng)
    dirt.dust(sheet, rng)
    return camera.shoot(sheet, rng)


def lamp(image: NDArray[np.uint8], _: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """A lamp to one side, noise, JPEG."""
    sheet = blank(360, 480)
    in_the_middle(sheet, handwriting(image, int(rng.integers(140, 240))), rng, BLUE)
    return camera.shoot(light.lamp(sheet, rng), rng, noise=0.03, quality=60)


def blue_on_yellow(image: NDArray[np.uint8], _: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Blue ink on a yellow note."""
    sheet = blank(360, 360, (0.95, 0.85, 0.35))
    in_the_middle(sheet, handwriting(image, int(rng.integers(140, 240))), rng, (0.3, 0.4, 0.8))
    return camera.shoot(sheet, rng)


def chalk(image: NDArray[np.uint8], _: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """White chalk on a blackboard, with its grain."""
    sheet = blank(360, 480, (0.12, 0.18, 0.15))
    ink = handwriting(image, int(rng.integers(140, 240)))
    grain = np.clip(rng.normal(0.85, 0.2, ink.shape), 0, 1)
    in_the_middle(sheet, ink * grain, rng, (0.9, 0.9, 0.85))
    return camera.shoot(sheet, rng, noise=0.02)


def thin_pen(image: NDArray[np.uint8], _: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """A pen much finer than MNIST's."""
    sheet = blank(360, 480)
    ink = thinned(handwriting(image, int(rng.integers(160, 260))), int(rng.integers(2, 5)))
    in_the_middle(sheet, ink, rng, BLUE)
    return camera.shoot(sheet, rng)


def tiny(image: NDArray[np.uint8], _: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """A small digit somewhere on a large sheet."""
    sheet = blank(700, 560)
    in_the_middle(sheet, handwriting(image, int(rng.integers(45, 70))), rng, BLUE, jitter=0.4)
    return camera.shoot(sheet, rng)


def pencil(image: NDArray[np.uint8], _: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Of low contrast."""
    sheet = blank(360, 480, (0.80, 0.80, 0.78))
    in_the_middle(sheet, handwriting(image, int(rng.integers(140, 240))), rng, (0.66, 0.66, 0.66))
    return camera.shoot(light.lamp(sheet, rng, 0.7), rng, noise=0.015)


def print_(_: NDArray[np.uint8], digit: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Pillow's font, printed."""
    sheet = blank(300, 300)
    in_the_middle(sheet, fonts.printed(str(digit), int(rng.integers(80, 200))), rng)
    return camera.shoot(sheet, rng)


def felt_tip(_: NDArray[np.uint8], digit: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """A font that was drawn by hand, in green, and turned a little."""
    sheet = blank(360, 480)
    ink = fonts.printed(str(digit), int(rng.integers(120, 200)), fonts.BY_HAND)
    ink = camera.turned(np.pad(ink, 20), rng.uniform(-8, 8))
    in_the_middle(sheet, ink, rng, (0.1, 0.4, 0.15))
    return camera.shoot(sheet, rng)


def wooden_table(image: NDArray[np.uint8], _: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """White paper on a wooden table, seen a little from the side."""
    sheet = blank(300, 240)
    in_the_middle(sheet, handwriting(image, int(rng.integers(150, 220))), rng, BLUE)
    scene = table.lay(sheet, table.wooden(420, 540, rng), rng, turn=6, tilt=0.03)
    return camera.shoot(scene, rng)


def shadow_of_a_hand(
    image: NDArray[np.uint8], _: int, rng: np.random.Generator
) -> NDArray[np.uint8]:
    """The shadow of the hand that holds the camera, over the digit."""
    sheet = blank(360, 480)
    in_the_middle(sheet, handwriting(image, int(rng.integers(140, 240))), rng, BLUE)
    return camera.shoot(light.hand_shadow(sheet, rng), rng)


DEVELOPMENT: Mapping[str, Style] = {
    style.__name__.strip("_").replace("_", " "): style
    for style in (
        clean,
        dark_table,
        edge_of_a_shadow,
        box,
        ruled_paper,
        dusty,
        lamp,
        blue_on_yellow,
        chalk,
        thin_pen,
        tiny,
        pencil,
        print_,
        felt_tip,
        wooden_table,
        shadow_of_a_hand,
    )
}
"""Each style by its name."""
