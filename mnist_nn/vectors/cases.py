"""Cases that are written for some functions, at each of their formats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    import numpy as np

    from mnist_nn.specification.function import Function
    from mnist_nn.vectors.case import Case

Dtype: TypeAlias = "np.dtype[Any]"
Writer: TypeAlias = "Callable[[Function, Dtype], Iterator[Case]]"


@dataclass(frozen=True)
class Cases:
    """Cases of one function or more.

    Attributes:
        functions: the records of the functions.
        of: yields the cases of one of them at a dtype, always the same.

    """

    functions: tuple[Function, ...]
    of: Writer


def cases(*functions: Function) -> Callable[[Writer], Cases]:
    """Make cases of some functions of a Python function, which takes a record and a dtype."""
    return lambda writer: Cases(functions, writer)


def written_in(*modules: ModuleType) -> list[Cases]:
    """Return the cases in some files, in the order in which they are written."""
    return [value for m in modules for value in vars(m).values() if isinstance(value, Cases)]
