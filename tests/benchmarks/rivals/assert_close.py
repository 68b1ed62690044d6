"""`torch.testing.assert_close` as it comes: a tolerance for each dtype, on normal numbers.

Source: pytorch/pytorch, `torch/testing/_comparison.py`. The default tolerances (rtol and atol) are
1e-7 and 1e-7 for float64, 1.3e-6 and 1e-5 for float32, 1e-3 and 1e-5 for float16; the shape and the
dtype are compared too. Rows are those of Triton's tutorial of softmax (triton-lang/triton,
`python/tutorials/02-fused-softmax.py`), 1823 of 781 scores; softmax is asked for along both axes.
Products are of 128 x 128 matrices: over 512 numbers, as in `03-matrix-multiplication.py`, the
tolerance for float32 blames every right product here, and over 128 none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.rivals.arguments import OF_ONE_ARRAY, dtypes_of, shapes_of
from tests.benchmarks.rivals.rival import Rival, array
from tests.benchmarks.rivals.torch_functions import drawn, expected

if TYPE_CHECKING:
    from torch import Tensor

    from mnist_nn.specification.function import Implemented

DTYPES = ("float32", "float64", "float16")


def _blames(function: str, candidate: Implemented) -> None:
    """Compare at every dtype, and along both axes where there is a choice."""
    rows, columns = (1823, 781) if function in OF_ONE_ARRAY else (128, 128)
    shapes = shapes_of(function, rows, columns, outputs=128)
    axes = [{"axis": 1}, {"axis": 0}] if function == "softmax" else [{}]
    for dtype in dtypes_of(function, DTYPES):
        inputs = drawn(shapes, dtype, seed=0)
        for axis in axes:
            _compare(function, candidate, inputs, **axis)


def _compare(function: str, candidate: Implemented, inputs: list[Tensor], **axis: int) -> None:
    """Fail as `assert_close` does."""
    import torch

    output = expected(function, inputs, **axis)
    actual = torch.from_numpy(array(candidate(*(x.numpy() for x in inputs), **axis)))
    torch.testing.assert_close(actual, output)


RIVAL = Rival("`torch.testing.assert_close`, its defaults", _blames, needs=("torch",))
