"""An input told by how it is made: a wide array is printed in one line, and made again from it."""

from __future__ import annotations

from dataclasses import dataclass
from math import copysign, isnan
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

MAKERS: dict[str, Callable[..., Any]] = {}
"""The functions that a recipe may name, by their names."""


@dataclass(frozen=True)
class Recipe:
    """A call of a maker: an input that is made when a law needs it.

    >>> Recipe("mnist_images", (17, 2))
    mnist_images(17, 2)

    """

    maker: str
    arguments: tuple[Any, ...]

    def __repr__(self) -> str:
        return f"{self.maker}({', '.join(map(_as_python, self.arguments))})"

    @property
    def value(self) -> Any:
        """What it makes, each time anew: a run goes through more of them than memory holds."""
        return MAKERS[self.maker](*map(made, self.arguments))


def _as_python(argument: Any) -> str:
    """Return an argument as Python: NaN with its sign."""
    negative = isinstance(argument, float) and isnan(argument) and copysign(1, argument) < 0
    return f"-{argument!r}" if negative else repr(argument)


def maker(make: Callable[..., Any]) -> Callable[..., Any]:
    """Let recipes name a function."""
    MAKERS[make.__name__] = make
    return make


def made(value: Any) -> Any:
    """Return what a recipe makes, and any other value as it is."""
    return value.value if isinstance(value, Recipe) else value


def told(make: Callable[..., Any], *arguments: Any) -> Any:
    """Return what a maker makes: told as a recipe, if one of its arguments is."""
    if any(isinstance(argument, Recipe) for argument in arguments):
        return Recipe(make.__name__, arguments)
    return make(*arguments)
