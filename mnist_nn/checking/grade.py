"""A grade: which weaker arithmetic explains a refutation, on the inputs that were tried."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

from mnist_nn.checking.declaration import STRICT, declaration_of
from mnist_nn.oracle.arithmetics import ARITHMETICS
from mnist_nn.oracle.declared import declaring

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mnist_nn.checking.check import Check
    from mnist_nn.checking.pool import Inputs
    from mnist_nn.checking.verdict import Verdict
    from mnist_nn.specification.function import Implemented


def grades_of(check: Check, verdict: Verdict, examples: int, seed: int) -> tuple[str, ...]:
    """Return the weaker arithmetics in which a refuted law holds, the narrowest first.

    They are tried on the inputs of the check; the narrowest is that of whose allowance the greatest
    share is used. Nothing but numbers can be explained: that one is off by some factor, that it is
    not exact, or that it is none, where an arithmetic leaves nothing known. A known deviation says
    itself what explains it.
    """
    if not (verdict.fails and verdict.is_wrong_in_its_numbers and check.declared.is_strict):
        return ()
    inputs = check.draw(examples, seed)
    weaker = (n for n, it in ARITHMETICS.items() if n != STRICT and check.dtype in it.fields)
    used = {name: _used(check, name, inputs) for name in weaker}
    return tuple(sorted((name for name in used if used[name] <= 1), key=lambda name: -used[name]))


def grade(verdicts: Iterable[Verdict]) -> str:
    """Return the narrowest arithmetic that explains all refutations of a function at one dtype.

    It is empty if none explains them all.

    Args:
        verdicts: those on the required laws that should hold and do not.

    """
    lists = [verdict.grades for verdict in verdicts]
    common = [name for name in lists[0] if all(name in names for names in lists)]
    return min(common, key=lambda name: sum(names.index(name) for names in lists), default="")


def _used(check: Check, arithmetic: str, inputs: Sequence[Inputs]) -> float:
    """Return the greatest share that is used of what an arithmetic allows; infinity beyond that."""
    greatest, function = 0.0, cast("Implemented", check.function)
    with declaring(*declaration_of(arithmetic).arithmetics):
        for each in inputs:
            try:
                claim = check.law.at(function, *each)
            except Exception:  # noqa: BLE001 - whatever it is, it explains nothing
                return math.inf
            if not claim.holds:
                return math.inf
            greatest = max(greatest, claim.ratio)
    return greatest
