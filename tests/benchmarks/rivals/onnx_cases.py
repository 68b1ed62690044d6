"""ONNX's own test of a backend: the inputs and outputs of its node cases, at its tolerances.

Source: onnx/onnx, `onnx/backend/test/case/node/{softmax,sigmoid,relu,identity,matmul,gemm}.py` for
the cases, of float32 throughout, and `onnx/backend/test/runner/__init__.py` for the comparison:
shape, dtype, then `numpy.testing.assert_allclose` with the rtol of 1e-3 and the atol of 1e-7 that a
case comes with. Every case that can be put to a function is: a product of stacks of matrices is
asked for matrix by matrix, and Gemm's transposed, scaled or broadcast arguments are prepared for
`affine`. Products with a vector, sequences, and a bias for each row cannot be. ONNX has no step,
and no case of the network.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from tests.benchmarks.rivals.rival import Rival

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.specification.function import Implemented

    Array = NDArray[Any]

OPERATORS = {
    "softmax": "Softmax",
    "sigmoid": "Sigmoid",
    "relu": "Relu",
    "identity": "Identity",
    "matmul": "MatMul",
    "affine": "Gemm",
}
"""The functions by their names in ONNX."""


class Case(NamedTuple):
    """One case: an operator, its attributes, its inputs, the right output, and the tolerances."""

    name: str
    operator: str
    attributes: dict[str, Any]
    inputs: list[Any]
    output: Any
    rtol: float
    atol: float


@cache
def cases(function: str) -> tuple[Case, ...]:
    """Return the cases that can be put to a function."""
    return tuple(c for c in _all_cases() if c.operator == OPERATORS[function] and _fits(c))


@cache
def _all_cases() -> tuple[Case, ...]:
    """Return the cases of these operators, each as a single node."""
    from onnx.helper import get_attribute_value

    package = "onnx.backend.test.case.node"
    for operator in OPERATORS.values():
        import_module(f"{package}.{operator.lower()}")  # which makes its cases
    tests = import_module(package)._NodeTestCases  # noqa: SLF001 - the public loader makes all 1884
    found = []
    for test in tests:
        (inputs, (output,)), *_ = test.data_sets
        node, *others = test.model.graph.node
        if not others and node.op_type in OPERATORS.values():
            attributes = {a.name: get_attribute_value(a) for a in node.attribute}
            case = Case(test.name, node.op_type, attributes, inputs, output, test.rtol, test.atol)
            found.append(case)
    return tuple(found)


def _fits(case: Case) -> bool:
    """Return whether a case can be put to the function."""
    if case.operator == "Identity":
        return not isinstance(case.output, list)
    if case.operator == "MatMul":
        return min(a.ndim for a in case.inputs) >= 2
    return (
        case.operator != "Gemm" or len(case.inputs) == 2 or len(np.atleast_2d(case.inputs[2])) == 1
    )


def _blames(function: str, candidate: Implemented) -> None:
    """Compare in every case, as ONNX's runner does."""
    for case in cases(function):
        y = np.asarray(_asked(candidate, case))
        np.testing.assert_array_equal(y.shape, case.output.shape)
        np.testing.assert_equal(y.dtype, case.output.dtype)
        np.testing.assert_allclose(y, case.output, rtol=case.rtol, atol=case.atol)


def _asked(candidate: Implemented, case: Case) -> Any:
    """Return what a candidate makes of a case."""
    inputs = [a.copy() for a in case.inputs]
    if case.operator == "MatMul":
        return np.vectorize(candidate, signature="(m,k),(k,n)->(m,n)")(*inputs)
    if case.operator == "Gemm":
        return candidate(*_prepared(case.attributes, *inputs))
    return candidate(*inputs, **case.attributes)


def _prepared(given: dict[str, Any], A: Array, B: Array, C: Any = 0) -> tuple[Array, ...]:
    """Return the x, W and b of alpha A B + beta C, with A and B transposed where that is asked."""
    x, W = A.T if given.get("transA") else A, B.T if given.get("transB") else B
    b = np.broadcast_to(np.asarray(C, x.dtype).ravel(), W.shape[1:])
    return x * np.float32(given.get("alpha", 1)), W, b * np.float32(given.get("beta", 1))


RIVAL = Rival("ONNX's node cases", _blames, tuple(OPERATORS), needs=("onnx",))
