"""An implementation: something under test, by name and version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True)
class Implementation:
    """Some of the specified functions, NumPy arrays in and out.

    Attributes:
        name: what it is called, such as `numpy`.
        version: which one was tested.
        functions: those that it offers, by their names in the specification.

    """

    name: str
    version: str
    functions: Mapping[str, Callable[..., Any]]
