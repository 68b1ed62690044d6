"""The arguments of each specified function: how many there are, and of which shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from mnist_nn.specification.catalogue import SPECIFICATION
from mnist_nn.specification.function import shape_of_x

if TYPE_CHECKING:
    from collections.abc import Iterable

Shape: TypeAlias = tuple[int, ...]

FUNCTIONS = SPECIFICATION.functions

OF_ONE_ARRAY = tuple(name for name, f in FUNCTIONS.items() if f.shape is shape_of_x)
"""The functions of one array, which give another of its shape."""

PIXELS = 784


def shapes_of(function: str, rows: int, columns: int, outputs: int) -> list[Shape]:
    """Return the shapes of the arguments of a function, images or scores first.

    There are `rows` of `columns`, and a layer, where there is one, has `outputs`; the network's
    hidden layer is as wide as its last. The images that `predict` reads have their 784 pixels.
    """
    scores, W, b = (rows, columns), (columns, outputs), (outputs,)
    shapes: dict[str, list[Shape]] = {
        "matmul": [scores, W],
        "affine": [scores, W, b],
        "mlp": [scores, W, b, (outputs, outputs), b],
        "predict": [(rows, PIXELS)],
    }
    return shapes.get(function, [scores])


def dtypes_of(function: str, dtypes: Iterable[str]) -> list[str]:
    """Return at which of some dtypes a function is asked for: those that it is specified for."""
    return [dtype for dtype in dtypes if dtype in FUNCTIONS[function].formats]
