"""The whole story of a law that failed, and the lines of Python that show it again."""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from mnist_nn.laws.claim import Claim
    from mnist_nn.laws.law import BoundLaw


class Refuted(AssertionError):  # noqa: N818 - a refutation is a verdict, not an error of ours
    """A law does not hold: the smallest input found for which it fails, and what was seen there.

    Attributes:
        claim: what the law claims there, and how far it is off.
        counterexample: the input, as Python.
        reproduction: lines of Python that make the claim again.

    """

    def __init__(self, bound: BoundLaw, claim: Claim, inputs: tuple[Any, ...]) -> None:
        values = [as_python(value) for value in inputs]
        named = zip(bound.law.inputs, values, strict=True)
        self.claim = claim
        self.counterexample = ", ".join(f"{name} = {value}" for name, value in named)
        self.reproduction = _reproduction(bound, values)
        super().__init__(
            f"{bound} is refuted for {_name(bound.function)}: {bound.law.statement}\n"
            f"  {claim.story}{_excess(claim)}\n"
            f"  for {self.counterexample}\n"
            f"reproduce it with\n{self.reproduction}"
        )


def as_python(value: Any) -> str:
    """Return an input of a law as an expression that gives it again, every bit of a number.

    >>> as_python(np.array([0.1, np.inf], np.float32))
    'array([0.1, inf], dtype=float32)'
    >>> as_python(np.zeros((1, 70_000), np.float16))
    'full((1, 70000), 0.0, dtype=float16)'

    """
    if not isinstance(value, np.ndarray):
        return repr(value)
    first = value.ravel()[:1]
    if value.size > 8 and value.tobytes() == np.full_like(value, first[0]).tobytes():
        return f"full({value.shape}, {first.tolist()[0]!r}, dtype={_dtype(value)})"
    if value.size == 0:
        return f"empty({value.shape}, dtype={_dtype(value)})"
    with np.printoptions(threshold=sys.maxsize, floatmode="unique", linewidth=sys.maxsize):
        numbers = np.array2string(value, separator=", ").replace("\n", "")
    return f"array({numbers}, dtype={_dtype(value)})"


def _dtype(value: np.ndarray[Any, Any]) -> str:
    """Return a dtype as NumPy names it, or as text where it is of the other byte order."""
    return value.dtype.name if value.dtype.isnative else repr(value.dtype.str)


def _excess(claim: Claim) -> str:
    """Return how many times the allowed an error was, where any was allowed."""
    finite = math.isfinite(claim.ratio)
    return f", an error of {claim.ratio:.3g} times the allowed" if finite else ""


def _name(function: Callable[..., Any]) -> str:
    """Return where a function comes from."""
    module = getattr(function, "__module__", type(function).__module__)
    return f"{module}.{getattr(function, '__qualname__', type(function).__qualname__)}"


def _reproduction(bound: BoundLaw, values: list[str]) -> str:
    """Return lines of Python that print the claim of a law at these inputs."""
    name = getattr(bound.function, "__qualname__", "")
    module = getattr(bound.function, "__module__", "__main__")
    if name.isidentifier() and module != "__main__":
        origin = f"from {module} import {name}"
    else:
        name = bound.law.function
        origin = f"{name} = ...  # your function"
    return "\n".join(
        f"    {line}"
        for line in (
            "from numpy import *",
            "from mnist_nn.laws.catalogue import law_named",
            origin,
            f'print(law_named("{bound.law}").claim({", ".join([name, *values])}))',
        )
    )
