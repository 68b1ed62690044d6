"""The specification: every specified function, and every law, in the order of the functions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from mnist_nn.specification import (
    affine,
    identity,
    matmul,
    mlp,
    predict,
    relu,
    sigmoid,
    softmax,
    softmax_arrays,
    softmax_order,
    softmax_sizes,
    step,
)
from mnist_nn.specification.contract import contract
from mnist_nn.specification.function import Function
from mnist_nn.specification.law import Law
from mnist_nn.weights.files import REFERENCE_WEIGHTS
from mnist_nn.weights.networks import network_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import ModuleType


@dataclass(frozen=True)
class Specification:
    """Functions and their laws.

    Attributes:
        functions: the records of the functions, by their names.
        laws: of each function, those of the contract and those that were written.

    """

    functions: Mapping[str, Function]
    laws: tuple[Law, ...]

    def law_named(self, name: str) -> Law:
        """Return the law of a name such as `softmax.sums_to_one`.

        Raises:
            KeyError: there is no such law.

        """
        return {str(law): law for law in self.laws}[name]


def specification_in(modules: Iterable[ModuleType]) -> Specification:
    """Return the specification that is written in some modules: their records and their laws."""
    written = [value for module in modules for value in vars(module).values()]
    functions = {value.name: value for value in written if isinstance(value, Function)}
    own = list(dict.fromkeys(value for value in written if isinstance(value, Law)))
    laws = [
        law
        for function in functions.values()
        for law in (
            *contract(function),
            *(law for law in own if law.specified is function),
        )
    ]
    return Specification(MappingProxyType(functions), tuple(laws))


SPECIFICATION = specification_in(
    [
        identity,
        step,
        sigmoid,
        relu,
        softmax,
        softmax_order,
        softmax_arrays,
        softmax_sizes,
        matmul,
        affine,
        mlp,
        predict,
    ]
)
"""What this package specifies; the laws of `predict` are about the reference weights."""

CATALOGUE = SPECIFICATION.laws
"""Every law of it."""


def specification_about(weights: Path = REFERENCE_WEIGHTS) -> Specification:
    """Return the same specification, but that `predict` is about the parameters in a file.

    Raises:
        ValueError: the file does not hold the parameters of a network that reads digits.

    """
    if weights == REFERENCE_WEIGHTS:
        return SPECIFICATION
    network = network_in(weights)
    pixels, *_, classes = network.widths
    if (pixels, classes) != (784, 10):
        raise ValueError(
            f"{weights}: a network from {pixels} pixels to {classes} classes does not read "
            f"the digits of MNIST, which takes one from 784 to 10"
        )
    function = predict.specified(lambda: network)
    about = (*contract(function), *predict.laws_of_digits(function, lambda: network))
    others = [law for law in CATALOGUE if law.function != function.name]
    laws = (*others, *(replace(law, weights=str(weights)) for law in about))
    return Specification({**SPECIFICATION.functions, function.name: function}, laws)


def law_named(name: str, weights: str | Path = REFERENCE_WEIGHTS) -> Law:
    """Return the law of a name such as `softmax.sums_to_one`.

    A law of `predict` is about the parameters in the file `weights`.

    Raises:
        KeyError: there is no such law.

    """
    return specification_about(Path(weights)).law_named(name)
