"""A plan: everything that decides what is verified, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnist_nn.weights.files import REFERENCE_WEIGHTS

if TYPE_CHECKING:
    from pathlib import Path


EXAMPLES = 25
"""How many examples of a law are tried, unless somebody says so: they refute all mutants.

One that Hypothesis draws is one input, and small; one of a sweep has up to 16 inputs, of all sizes.
"""


@dataclass(frozen=True)
class Plan:
    """Everything that decides what is verified, and how: another process can begin with it anew.

    Attributes:
        target: what to open; see `mnist_nn.targets.target.opened`.
        functions: the only functions to check, if any are named.
        laws: the only laws to check, if any are named.
        dtypes: the only dtypes to check at, if any are named.
        weights: the parameters that the laws of `predict` are about.
        specification: the file in which functions of somebody's own are specified, if they are.
        deviations: a file of known deviations.
        examples: how many are tried in each check.
        seed: decides which.
        timeout: how long a program may take to answer, in seconds.
        arithmetic: by which results are judged: a name or a file.toml, if not what is declared.
        exhaustive: whether laws of every number are tried on all the numbers of float32 too.
        errors: whether it is surveyed, too, how far results are off.
        observations: whether a function is called again where a law is refuted, to show what is
            seen there, as a page does.
        few_shapes: whether inputs of few shapes are tried, if the target does not ask for it.

    """

    target: str = "numpy"
    functions: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    dtypes: tuple[str, ...] = ()
    weights: Path = REFERENCE_WEIGHTS
    specification: Path | None = None
    deviations: Path | None = None
    examples: int = EXAMPLES
    seed: int = 0
    timeout: float = 10.0
    arithmetic: str = ""
    exhaustive: bool = False
    errors: bool = False
    observations: bool = False
    few_shapes: bool = False
