"""How soon a law refutes a function: the first input at which it does not hold ends the search."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from mnist_nn.checking.check import Check, Exhausted
from mnist_nn.checking.counterexample import Counterexample

if TYPE_CHECKING:
    from mnist_nn.specification.claim import Claim
    from mnist_nn.specification.function import Implemented
    from mnist_nn.specification.law import Law


class Fault(NamedTuple):
    """What ended a search, and which of its inputs it was."""

    found: Counterexample
    after: int


class _Ended(BaseException):
    """Ends a search at once: Hypothesis shrinks what an Exception, and no other, has shown."""

    def __init__(self, found: Counterexample) -> None:
        super().__init__()
        self.found = found


@dataclass(frozen=True)
class _UntilFound(Check):
    """A search that does not shrink what it finds."""

    tried: list[Any] = field(default_factory=list)

    def _claim(self, inputs: tuple[Any, ...]) -> Claim:
        self.tried.append(inputs)
        try:
            return super()._claim(inputs)
        except Counterexample as found:
            raise _Ended(found) from None


def first_fault(
    law: Law, function: Implemented, dtype: str, *, examples: int = 100, seed: int = 0
) -> Fault | None:
    """Return the first of `examples` inputs that refutes the law or raises an error, or None.

    Where there are fewer inputs, all that there are have been tried.
    """
    search = _UntilFound(law, function, dtype)
    try:
        search.run(examples, seed)
    except _Ended as ended:
        return Fault(ended.found, len(search.tried))
    except Exhausted:
        return None
    return None
