"""A breach of the contract: one mistake that any function can make with its caller."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from mnist_nn.mutants.mutant import Mutant, mutant

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping

    from numpy.typing import NDArray

    from mnist_nn.specification.function import Function, Implemented

    Array = NDArray[Any]
    Change = Callable[[Array], Array]


@dataclass(frozen=True)
class Breach:
    """A mistake that a function can make, and the law that it breaks."""

    law: str
    mutants: Callable[[Function], Iterator[Mutant]]


def breaches_in(*files: Mapping[str, object]) -> tuple[Breach, ...]:
    """Return the breaches among the names of some files, in the order in which they are written."""
    return tuple(value for names in files for value in names.values() if isinstance(value, Breach))


def wrong_call(
    law: str, *, repeats: str = "", right_at: tuple[str, ...] = ()
) -> Callable[[Callable[..., Any]], Breach]:
    """Make a mutant of what is called in the place of f: it takes f, then the arguments.

    It is none of a function that is specified at no other formats than those where it is right.
    """

    def decorate(wrong: Callable[..., Any]) -> Breach:
        def mutants(function: Function) -> Iterator[Mutant]:
            def run(*arrays: Array, **options: int) -> Any:
                return wrong(partial(right(function), **options), *arrays)

            if set(function.formats) - set(right_at):
                yield _named(function, wrong.__name__, wrong, run, repeats)

        return Breach(law, mutants)

    return decorate


def misread_argument(law: str, *, repeats: str = "") -> Callable[[Change], Breach]:
    """Make a mutant for each argument of a function that is read wrongly: it takes that array."""

    def decorate(misread: Change) -> Breach:
        def mutants(function: Function) -> Iterator[Mutant]:
            for i in range(len(function.arguments)):
                yield _misreading(function, misread, i, repeats)

        return Breach(law, mutants)

    return decorate


def remembered_by(law: str, *, repeats: str = "") -> Callable[[Callable[..., Hashable]], Breach]:
    """Make a mutant that returns its last result again wherever what this tells of x is the same.

    It takes the arguments of the function, whichever that is.
    """

    def decorate(told: Callable[..., Hashable]) -> Breach:
        def mutants(function: Function) -> Iterator[Mutant]:
            last: dict[Hashable, Any] = {}

            def run(*arrays: Array, **options: int) -> Any:
                key = told(*arrays), *options.items()
                if key not in last:
                    result = right(function)(*arrays, **options)
                    last.clear()
                    last[key] = result
                return last[key]

            yield _named(function, told.__name__, told, run, repeats)

        return Breach(law, mutants)

    return decorate


def _misreading(function: Function, misread: Change, i: int, repeats: str) -> Mutant:
    """Return the mutant that reads its argument i wrongly."""

    def run(*arrays: Array, **options: int) -> Any:
        return right(function)(*arrays[:i], misread(arrays[i]), *arrays[i + 1 :], **options)

    several = len(function.arguments) > 1
    name = f"{misread.__name__}_of_{function.arguments[i]}" if several else misread.__name__
    return _named(function, name, misread, run, repeats)


def right(function: Function) -> Implemented:
    """Return the right implementation, which a mutant gets one thing wrong with."""
    if function.reference is None:
        raise ValueError(f"{function}: there is no implementation to change")
    return function.reference


def _named(
    function: Function, name: str, written: Callable[..., Any], run: Implemented, repeats: str
) -> Mutant:
    """Return a mutant with the mistake that was written."""
    run.__name__, run.__doc__ = name, written.__doc__
    return mutant(function.name, repeats=repeats)(run)
