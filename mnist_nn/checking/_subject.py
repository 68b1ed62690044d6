"""What a check is about, as far as it takes to tell of it and to see it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnist_nn.checking.declaration import STRICT

if TYPE_CHECKING:
    from mnist_nn.specification.function import Implemented


@dataclass(frozen=True)
class Subject:
    """A law about somebody's function at a dtype.

    Attributes:
        law: the name of the law, such as `softmax.sums_to_one`.
        dtype: of the inputs.
        statement: what the law states.
        inputs: the names of its inputs.
        specified: the name of the function that the law is about.
        function: the implementation.
        target: what to open to have the implementation again, if it was opened.
        weights: the file of the parameters that the law is about, if not the reference weights.
        written_in: the file in which the law is written, if that is not of this package.
        arithmetic: the name of the arithmetic by which the results are judged.

    """

    law: str
    dtype: str
    statement: str
    inputs: tuple[str, ...]
    specified: str
    function: Implemented
    target: str = ""
    weights: str = ""
    written_in: str = ""
    arithmetic: str = STRICT

    def __str__(self) -> str:
        return f"{self.law}[{self.dtype}]"

    @property
    def place(self) -> str:
        """Where the implementation comes from."""
        if self.target:
            return self.target
        f = self.function
        module = getattr(f, "__module__", type(f).__module__)
        return f"{module}.{getattr(f, '__qualname__', type(f).__qualname__)}"
