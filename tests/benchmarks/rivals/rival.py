"""A rival: a way to check an implementation of one of the specified functions."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.targets.implementation import SPECIFIED

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from mnist_nn.specification.function import Implemented


@dataclass(frozen=True)
class Rival:
    """A way to check an implementation of one of the specified functions.

    Attributes:
        name: what it is called in a table.
        blames: raises an error if it finds a fault with an implementation (by the name of the
            function, then the implementation), whichever error that is.
        functions: the names of the functions that it can be asked about.
        needs: the packages that must be installed.

    """

    name: str
    blames: Callable[[str, Implemented], None]
    functions: Collection[str] = SPECIFIED
    needs: tuple[str, ...] = ()

    def catches(self, function: str, candidate: Implemented) -> bool:
        """Return whether a fault is found with `candidate` as an implementation of `function`.

        A wrong result is one, and so is an error that it raises. Warnings are not looked at.
        """
        return self.caught(function, [candidate])[0]

    def caught(self, function: str, candidates: Sequence[Implemented]) -> list[bool]:
        """Return the same of several implementations of one function."""
        return [finds_fault(partial(self.blames, function), c) for c in candidates]


def finds_fault(judge: Callable[[Implemented], None], candidate: Implemented) -> bool:
    """Return whether a judge raises an error about a candidate, or the candidate itself does."""
    with warnings.catch_warnings(action="ignore"), np.errstate(all="ignore"):
        try:
            judge(candidate)
        except Exception:  # noqa: BLE001 - whatever a candidate raises is a fault that is seen
            return True
    return False


def array(result: Any) -> np.ndarray[Any, Any]:
    """Return a result as an array that other libraries can take over: contiguous and native."""
    y = np.ascontiguousarray(result).reshape(np.shape(result))
    return y.astype(y.dtype.newbyteorder("="), copy=False)
