"""KernelBench: five random inputs, and one tolerance for all that a kernel may give.

Source: ScalingIntelligence/KernelBench, `src/kernelbench/eval.py`. `run_and_check_correctness`
draws the inputs of each trial anew, asks that the shapes agree, then
`torch.allclose(output, output_new, atol=tolerance, rtol=tolerance)`, where `output` is PyTorch's;
an error is a failure. `get_tolerance_for_precision` gives 1e-4 for float32 and 1e-2 for half
precision; a comment there says that its first versions took 1e-2 for float32. `num_correct_trials`
is 5 in `scripts/eval_from_generations.py`, and the first seed 42.

Its problems (`KernelBench/level1/23_Softmax.py`, `21_Sigmoid.py`, `19_ReLU.py`) were of 16 rows by
16,384 of `torch.randn` at first, and are of 4,096 by 393,216 of `torch.rand` now; a product
(`2_Standard_matrix_multiplication_.py`) was of 1024 x 4096 x 2048, and is of 2048 x 8192 x 4096.
The length of a row and the inner dimension of a product are kept, and what only repeats the same
(rows, and outputs of a layer) is cut down. The weights of a layer are its model's, so they are
initialised as `torch.nn.Linear` does. Identity, step, affine, the network and `predict` are not
among its problems; they are asked about all the same, in the same way.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tests.benchmarks.rivals.arguments import OF_ONE_ARRAY, PIXELS, Shape, dtypes_of, shapes_of
from tests.benchmarks.rivals.rival import Rival, array
from tests.benchmarks.rivals.torch_functions import drawn, expected

if TYPE_CHECKING:
    from torch import Tensor

    from mnist_nn.specification.function import Implemented

TRIALS = 5
SEED = 42
OUTPUTS = 16
"""Of a product or a layer; and how many rows it has."""
LAYERED = ("affine", "mlp")
"""The functions with parameters."""


@dataclass(frozen=True)
class Version:
    """What KernelBench did at a time.

    Attributes:
        tolerances: atol and rtol, by dtype.
        scores: the shape of the input of a function of one array.
        inner: how many numbers a product sums over.
        uniform: whether inputs are drawn from [0, 1), and not normal.

    """

    tolerances: dict[str, float]
    scores: Shape
    inner: int
    uniform: bool

    def shapes(self, function: str) -> list[Shape]:
        """Return the shapes of the arguments of a function."""
        if function in OF_ONE_ARRAY:
            return [self.scores]
        inner = PIXELS if function == "mlp" else self.inner
        return shapes_of(function, rows=OUTPUTS, columns=inner, outputs=OUTPUTS)

    def inputs(self, function: str, dtype: str, seed: int) -> list[Tensor]:
        """Return the arguments of a function in one trial."""
        first, *others = self.shapes(function)
        if function not in LAYERED:
            return drawn([first, *others], dtype, seed, uniform=self.uniform)
        return drawn([first], dtype, seed, uniform=self.uniform) + _initialised(others, dtype)


FIRST = Version({"float32": 1e-2}, scores=(16, 16_384), inner=4096, uniform=False)
NOW = Version({"float32": 1e-4, "float16": 1e-2}, scores=(2, 393_216), inner=8192, uniform=True)


def _initialised(shapes: list[Shape], dtype: str) -> list[Tensor]:
    """Return weights and biases between +-1 / sqrt(inputs), as `torch.nn.Linear` has them."""
    inputs = [shape[0] for shape in shapes[::2] for _ in ("weight", "bias")]
    uniform = drawn(shapes, dtype, SEED, uniform=True)
    return [(2 * u - 1) / math.sqrt(n) for u, n in zip(uniform, inputs, strict=True)]


def _blames(version: Version, function: str, candidate: Implemented) -> None:
    """Compare in every trial, at every precision."""
    for dtype in dtypes_of(function, version.tolerances):
        for trial in range(1, TRIALS + 1):
            inputs = version.inputs(function, dtype, SEED + trial)
            _compare(function, candidate, inputs, version.tolerances[dtype])


def _compare(function: str, candidate: Implemented, inputs: list[Tensor], tolerance: float) -> None:
    """Fail where a result is of another shape or dtype, or further off than is tolerated."""
    import torch

    output = expected(function, inputs)
    output_new = torch.from_numpy(array(candidate(*(x.numpy() for x in inputs))))
    assert output.shape == output_new.shape
    assert torch.allclose(output, output_new, atol=tolerance, rtol=tolerance)


RIVALS = (
    Rival("KernelBench at first: `allclose`, 1e-2", partial(_blames, FIRST), needs=("torch",)),
    Rival("KernelBench now: `allclose`, 1e-4", partial(_blames, NOW), needs=("torch",)),
)
