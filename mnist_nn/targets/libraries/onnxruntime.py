"""The operators of ONNX as onnxruntime computes them, on the CPU: one model for each operator."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from onnxruntime import InferenceSession, __version__

from mnist_nn.parameters import layers_of
from mnist_nn.precision import result_dtype
from mnist_nn.targets.implementation import NUMPYS_OWN, Implementation
from mnist_nn.targets.onnx_files import session
from mnist_nn.weights.onnx_models import (
    IMAGES,
    mlp_model,
    network_model,
    operator_model,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Array = NDArray[Any]


def implementation(parameters: Sequence[FloatArray]) -> Implementation:
    """Return onnxruntime, whose `predict` reads with the network of parameters W1, b1, W2, ....

    It has no `step`, because ONNX has no such operator. The operators take what onnxruntime has
    kernels for, and raise its error for other dtypes: most of them take floating-point numbers
    only, and none on the CPU takes bfloat16. What is passed to it is what was given, in whatever
    memory layout.
    """
    functions: dict[str, Callable[..., Array]] = {
        "identity": identity,
        "sigmoid": sigmoid,
        "relu": relu,
        "softmax": softmax,
        "matmul": matmul,
        "affine": affine,
        "mlp": mlp,
        "predict": _reader(parameters),
    }
    return Implementation(
        "onnxruntime", __version__, functions, dict.fromkeys(functions, NUMPYS_OWN)
    )


def identity(x: Array) -> Array:
    """Return x, by the operator Identity."""
    return _run("Identity", {"x": x})


def sigmoid(x: Array) -> Array:
    """Return 1 / (1 + exp(-x)), by the operator Sigmoid."""
    return _run("Sigmoid", {"x": x})


def relu(x: Array) -> Array:
    """Return max(x, 0), by the operator Relu."""
    return _run("Relu", {"x": x})


def softmax(x: Array, axis: int = -1) -> Array:
    """Return exp(x) / sum(exp(x)) along `axis`, by the operator Softmax."""
    return _run("Softmax", {"x": x}, axis=axis)


def matmul(x: Array, W: Array) -> Array:
    """Return x W, by the operator MatMul."""
    return _run("MatMul", {"x": x, "W": W})


def affine(x: Array, W: Array, b: Array) -> Array:
    """Return x W + b, by the operator Gemm, which broadcasts some biases."""
    return _run("Gemm", {"x": x, "W": W, "b": b})


def mlp(x: Array, *parameters: Array) -> Array:
    """Return what a network of Gemm, Sigmoid and Softmax says, its parameters W1, b1, ... given."""
    names = (f"{letter}{k}" for k in range(1, len(parameters) + 1) for letter in "Wb")
    inputs = {IMAGES: x, **dict(zip(names, parameters, strict=False))}
    return _network(len(parameters) // 2, x.dtype.name).run(None, inputs)[0]


def _run(operator: str, inputs: dict[str, Array], **attributes: int) -> Array:
    """Return the result of one operator, of the dtype of the first input."""
    dtype = next(iter(inputs.values())).dtype.name
    axes = tuple((name, array.ndim) for name, array in inputs.items())
    return _operator(operator, dtype, axes, **attributes).run(None, inputs)[0]


@cache
def _operator(
    operator: str, dtype: str, axes: tuple[tuple[str, int], ...], **attributes: int
) -> InferenceSession:
    """Return one operator, made ready once for each dtype and number of axes."""
    return session(operator_model(operator, dtype, dict(axes), **attributes).SerializeToString())


@cache
def _network(layers: int, dtype: str) -> InferenceSession:
    """Return a network without its parameters, made ready once."""
    return session(mlp_model(layers, dtype).SerializeToString())


def _reader(parameters: Sequence[FloatArray]) -> Callable[[Array], Array]:
    """Return `predict`, by a model with these parameters in it."""

    @cache
    def network(dtype: np.dtype[Any]) -> InferenceSession:
        arrays = [parameter.astype(dtype) for parameter in parameters]
        return session(network_model(layers_of(arrays)).SerializeToString())

    def predict(images: Array) -> Array:
        """Return the probability of each digit (batch, 10) for images (batch, 784).

        Images and parameters of different precisions meet in the wider one, as they do in NumPy.
        """
        dtype = result_dtype(images, *parameters)
        return network(dtype).run(None, {IMAGES: images.astype(dtype)})[0]

    return predict
