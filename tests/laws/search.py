"""How soon a law refutes a function: the first input that does ends the search."""

from __future__ import annotations

from dataclasses import replace
from functools import wraps
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mnist_nn.laws.claim import Claim
    from mnist_nn.laws.law import Function, Law


class _Refuted(BaseException):
    """Ends a search at once: Hypothesis shrinks what an Exception, and no other, has shown."""


def refuted_after(
    law: Law, function: Function, dtype: str, *, examples: int = 100, seed: int = 0
) -> int | None:
    """Return which of `examples` inputs is the first to refute the law, or None if none is.

    A function that raises an error is not refuted, for the law had nothing to judge.
    """
    tried = count(1)

    @wraps(law.claim)
    def claim_or_end(f: Function, *inputs: Any) -> Claim:
        example = next(tried)
        claim = law.claim(f, *inputs)
        if not claim.holds:
            raise _Refuted(example)
        return claim

    try:
        replace(law, claim=claim_or_end).bind(function, dtype).check(examples, seed)
    except _Refuted as refuted:
        return int(refuted.args[0])
    except Exception:  # noqa: BLE001 - whatever a mutant raises, it is not a refutation
        return None
    return None
