"""How the scores of a row may be related: equal scores hide nearly every fault of a tile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Rng: TypeAlias = np.random.Generator
    Rows: TypeAlias = NDArray[Any]
    Structure: TypeAlias = Callable[[Rng, int, int], Rows]


def equal(rng: Rng, rows: int, classes: int) -> Rows:
    """Return rows of equal scores, each at a level of its own."""
    return np.repeat(rng.integers(-100, 101, (rows, 1)).astype(float), classes, axis=1)


def ascending(rng: Rng, rows: int, classes: int) -> Rows:
    """Return scores that rise to the end: by 1 each, or to 64 at most where there are more."""
    step = 2.0 ** -max(0, (classes - 1).bit_length() - 6)
    return np.arange(classes) * step + rng.integers(-3, 4, (rows, 1))


def descending(rng: Rng, rows: int, classes: int) -> Rows:
    """Return scores that fall to the end."""
    return ascending(rng, rows, classes)[:, ::-1]


def one_above(rng: Rng, rows: int, classes: int) -> Rows:
    """Return zeros and one score above them, at an end, beside the edge of a tile, or anywhere."""
    x = np.zeros((rows, classes))
    edges = 2 ** rng.integers(classes.bit_length(), size=rows) + rng.integers(-1, 2, rows)
    ends, anywhere = np.array([classes - 1, 0]), rng.integers(classes, size=rows)
    places = [ends[0].repeat(rows), ends[1].repeat(rows), edges.clip(0, classes - 1), anywhere]
    x[np.arange(rows), np.choose(rng.integers(4, size=rows), places)] = rng.choice([3, 20, 1000])
    return x


def levels(rng: Rng, rows: int, classes: int) -> Rows:
    """Return tiles of one width, each near a level of its own."""
    tile = tiles(rng, classes)
    level = rng.integers(-40, 41, (rows, tile[-1] + 1))[:, tile]
    return level + rng.integers(-3, 4, (rows, classes)) / 2


def different(rng: Rng, rows: int, classes: int) -> Rows:
    """Return normal scores."""
    return rng.normal(0, 3, (rows, classes))


def far_apart(rng: Rng, rows: int, classes: int) -> Rows:
    """Return scores that differ by hundreds."""
    return rng.normal(0, 100, (rows, classes))


def masked(structure: Structure) -> Structure:
    """Return the structure in which some tiles are minus infinity, and one at least is not.

    The first tiles, the last ones, all but one, or any.
    """

    def with_minus_infinity(rng: Rng, rows: int, classes: int) -> Rows:
        x, tile = structure(rng, rows, classes), tiles(rng, classes)
        kept = rng.integers(tile[-1] + 1, size=(rows, 1))
        masks = [
            tile < kept,
            tile > kept,
            tile != kept,
            rng.random((rows, tile[-1] + 1))[:, tile] < 0.5,
        ]
        mask = masks[rng.integers(4)] & (tile != kept)
        return np.where(mask, -np.inf, x)

    return with_minus_infinity


def tiles(rng: Rng, classes: int) -> NDArray[np.intp]:
    """Return in which tile each class lies, where their width is a power of two."""
    return np.arange(classes) // 2 ** rng.integers((classes - 1).bit_length() + 1)


EQUAL: dict[str, Structure] = {"equal": equal, "equal or -inf": masked(equal)}
"""The structures whose scores are equal, but for minus infinity."""

STRUCTURES: dict[str, Structure] = {
    **EQUAL,
    "ascending": ascending,
    "descending": descending,
    "one above": one_above,
    "levels": levels,
    "different": different,
    "far apart": far_apart,
    "tiles of -inf": masked(different),
}
"""Every structure; what shows a fault at sight comes first."""
