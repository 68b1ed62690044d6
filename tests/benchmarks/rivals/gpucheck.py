"""gpucheck: a tolerance for each dtype, on shapes and numbers that are known to break kernels.

Source: Akasxh/gpucheck, a pytest plugin for GPU kernels. `src/gpucheck/assertions/tolerances.py`
has an atol and an rtol of 1e-10 and 1e-7 for float64, 1e-4 for float32 and 1e-2 for float16; for a
sum over K numbers, the atol is multiplied by sqrt(K / 128). `assertions/close.py` compares the
shapes, where there are NaN and infinities, and |y - expected| <= atol + rtol |expected|; not the
dtypes, of which the less precise has the say. A test is as its README has it: `torch.randn`,
PyTorch's result for the truth, and each of

- the shapes of its README and its `EDGE_SHAPES` of two dimensions (`decorators/shapes.py`), and
  those of `fuzz_shapes(ndim=2, n=20)` (`fuzzing/shapes.py`) that its own example does not skip;
- `edge_inputs` (`fuzzing/inputs.py`), for functions of one array: zeros, ones, the largest numbers,
  the smallest, and normal ones with NaN and infinities sprinkled in, with `nan_equal=True`;
- the strides that a layout can have without overlap (`fuzzing/strides.py`), for the same.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from tests.benchmarks.rivals.arguments import OF_ONE_ARRAY, dtypes_of, shapes_of
from tests.benchmarks.rivals.rival import Rival
from tests.benchmarks.rivals.torch_functions import drawn, expected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor

    from mnist_nn.specification.function import Implemented

TOLERANCES = {"float32": (1e-4, 1e-4), "float64": (1e-10, 1e-7), "float16": (1e-2, 1e-2)}
"""atol and rtol."""

README_SHAPES = [(128, 128), (256, 256), (512, 512)]
EDGE_SHAPES = [(1, 1), (1, 128), (128, 1), (7, 13), (127, 127), (0, 128)]
FUZZED_SHAPES = [
    *[(1, 16), (16, 1)],
    *[(n, n) for n in (31, 33, 35, 63, 65, 67, 129, 131, 7, 13, 257, 255)],
]


def _blames(function: str, candidate: Implemented) -> None:
    """Compare on every input, at every dtype, and along both axes where there is a choice."""
    axes = [{"axis": -1}, {"axis": 0}] if function == "softmax" else [{}]
    for dtype in dtypes_of(function, TOLERANCES):
        for inputs in _inputs(function, dtype):
            for axis in axes if inputs[0].numel() else axes[:1]:  # no softmax has no classes
                _compare(function, candidate, inputs, **axis)


def _inputs(function: str, dtype: str) -> Iterator[list[Tensor]]:
    """Yield the arguments of a function: of many shapes, with odd numbers, in odd layouts."""
    for seed, (rows, columns) in enumerate([*README_SHAPES, *EDGE_SHAPES, *FUZZED_SHAPES]):
        outputs = columns if columns < 128 else 16
        yield drawn(shapes_of(function, rows, columns, outputs), dtype, seed)
    if function in OF_ONE_ARRAY:
        yield from ([x] for x in _edges(dtype))
        yield from ([x] for x in _layouts(dtype))


def _edges(dtype: str) -> Iterator[Tensor]:
    """Yield one number throughout, and normal numbers with a tenth of them replaced."""
    import torch

    info = torch.finfo(getattr(torch, dtype))
    whole = [0.0, -0.0, 1.0, -1.0, info.max, info.min, 0.99 * info.max, 0.99 * info.min]
    for value in (*whole, info.tiny, info.eps, 1 + info.eps, info.tiny / 2, -info.tiny / 2):
        yield torch.full((7, 13), value, dtype=getattr(torch, dtype))
    for seed, value in enumerate((math.nan, math.inf, -math.inf)):
        (x,) = drawn([(7, 13)], dtype, seed)
        (chance,) = drawn([(7, 13)], "float32", seed, uniform=True)
        yield x.masked_fill(chance < 0.1, value)


def _layouts(dtype: str) -> Iterator[Tensor]:
    """Yield normal numbers (rows, columns) that do not lie in memory one after the other."""
    (x,) = drawn([(26, 28)], dtype, seed=0)
    yield x.T
    yield x[::2, ::2]
    yield x.T[::2]
    yield x[:, :1].expand(26, 13)


def _compare(function: str, candidate: Implemented, inputs: list[Tensor], **axis: int) -> None:
    """Fail as gpucheck's `assert_close` does with `nan_equal=True`."""
    right = expected(function, inputs, **axis).numpy()
    y = np.asarray(candidate(*(x.numpy() for x in inputs), **axis))
    assert y.shape == right.shape
    atol, rtol = TOLERANCES[min(y.dtype, right.dtype, key=lambda dtype: dtype.itemsize).name]
    if function not in OF_ONE_ARRAY:
        atol *= math.sqrt(inputs[0].shape[-1] / 128)
    assert np.allclose(_wide(y), _wide(right), rtol=rtol, atol=atol, equal_nan=True)


def _wide(x: Any) -> np.ndarray[Any, Any]:
    """Return float64, in which gpucheck compares."""
    return np.asarray(x).astype(np.float64)


RIVAL = Rival("gpucheck: its shapes, numbers and tolerances", _blames, needs=("torch",))
