"""What a program says of itself when it is asked to describe itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mnist_nn.oracle.arithmetics import ARITHMETICS
from mnist_nn.specification.failure import Failure
from mnist_nn.targets._wording import encodable, shortened, suggestion
from mnist_nn.targets.implementation import SPECIFIED
from mnist_nn.targets.json_arrays import DTYPES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True)
class Description:
    """What a program says of itself.

    Attributes:
        name: what it is called.
        version: which one it is.
        functions: the specified functions that it offers, each at which dtypes, or None for every
            dtype.
        arithmetic: the name of the arithmetic that it declares, if it declares one.
        compiles: whether it compiles anew for each shape of its inputs.

    """

    name: str
    version: str
    functions: Mapping[str, tuple[str, ...] | None]
    arithmetic: str = ""
    compiles: bool = False


def description(answer: dict[str, Any], specified: Collection[str] = SPECIFIED) -> Description:
    """Return what a program answered when it was asked to describe itself.

    It may offer functions of the specified names.

    Raises:
        Failure: it has no name, no version, or offers nothing, or what is not specified, or it
            declares an arithmetic that is none, or says otherwise than by true or false whether it
            compiles.

    """
    name, version, functions = (answer.get(key) for key in ("name", "version", "functions"))
    if not isinstance(name, str) or not isinstance(version, str):
        raise Failure(f"described itself as {shortened(answer)}: a name and a version are missing")
    if not isinstance(functions, dict) or not functions:
        raise Failure(
            f"described itself as {shortened(answer)}: it must offer one or more of the "
            f"functions {', '.join(specified)}"
        )
    for function in functions:
        if function not in specified:
            raise Failure(
                f"offers {shortened(function)}, which is none of the specified functions "
                f"{', '.join(specified)}{suggestion(function, specified)}"
            )
    offered = {function: _dtypes(function, dtypes) for function, dtypes in functions.items()}
    arithmetic = answer.get("arithmetic") or ""
    if arithmetic and arithmetic not in tuple(ARITHMETICS):
        raise Failure(
            f"declares the arithmetic {shortened(arithmetic)}, which is none of "
            f"{', '.join(ARITHMETICS)}{suggestion(arithmetic, ARITHMETICS)}"
        )
    compiles = answer.get("compiles", False)
    if not isinstance(compiles, bool):
        raise Failure(f"says that it compiles {shortened(compiles)}: true or false was expected")
    return Description(encodable(name), encodable(version), offered, arithmetic, compiles)


def _dtypes(function: str, dtypes: Any) -> tuple[str, ...] | None:
    """Return the dtypes at which a function is offered, or None for every one."""
    if dtypes is None:
        return None
    if not isinstance(dtypes, list) or not dtypes:
        raise Failure(
            f"offers {function} for {shortened(dtypes)}: a list of dtypes was expected, or null "
            f"for every dtype"
        )
    for name in dtypes:
        if name not in DTYPES:
            raise Failure(
                f"offers {function} for {shortened(name)}, which is none of "
                f"{', '.join(DTYPES)}{suggestion(name, DTYPES)}"
            )
    return tuple(dtypes)
