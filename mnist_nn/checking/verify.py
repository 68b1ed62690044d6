"""Laws meet an implementation, and give verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnist_nn.checking.check import Check
from mnist_nn.checking.declaration import STRICT, declaration_of
from mnist_nn.checking.judgement import judge
from mnist_nn.checking.plan import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mnist_nn.checking.deviations import Deviation
    from mnist_nn.checking.verdict import Verdict
    from mnist_nn.specification.function import Implemented
    from mnist_nn.specification.law import Law
    from mnist_nn.targets.implementation import Implementation


def checks(
    implementation: Implementation,
    laws: Iterable[Law],
    deviations: Iterable[Deviation] = (),
    arithmetic: str = "",
) -> list[Check]:
    """Return every check of an implementation: each law at each of its dtypes.

    Results are judged by the arithmetic that is named or, if none is, that which it declares. What
    compiles anew for each shape is given few shapes.

    Raises:
        ValueError: there is no such arithmetic.

    """
    declared = declaration_of(arithmetic or implementation.arithmetic or STRICT)
    known = {(deviation.law, deviation.dtype): deviation for deviation in deviations}
    return [
        Check(
            law,
            _offered(implementation, law, dtype),
            dtype,
            implementation.target,
            known.get((str(law), dtype)),
            declared,
            few_shapes=implementation.compiles,
        )
        for law in laws
        for dtype in law.dtypes
    ]


def _offered(it: Implementation, law: Law, dtype: str) -> Implemented | None:
    """Return the function that a law is about, if it is offered at this dtype, to its threads."""
    offered = it.offers(law.function, dtype) and (it.threads or not law.threads)
    return it.functions[law.function] if offered else None


def verify(
    implementation: Implementation,
    laws: Iterable[Law],
    *,
    examples: int = EXAMPLES,
    seed: int = 0,
    deviations: Iterable[Deviation] = (),
) -> Iterator[Verdict]:
    """Judge each law at each of its dtypes, on `examples` inputs drawn from `seed`.

    Raises:
        ValueError: no examples are asked for.

    """
    for check in checks(implementation, laws, deviations):
        yield judge(check, examples, seed).verdict
