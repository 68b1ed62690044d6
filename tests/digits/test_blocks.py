"""A digit is told in characters, two pixels in each."""

from __future__ import annotations

import numpy as np
import pytest

from mnist_nn.digits.blocks import as_blocks

FOUR = np.array([[0, 255, 0, 255], [0, 0, 255, 255]], np.uint8)


@pytest.mark.parametrize("encoding", ["utf-8", "cp437"])
def test_two_pixels_are_one_block(encoding: str) -> None:
    """None, the upper one, the lower one, both."""
    assert as_blocks(FOUR, encoding) == " ▀▄█"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", None])
def test_a_terminal_without_blocks_has_points(encoding: str | None) -> None:
    """In the same places."""
    assert as_blocks(FOUR, encoding) == " '.:"


def test_an_odd_last_line_is_the_upper_half() -> None:
    """Nothing is below it."""
    assert as_blocks(np.full((3, 1), 255, np.uint8)) == "█\n▀"


@pytest.mark.parametrize(("level", "block"), [(63, ""), (64, "█")])
def test_a_pixel_is_ink_from_a_quarter_on(level: int, block: str) -> None:
    """Where nothing follows, nothing is written."""
    assert as_blocks(np.full((2, 1), level, np.uint8)) == block
