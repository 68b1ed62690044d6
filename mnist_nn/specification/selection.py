"""Which laws, at which dtypes: what was asked for, or an error, never nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mnist_nn.did_you_mean import did_you_mean
from mnist_nn.formats import OTHER_NAMES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from mnist_nn.specification.law import Law


def selected(
    laws: Sequence[Law],
    functions: Collection[str] = (),
    names: Collection[str] = (),
    dtypes: Collection[str] = (),
    *,
    exhaustive: bool = False,
) -> tuple[Law, ...]:
    """Return the laws of some functions, of some names and at some dtypes: of all, if none is said.

    Args:
        laws: what to choose from.
        functions: names of functions, such as `softmax`.
        names: names of laws, such as `softmax.sums_to_one`, or `sums_to_one` of any function.
        dtypes: such as `float32`.
        exhaustive: whether laws are stated at those dtypes too at which it takes minutes to try
            all of their inputs.

    Raises:
        ValueError: there is no such function, law or dtype, or no law that is all that was asked.

    """
    if exhaustive:
        laws = [replace(law, only=(*law.dtypes, *law.exhaustive)) for law in laws]
    _check("function", functions, {law.function for law in laws})
    _check("law", names, {name for law in laws for name in (str(law), law.name)})
    _check("dtype", dtypes, {dtype for law in laws for dtype in law.dtypes}, OTHER_NAMES)
    chosen = tuple(
        replace(law, only=stated) if dtypes else law
        for law in laws
        if (not functions or law.function in functions)
        and (not names or {str(law), law.name} & set(names))
        and (stated := tuple(d for d in law.dtypes if not dtypes or d in dtypes))
    )
    if not chosen:
        asked = " ".join([*functions, *names, *dtypes])
        raise ValueError(f"no law is selected by {asked} together: see `mnist-nn laws`")
    if exhaustive and not any(set(law.dtypes) & set(law.exhaustive) for law in chosen):
        raise ValueError(
            "--exhaustive: no law is selected all of whose inputs can be tried: such a law is "
            "sigmoid.is_the_true_sigmoid_of_every_number, at float32"
        )
    return chosen


def _check(
    kind: str,
    asked: Collection[str],
    known: set[str],
    elsewhere: Mapping[str, str] | None = None,
) -> None:
    """Refuse a name that is not known."""
    for name in asked:
        if name not in known:
            hint = did_you_mean(name, sorted(known), "see `mnist-nn laws`", elsewhere)
            raise ValueError(f"there is no {kind} {name!r}: {hint}")
