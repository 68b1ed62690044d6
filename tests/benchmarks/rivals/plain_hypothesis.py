"""Plain Hypothesis: `hnp.arrays` as it comes, and `numpy.allclose` against SciPy and NumPy.

Source: HypothesisWorks/hypothesis, `hypothesis.extra.numpy` for `arrays`, `array_shapes` and
`from_dtype`, and numpy/numpy, `numpy.allclose`, whose defaults are an rtol of 1e-5 and an atol of
1e-8. Shapes are those of `array_shapes` as it comes, with an axis for softmax, or up to 8 rows,
inputs and outputs. 100 examples, the default, at float32 and at float64: in float16, whose numbers
are 1e-3 apart, the tolerance means nothing. Nothing is shrunk: only whether it fails counts.

Numbers are up to 100 in size, and those of a network up to 1; what is expected is computed in
float64. With all finite numbers it catches more, and blames right products, which overflow or
cancel in one order of summation and not in another; with larger numbers in the network, or with
float32 throughout, right probabilities are more than 1e-5 apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mnist_nn.parameters import layers_of
from mnist_nn.weights.networks import network_in
from tests.benchmarks.rivals.arguments import OF_ONE_ARRAY, dtypes_of, shapes_of
from tests.benchmarks.rivals.rival import Rival

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy
    from numpy.typing import NDArray

    from mnist_nn.specification.function import Implemented
    from tests.benchmarks.rivals.arguments import Shape

    Array = NDArray[Any]

DTYPES = ("float32", "float64")
SIZES = st.tuples(*[st.integers(1, 8)] * 3)


def _blames(function: str, candidate: Implemented) -> None:
    """Search 100 examples at each dtype for one at which the two are not close."""
    for dtype in dtypes_of(function, DTYPES):

        @settings(
            max_examples=100,
            database=None,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(inputs=arguments(function, np.dtype(dtype)), data=st.data())
        def agrees(inputs: list[Array], data: st.DataObject) -> None:
            axis = {}
            if function == "softmax":
                axis["axis"] = data.draw(st.integers(-inputs[0].ndim, inputs[0].ndim - 1))
            y = np.asarray(candidate(*(a.copy() for a in inputs), **axis))
            expected = np.asarray(_expected(function, inputs, **axis))
            assert y.shape == expected.shape
            assert np.allclose(y, expected)

        agrees()


def arguments(function: str, dtype: np.dtype[Any]) -> SearchStrategy[list[Array]]:
    """Draw the arguments of a function."""
    if function in OF_ONE_ARRAY:
        return hnp.array_shapes().flatmap(lambda shape: _arrays([shape], dtype, 100))
    largest = 1 if function == "mlp" else 100
    return SIZES.flatmap(lambda sizes: _arrays(shapes_of(function, *sizes), dtype, largest))


def _arrays(
    shapes: Sequence[Shape], dtype: np.dtype[Any], largest: int
) -> SearchStrategy[list[Array]]:
    """Draw arrays of these shapes, and of numbers up to a largest."""
    elements = hnp.from_dtype(dtype, min_value=-largest, max_value=largest)
    return st.tuples(*(hnp.arrays(dtype, shape, elements=elements) for shape in shapes)).map(list)


def _expected(function: str, inputs: list[Array], **axis: int) -> Array:
    """Return what SciPy and NumPy give in float64."""
    import scipy.special

    inputs = [a.astype(np.float64) for a in inputs]
    functions: dict[str, Implemented] = {
        "identity": np.positive,
        "step": lambda x: np.heaviside(x, 0),
        "sigmoid": scipy.special.expit,
        "relu": lambda x: np.maximum(x, 0),
        "softmax": scipy.special.softmax,
        "matmul": np.matmul,
        "affine": lambda x, W, b: x @ W + b,
        "mlp": _mlp,
        "predict": lambda images: _mlp(images, *network_in().parameters.values()),
    }
    return functions[function](*inputs, **axis)


def _mlp(x: Array, *parameters: Array) -> Array:
    """Return softmax(sigmoid(x W1 + b1) ... ), for any number of layers."""
    import scipy.special

    *hidden, last = layers_of(parameters)
    for W, b in hidden:
        x = scipy.special.expit(x @ W + b)
    return scipy.special.softmax(x @ last[0] + last[1], axis=-1)


RIVAL = Rival("plain Hypothesis: `hnp.arrays`, `allclose`", _blames, needs=("scipy",))
