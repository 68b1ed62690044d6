"""A law: one property of one function, stated in mathematics."""

from __future__ import annotations

import inspect
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.specification.claim import Claim
from mnist_nn.specification.guard import WrongAnswer, guarded
from mnist_nn.specification.inputs.recipe import made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mnist_nn.specification.function import Domain, Function, Implemented


class Level(StrEnum):
    """What a refutation means: a defect, or a property that correct implementations may lack."""

    REQUIRED = "required"
    ADVISORY = "advisory"


@dataclass(frozen=True)
class Law:
    """One property of one function, for every input of a named domain.

    Attributes:
        specified: the record of the function that the law is about.
        name: the law's own name, a predicate: softmax `sums_to_one`.
        statement: the property, in mathematics.
        level: required or advisory.
        domain: draws the inputs at a dtype.
        claim: claims the property of an implementation at given inputs.
        inputs: the names of the inputs, in the order in which the domain draws them.
        only: the dtypes for which it is stated, if not for all of its function.
        weights: the file of the parameters that it is about, if not the reference weights.
        written_in: the file in which it is written, if that is not of this package.
        threads: whether it calls the function from several threads at once.
        exhaustive: the dtypes for which it is stated too, but tried only if that is asked for: its
            domain has so many inputs that it takes minutes to try them all.

    """

    specified: Function
    name: str
    statement: str
    level: Level
    domain: Domain
    claim: Callable[..., Claim]
    inputs: tuple[str, ...]
    only: tuple[str, ...] | None = None
    weights: str = ""
    written_in: str = ""
    threads: bool = False
    exhaustive: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.function}.{self.name}"

    @property
    def function(self) -> str:
        """The name of the function that the law is about."""
        return self.specified.name

    @property
    def dtypes(self) -> tuple[str, ...]:
        """The dtypes for which the law is stated."""
        return self.specified.formats if self.only is None else self.only

    def at(self, function: Implemented, *inputs: Any) -> Claim:
        """Return what the law claims of `function` at given inputs.

        A law computes with whatever it is given, and what warns is not what is judged. The inputs
        are left as they were, whatever the function does to them.
        """
        given = tuple(map(made, inputs))
        with _restored(given), warnings.catch_warnings(action="ignore"), np.errstate(all="ignore"):
            try:
                return self.claim(guarded(self.specified, function), *given)
            except WrongAnswer as wrong:
                return Claim(np.inf, str(wrong), wrong.defect)


def law(
    function: Function,
    domain: Domain,
    *,
    level: Level = Level.REQUIRED,
    dtypes: tuple[str, ...] | None = None,
    exhaustive: tuple[str, ...] = (),
) -> Callable[[Callable[..., Claim]], Law]:
    """Make a law of a Python function that takes an implementation, then the inputs.

    Its name is the law's, and the first line of its docstring the statement.

    Raises:
        ValueError: the docstring is missing.

    """

    def decorate(claim: Callable[..., Claim]) -> Law:
        name = claim.__name__
        statement = (claim.__doc__ or "").partition("\n")[0]
        if not statement:
            raise ValueError(f"law {function}.{name}: its docstring must state it")
        inputs = tuple(inspect.signature(claim).parameters)[1:]
        return Law(
            function, name, statement, level, domain, claim, inputs, dtypes, exhaustive=exhaustive
        )

    return decorate


@contextmanager
def _restored(inputs: tuple[Any, ...]) -> Iterator[None]:
    """Give arrays their numbers back in the end; a copy could lie in memory in another way."""
    arrays = [array for array in inputs if isinstance(array, np.ndarray)]
    before = [array.copy() for array in arrays]
    try:
        yield
    finally:
        for array, numbers in zip(arrays, before, strict=True):
            if array.flags.writeable:
                np.copyto(array, numbers)
