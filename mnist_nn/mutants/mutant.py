"""A mutant: an implementation that is wrong on purpose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

Function: TypeAlias = "Callable[..., Any]"
"""A wrong implementation, with the arguments of the right one: arrays in, arrays out."""


@dataclass(frozen=True)
class Mutant:
    """An implementation of one specified function that makes one mistake.

    It is called as the function that it imitates.

    Attributes:
        function: the name of the function that it imitates.
        name: its own name.
        mistake: what it does wrong, in a sentence.
        repeats: the shipped bug that it repeats, such as `huggingface/candle#3727`, or nothing.
        run: the wrong implementation.

    """

    function: str
    name: str
    mistake: str
    repeats: str
    run: Function

    def __str__(self) -> str:
        return f"{self.function}.{self.name}"

    def __call__(self, *arrays: Any, **options: Any) -> Any:
        """Return the wrong result, without a warning: a warning is not the mistake."""
        with np.errstate(all="ignore"):
            return self.run(*arrays, **options)


def mutant(function: str, *, repeats: str = "") -> Callable[[Function], Mutant]:
    """Make a mutant of a Python function: the first line of its docstring is its mistake.

    Raises:
        ValueError: the docstring is missing.

    """

    def decorate(run: Function) -> Mutant:
        name = run.__name__
        mistake = (run.__doc__ or "").partition("\n")[0]
        if not mistake:
            raise ValueError(f"mutant {function}.{name}: its docstring must name its mistake")
        return Mutant(function, name, mistake, repeats, run)

    return decorate


def written_in(*modules: ModuleType) -> list[Mutant]:
    """Return the mutants of some files, in the order in which they are written."""
    return [value for m in modules for value in vars(m).values() if isinstance(value, Mutant)]
