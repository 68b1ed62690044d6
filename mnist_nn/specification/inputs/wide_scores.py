"""Scores of every size and structure, up to what kernels dispatch on."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.formats import FORMATS
from mnist_nn.specification.inputs.point import Point, Size
from mnist_nn.specification.inputs.recipe import Recipe, maker
from mnist_nn.specification.inputs.row_structures import EQUAL, STRUCTURES
from mnist_nn.specification.inputs.sizes import FEW, elements
from mnist_nn.specification.inputs.sweep import Sweep

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mnist_nn.formats import FloatArray

    Shape = tuple[int, ...]

ROWS = Size("rows", 70_000)
CLASSES = Size("classes", 2**17 + 1)
COLUMNS = Size("columns", 70_000)

_UNEVEN = ("ascending", "levels", "different")
"""The structures in which no class is like another: what is read from a wrong place shows."""


def wide_rows(dtype: np.dtype[Any], structures: Iterable[str] = STRUCTURES) -> Sweep:
    """Visit scores (rows, classes) of every size and structure."""

    def recipes(point: Point) -> tuple[Recipe]:
        return (Recipe("wide_scores", (dtype.name, point.sizes, point.kind, point.seed)),)

    return Sweep((ROWS, CLASSES), tuple(structures), elements, recipes)


def few_wide_rows(dtype: np.dtype[Any]) -> Sweep:
    """Visit a few rows of scores of as many classes: nearly all sums are long."""
    rows = replace(ROWS, largest=FEW)
    return replace(wide_rows(dtype), sizes=(rows, CLASSES), per_example=3)


def wide_equal_rows(dtype: np.dtype[Any]) -> Sweep:
    """Visit equal scores (rows, classes) of every size, and such with minus infinity among them."""
    return replace(wide_rows(dtype, EQUAL), per_example=6)


def wide_rows_along_an_axis(dtype: np.dtype[Any]) -> Sweep:
    """Visit scores of one to four dimensions and every size, and the axis of their classes."""

    def recipes(point: Point) -> tuple[Recipe, int]:
        rows, classes, columns = point.sizes
        shape, axis = _dimensions(rows, classes, columns)
        return Recipe("scores_along", (dtype.name, shape, axis, point.kind, point.seed)), axis

    return Sweep((ROWS, CLASSES, COLUMNS), _UNEVEN, elements, recipes, 6)


@maker
def wide_scores(dtype: str, shape: Shape, structure: str, seed: int) -> FloatArray:
    """Return scores (rows, classes) of one of the structures."""
    rng = np.random.default_rng(seed)
    return STRUCTURES[structure](rng, *shape).astype(FORMATS[dtype].dtype)


@maker
def scores_along(dtype: str, shape: Shape, axis: int, structure: str, seed: int) -> FloatArray:
    """Return scores of any shape, whose classes lie along an axis."""
    classes = shape[axis]
    others = tuple(np.delete(shape, axis).tolist())
    x = wide_scores(dtype, (math.prod(others), classes), structure, seed)
    return np.ascontiguousarray(np.moveaxis(x.reshape(*others, classes), -1, axis))


def _dimensions(rows: int, classes: int, columns: int) -> tuple[Shape, int]:
    """Return a shape, and the axis of its classes, counted from either end.

    A single column is no dimension, nor is a single row at times; an even number of rows makes two.
    """
    before = (2, rows // 2) if rows % 2 == 0 else (rows,) if rows > 1 or classes % 2 else ()
    shape = (*before, classes, *((columns,) if columns > 1 else ()))
    axis = len(before)
    return shape, axis - len(shape) if (rows + classes + columns) % 3 else axis
