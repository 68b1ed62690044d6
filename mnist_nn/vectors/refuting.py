"""How much test vectors say: which mutants they refute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnist_nn.mutants.catalogue import MUTANTS
from mnist_nn.specification.catalogue import SPECIFICATION
from mnist_nn.vectors.reading import failures, read

if TYPE_CHECKING:
    import os

    from mnist_nn.mutants.mutant import Mutant


@dataclass(frozen=True)
class Refutations:
    """Which mutants some test vectors refute, and which they do not."""

    refuted: tuple[Mutant, ...]
    others: tuple[Mutant, ...]


def refutations(folder: str | os.PathLike[str]) -> Refutations:
    """Return which mutants the test vectors in a folder refute.

    Raises:
        FileNotFoundError: there are no vectors of one of the functions.

    """
    vectors = {function: read(function, folder) for function in SPECIFICATION.functions}
    refuted = [m for m in MUTANTS if any(True for _ in failures(vectors[m.function], m))]
    others = [mutant for mutant in MUTANTS if mutant not in refuted]
    return Refutations(tuple(refuted), tuple(others))
