"""Are the laws awake? The inputs on which an implementation was judged must refute the mutants."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from mnist_nn.mutants.catalogue import MUTANTS
from mnist_nn.specification.catalogue import CATALOGUE
from mnist_nn.specification.law import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mnist_nn.checking.verify import Judgement
    from mnist_nn.mutants.mutant import Mutant
    from mnist_nn.specification.law import Law

Inputs: TypeAlias = "Callable[[], Sequence[tuple[Any, ...]]]"
"""Inputs of a law, drawn no sooner than they are needed."""

_LAWS = {str(law): law for law in CATALOGUE if law.level == Level.REQUIRED}

_ROUNDS = (0, 1, 2, 4, 8, 16, 32, 64, None)
"""One input of every law comes first, and then as many as before: most mutants need few."""


@dataclass(frozen=True)
class Watch:
    """What became of the mutants of the functions that were verified.

    Attributes:
        refuted: the mutants that the inputs refute on which the implementation was judged.
        out_of_reach: the others of a function some of whose laws or dtypes were not checked.
        survived: the others of a function all of whose laws were: they are asleep.

    """

    refuted: tuple[str, ...] = ()
    out_of_reach: tuple[str, ...] = ()
    survived: tuple[str, ...] = ()

    @property
    def of(self) -> int:
        """How many mutants the checks could have refuted."""
        return len(self.refuted) + len(self.survived)

    @property
    def awake(self) -> bool:
        """Whether something was refuted, and everything that could be."""
        return bool(self.refuted) and not self.survived


def watch(judgements: Sequence[Judgement], examples: int, seed: int) -> Watch:
    """Try the mutants of the functions that were judged on the inputs they were judged on.

    Where a law did not hold, there are none, and they are drawn anew.
    """
    offered = [j for j in judgements if j.check.bound and str(j.check.law) in _LAWS]
    tried = [(_LAWS[str(j.check.law)], _inputs_of(j, examples, seed)) for j in offered]
    judged = {str(judgement.check) for judgement in offered}
    watches = [
        _watch_of(function, tried, complete=_checks_of(function) <= judged)
        for function in dict.fromkeys(law.function for law, _ in tried)
    ]
    return Watch(*(sum(fates, ()) for fates in zip(*map(astuple, watches), strict=True)))


def _watch_of(function: str, tried: Sequence[tuple[Law, Inputs]], *, complete: bool) -> Watch:
    """Return what becomes of the mutants of one function, all of whose laws were tried or not."""
    own = [(law, inputs) for law, inputs in tried if law.function == function]
    mutants = [mutant for mutant in MUTANTS if mutant.function == function]
    refuted = tuple(str(mutant) for mutant in mutants if _is_refuted(mutant, own))
    others = tuple(str(mutant) for mutant in mutants if str(mutant) not in refuted)
    return Watch(refuted, survived=others) if complete else Watch(refuted, out_of_reach=others)


def _checks_of(function: str) -> set[str]:
    """Return the names of all the checks of a function."""
    laws = [law for law in _LAWS.values() if law.function == function]
    return {f"{law}[{dtype}]" for law in laws for dtype in law.dtypes}


def _inputs_of(judgement: Judgement, examples: int, seed: int) -> Inputs:
    """Return the inputs on which a law held, or such as it would have been tried on."""
    if judgement.inputs:
        return lambda: judgement.inputs
    check = judgement.check
    return cache(partial(_LAWS[str(check.law)].draw, check.dtype, examples, seed))


def _is_refuted(mutant: Mutant, tried: Sequence[tuple[Law, Inputs]]) -> bool:
    """Return whether one of the inputs refutes a mutant."""
    return any(_refutes(law, mutant, inputs) for law, inputs in _in_rounds(tried))


def _in_rounds(tried: Sequence[tuple[Law, Inputs]]) -> Iterator[tuple[Law, tuple[Any, ...]]]:
    """Yield a few inputs of each law, and then more of each."""
    for start, stop in pairwise(_ROUNDS):
        for law, inputs in tried:
            for some in inputs()[start:stop]:
                yield law, some


def _refutes(law: Law, mutant: Mutant, inputs: tuple[Any, ...]) -> bool:
    """Return whether a law refutes a mutant at one input; where it raises an error, it is not."""
    try:
        return not law.at(mutant, *inputs).holds
    except Exception:  # noqa: BLE001 - whatever a mutant raises, the law had nothing to judge
        return False
