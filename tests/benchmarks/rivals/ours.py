"""Every required law of a function, at every dtype, as `mnist-nn verify` checks them.

100 examples each, from the seed 0. A search ends at the first input that refutes a law, or at which
the candidate raises an error, instead of looking for the smallest: only whether it fails counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnist_nn.specification.catalogue import CATALOGUE
from mnist_nn.specification.law import Level
from tests.benchmarks.rivals.rival import Rival
from tests.checking.first_fault import first_fault

if TYPE_CHECKING:
    from mnist_nn.specification.function import Implemented


def _blames(function: str, candidate: Implemented) -> None:
    """Check every required law of the function."""
    for law in CATALOGUE:
        if law.function == function and law.level == Level.REQUIRED:
            for dtype in law.dtypes:
                if fault := first_fault(law, candidate, dtype):
                    raise AssertionError(str(fault.found))


RIVAL = Rival("this package: its required laws", _blames)
