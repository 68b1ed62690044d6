"""How soon a law refutes a function: the first input that does ends the search."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.laws.law import BoundLaw
from mnist_nn.laws.refutation import Refuted

if TYPE_CHECKING:
    from mnist_nn.laws.claim import Claim
    from mnist_nn.laws.law import Function, Law


class _Ended(BaseException):
    """Ends a search at once: Hypothesis shrinks what an Exception, and no other, has shown."""


@dataclass(frozen=True)
class _UntilRefuted(BoundLaw):
    """A search that does not shrink what it finds."""

    tried: list[Any] = field(default_factory=list)

    def _claim(self, inputs: tuple[Any, ...]) -> Claim:
        self.tried.append(inputs)
        try:
            return super()._claim(inputs)
        except Refuted:
            raise _Ended from None


def refuted_after(
    law: Law, function: Function, dtype: str, *, examples: int = 100, seed: int = 0
) -> int | None:
    """Return which of `examples` inputs is the first to refute the law, or None if none is.

    A function that raises an error is not refuted, for the law had nothing to judge.
    """
    search = _UntilRefuted(law, function, np.dtype(dtype))
    try:
        search.check(examples, seed)
    except _Ended:
        return len(search.tried)
    except Exception:  # noqa: BLE001 - whatever a mutant raises, it is not a refutation
        return None
    return None
