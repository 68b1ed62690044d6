"""All the laws, in the order in which they are written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mnist_nn.network import Network
from mnist_nn.specification import (
    affine,
    exact,
    matmul,
    mlp,
    sigmoid,
    softmax,
    softmax_arrays,
    softmax_order,
)
from mnist_nn.specification.contract import manners
from mnist_nn.specification.law import Law
from mnist_nn.specification.predict import laws_of_predict
from mnist_nn.specification.truth import (
    true_identity,
    true_relu,
    true_sigmoid,
    true_softmax,
    true_step,
)
from mnist_nn.weights.files import REFERENCE_WEIGHTS, load_weights

if TYPE_CHECKING:
    from types import ModuleType


def _written_in(*modules: ModuleType) -> list[Law]:
    """Return the laws of some files."""
    return [value for m in modules for value in vars(m).values() if isinstance(value, Law)]


CATALOGUE: tuple[Law, ...] = (
    *_written_in(softmax, softmax_order, softmax_arrays),
    *manners("softmax", true_softmax),
    *_written_in(sigmoid),
    *manners("sigmoid", true_sigmoid),
    *_written_in(exact),
    *manners("identity", true_identity),
    *manners("step", true_step),
    *manners("relu", true_relu),
    *_written_in(matmul, affine, mlp),
    *laws_of_predict(Network(load_weights())),
)
"""Every law; those of `predict` are about the reference weights."""


def catalogue_about(weights: Path = REFERENCE_WEIGHTS) -> tuple[Law, ...]:
    """Return every law; those of `predict` are about the parameters in a file.

    Raises:
        ValueError: the file does not hold the parameters of a network that reads digits.

    """
    if weights == REFERENCE_WEIGHTS:
        return CATALOGUE
    network = Network(load_weights(weights))
    pixels, *_, classes = network.widths
    if (pixels, classes) != (784, 10):
        raise ValueError(
            f"{weights}: a network from {pixels} pixels to {classes} classes does not read "
            f"the digits of MNIST, which takes one from 784 to 10"
        )
    others = [law for law in CATALOGUE if law.function != "predict"]
    about = [replace(law, weights=str(weights)) for law in laws_of_predict(network)]
    return (*others, *about)


def law_named(name: str, weights: str | Path = REFERENCE_WEIGHTS) -> Law:
    """Return the law of a name such as `softmax.sums_to_one`.

    A law of `predict` is about the parameters in the file `weights`.

    Raises:
        KeyError: there is no such law.

    """
    return {str(law): law for law in catalogue_about(Path(weights))}[name]
