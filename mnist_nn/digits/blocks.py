"""A digit as characters: blocks in a terminal, two pixels in each, one above the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCKS = " ▀▄█"
"""Neither pixel, the upper one, the lower one, both."""

PLAIN = " '.:"
"""The same, for a terminal that has no blocks."""

_INK = 64  # of 255: from a quarter on, as where a digit is measured


def as_blocks(levels: NDArray[np.uint8], encoding: str | None = "utf-8") -> str:
    """Return a picture, (height, width), 0 to 255, as half as many lines of so many characters.

    Args:
        levels: light on dark; a pixel is shown if it is at least a quarter as light as white.
        encoding: what the characters will be written in; where it has no blocks, points stand for
            them. None is ASCII.

    >>> print(as_blocks(np.array([[255, 255, 0], [0, 255, 255]], np.uint8)))
    ▀█▄

    """
    ink = np.pad(levels >= _INK, [(0, len(levels) % 2), (0, 0)])
    characters = np.array(list(_characters(encoding)))[ink[::2] + 2 * ink[1::2]]
    return "\n".join("".join(line).rstrip() for line in characters.tolist())


def _characters(encoding: str | None) -> str:
    try:
        BLOCKS.encode(encoding or "ascii")
    except UnicodeEncodeError:
        return PLAIN
    return BLOCKS
