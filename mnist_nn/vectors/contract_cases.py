"""Cases of the contract: what every function keeps, whatever it computes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.specification.truth import exactly
from mnist_nn.vectors.case import MANY, Case, exact_where, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from mnist_nn.specification.function import Function

    Array = NDArray[Any]

_SEVERAL = 8_257
"""How many rows are made of wide ones: one more than whole batches of 64."""


def contract_cases(function: Function, *arrays: Array) -> Iterator[Case]:
    """Yield the cases that follow from ordinary arguments: a few rows, and no zeros."""
    if function.requires("passes_nan_on"):
        yield from _with_nan(function, arrays)
    if function.requires("of_no_rows_is_empty"):
        none = (arrays[0][:0], *arrays[1:])
        yield Case(
            "no rows", named(function, *none), exactly(np.zeros(function.shape(*none) or ()))
        )
    yield _repeated(function, arrays)


def _with_nan(function: Function, arrays: tuple[Array, ...]) -> Iterator[Case]:
    """Yield a case for each argument, with NaN in the middle of it."""
    for i, name in enumerate(function.arguments):
        given = [array.copy() for array in arrays]
        given[i].flat[given[i].size // 2] = np.nan
        lost = function.depends(*map(np.isnan, given))
        truth = exact_where(lost, np.nan, function.truth(*arrays))
        yield Case(
            f"a NaN in {name} is passed on to what depends on it, and to nothing else",
            named(function, *given),
            truth,
        )


def _repeated(function: Function, arrays: tuple[Array, ...]) -> Case:
    """Return the case of the same rows over and over again."""
    x, *others = arrays
    number = MANY if function.few_columns else _SEVERAL
    many = x[np.arange(number) % len(x)]
    truth = function.truth(*arrays).repeated(number)
    return Case(f"{number:,} rows", named(function, many, *others), truth)
