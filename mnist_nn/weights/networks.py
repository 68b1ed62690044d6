"""The networks of parameters in files."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mnist_nn.network import Network
from mnist_nn.weights.files import REFERENCE_WEIGHTS, load_weights

if TYPE_CHECKING:
    from pathlib import Path


@cache
def network_in(file: Path = REFERENCE_WEIGHTS) -> Network:
    """Return the network of the parameters in a file, which is read once.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: it does not hold the parameters of a network.

    >>> network_in()
    Network(784-50-100-10)

    """
    return Network(load_weights(file))
