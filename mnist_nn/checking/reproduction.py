"""Lines of Python that show again what a law found."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mnist_nn.specification.law import BoundLaw


def place_of(function: Callable[..., Any]) -> str:
    """Return where a function comes from."""
    module = getattr(function, "__module__", type(function).__module__)
    return f"{module}.{getattr(function, '__qualname__', type(function).__qualname__)}"


def reproduction(bound: BoundLaw, values: Sequence[str]) -> str:
    """Return lines of Python that print the claim of a law at inputs that are given as Python."""
    name, lines = _function(bound)
    weights = f', "{bound.law.weights}"' if bound.law.weights else ""
    law = f'law_named("{bound.law}"{weights})'
    claim = f"print({law}.at({', '.join([name, *values])}))"
    return "\n".join(
        [
            "from numpy import *",
            "from mnist_nn.specification.catalogue import law_named",
            *lines,
            indent(claim, "    ") if bound.origin else claim,
        ]
    )


def _function(bound: BoundLaw) -> tuple[str, list[str]]:
    """Return what the function is called, and the lines after which it is."""
    specified = bound.law.function
    if bound.origin:
        return specified, [
            "from mnist_nn.targets.target import opened",
            f"with opened({bound.origin!r}) as implementation:",
            f'    {specified} = implementation.functions["{specified}"]',
        ]
    name = getattr(bound.function, "__qualname__", "")
    module = getattr(bound.function, "__module__", "__main__")
    if name.isidentifier() and module != "__main__":
        return name, [f"from {module} import {name}"]
    return specified, [f"{specified} = ...  # your function"]
