"""A clause of the contract: a law of any function, before it is made one of a certain function."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from mnist_nn.specification.law import Law, Level

if TYPE_CHECKING:
    from collections.abc import Callable

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

    """

    claim: Callable[..., Claim]
    domain: Callable[[Function], Domain]
    more: Callable[[Function], tuple[str, ...]]
    dtypes: tuple[str, ...] | None
    asked_of: Callable[[Function], object]

    @property
    def name(self) -> str:
        """What it is called in the contract."""
        return self.claim.__name__

    def law_of(self, function: Function) -> Law:
        """Return it as a law of a function."""
        statement = (self.claim.__doc__ or "").partition("\n")[0]
        is_truth = self.name == TRUTH
        return Law(
            function,
            function.law_names.get(self.name, f"is_the_true_{function}" if is_truth else self.name),
            function.formula if is_truth else statement,
            Level.ADVISORY if self.name in function.advisory else Level.REQUIRED,
            self.domain(function),
            partial(self.claim, function),
            (*function.arguments, *self.more(function)),
            self.dtypes,
        )


CONTRACT: list[Clause] = []
"""Every clause, in the order in which they are written."""

TRUTH = "is_the_true_value"
"""The clause whose statement is the formula of the function."""


def clause(
    domain: Callable[[Function], Domain],
    *,
    more: Callable[[Function], tuple[str, ...]] = lambda _: (),
    dtypes: tuple[str, ...] | None = None,
    asked_of: Callable[[Function], object] = lambda _: True,
) -> Callable[[Callable[..., Claim]], Callable[..., Claim]]:
    """Make a clause of the contract of a Python function; its docstring states it."""

    def decorate(claim: Callable[..., Claim]) -> Callable[..., Claim]:
        CONTRACT.append(Clause(claim, domain, more, dtypes, asked_of))
        return claim

    return decorate
