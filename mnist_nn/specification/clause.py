"""A clause of the contract: a law of any function, before it is made one of a certain function."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from mnist_nn.specification.law import Law, Level

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from mnist_nn.specification.claim import Claim
    from mnist_nn.specification.function import Domain, Function


@dataclass(frozen=True)
class Clause:
    """A law of every function, before it is made one of a certain function.

    Attributes:
        claim: claims it of a function by its record, its implementation and drawn inputs.
        domain: returns what draws the inputs, for the record of a function.
        more: the names of inputs that are drawn beside the arguments of the function.
        dtypes: those at which it is stated, if they are not those of the function.
        asked_of: tells whether it says anything about a function.
        level: required, or advisory of every function.
        of_one_format: whether one format speaks for all, for it is not about numbers.
        threads: whether it calls the function from several threads at once.
        exhaustive: the dtypes at which it is stated too, but tried only if that is asked for.

    """

    claim: Callable[..., Claim]
    domain: Callable[[Function], Domain]
    more: Callable[[Function], tuple[str, ...]]
    dtypes: tuple[str, ...] | None
    asked_of: Callable[[Function], object]
    level: Level = Level.REQUIRED
    of_one_format: bool = False
    threads: bool = False
    exhaustive: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called in the contract."""
        return self.claim.__name__

    def law_of(self, function: Function) -> Law:
        """Return it as a law of a function."""
        statement = (self.claim.__doc__ or "").partition("\n")[0]
        return Law(
            function,
            self._name_for(function),
            function.formula if self.name == TRUTH else statement.format(sizes=function.sizes),
            Level.ADVISORY if self.is_among(function.advisory) else self.level,
            self.domain(function),
            partial(self.claim, function),
            (*function.arguments, *self.more(function)),
            (function.usual_format,) if self.of_one_format else self.dtypes,
            threads=self.threads,
            exhaustive=self.exhaustive,
        )

    def is_among(self, names: Collection[str]) -> bool:
        """Return whether it, or a clause that it goes further than, has one of some names."""
        return any(self.name.startswith(name) for name in names)

    def _name_for(self, function: Function) -> str:
        """Return what the law of a function is called: after the clause that it goes further than.

        What `is_the_true_value` is called, `is_the_true_value_at_any_size` is called too.
        """
        names = {TRUTH: f"is_the_true_{function}", **function.law_names}
        stem = next((name for name in names if self.name.startswith(name)), self.name)
        return self.name.replace(stem, names.get(stem, stem))


TRUTH = "is_the_true_value"
"""The clause whose statement is the formula of the function."""


def clause(
    domain: Callable[[Function], Domain],
    *,
    more: Callable[[Function], tuple[str, ...]] = lambda _: (),
    dtypes: tuple[str, ...] | None = None,
    asked_of: Callable[[Function], object] = lambda _: True,
    level: Level = Level.REQUIRED,
    of_one_format: bool = False,
    threads: bool = False,
    exhaustive: tuple[str, ...] = (),
) -> Callable[[Callable[..., Claim]], Clause]:
    """Make a clause of the contract of a Python function; its docstring states it."""

    def decorate(claim: Callable[..., Claim]) -> Clause:
        return Clause(
            claim, domain, more, dtypes, asked_of, level, of_one_format, threads, exhaustive
        )

    return decorate


def clauses_in(*files: Mapping[str, object]) -> tuple[Clause, ...]:
    """Return the clauses among the names of some files, in the order in which they are written."""
    return tuple(value for names in files for value in names.values() if isinstance(value, Clause))
