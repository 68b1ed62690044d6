"""An implementation: something under test, by name and version."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mnist_nn.formats import FORMATS, INTEGERS
from mnist_nn.specification.catalogue import SPECIFICATION

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from mnist_nn.formats import FloatArray

SPECIFIED = tuple(SPECIFICATION.functions)
"""The names of the specified functions."""

NUMPYS_OWN = (*(name for name, f in FORMATS.items() if f.dtype.kind == "f"), *INTEGERS)
"""The dtypes that NumPy has itself, which bfloat16 is not: what most libraries know of it."""


@dataclass(frozen=True)
class Implementation:
    """Some of the specified functions, NumPy arrays in and out.

    Attributes:
        name: what it is called, such as `numpy`.
        version: which one was tested.
        functions: those that it offers, by their names in the specification.
        dtypes: at which dtypes it offers a function, where that is not at every one.
        target: what to call `opened` with to have it again.
        threads: whether its functions may be called from several threads at once.
        arithmetic: the name of the arithmetic that it declares, if it is not the strict one.
        compiles: whether it compiles anew for each shape of its inputs: it is given few of them.

    """

    name: str
    version: str
    functions: Mapping[str, Callable[..., Any]]
    dtypes: Mapping[str, Collection[str]] = field(default_factory=dict)
    target: str = ""
    threads: bool = True
    arithmetic: str = ""
    compiles: bool = False

    def offers(self, function: str, dtype: str) -> bool:
        """Return whether there is such a function for inputs of such a dtype."""
        return function in self.functions and dtype in self.dtypes.get(function, (dtype,))


def reader(mlp: Callable[..., Any], parameters: Sequence[FloatArray]) -> Callable[..., Any]:
    """Return predict: the network `mlp` of these parameters W1, b1, W2, b2, ... reads images."""

    def predict(images: Any) -> Any:
        """Return the probability of each digit (batch, 10) for images (batch, 784)."""
        return mlp(images, *parameters)

    return predict
