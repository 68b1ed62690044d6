"""Models in the ONNX format: they are valid, say what they are, and mean what was written."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from onnx import checker, numpy_helper
from onnx.reference import ReferenceEvaluator

from mnist_nn.parameters import Layer, layers_of
from mnist_nn.specification.claim import matches
from mnist_nn.specification.truth import true_mlp
from mnist_nn.weights.onnx_models import mlp_model, network_model, operator_model

if TYPE_CHECKING:
    from onnx import ModelProto, ValueInfoProto

    from mnist_nn.formats import FloatArray

FLOATS = ("float64", "float32", "float16", "bfloat16")


def parameters(*widths: int, dtype: str = "float32") -> list[FloatArray]:
    """Return random parameters W1, b1, ... of a network with these widths."""
    rng = np.random.default_rng(0)
    return [
        rng.normal(size=shape).astype(dtype)
        for m, n in pairwise(widths)
        for shape in ((m, n), (n,))
    ]


def network(*widths: int, dtype: str = "float32") -> list[Layer]:
    """Return the layers of a network with these widths."""
    return layers_of(parameters(*widths, dtype=dtype))


def shape(value: ValueInfoProto) -> list[int | str]:
    """Return the lengths of an input or output: numbers, or names."""
    return [n.dim_param or n.dim_value for n in value.type.tensor_type.shape.dim]


@pytest.mark.parametrize(
    "model",
    [
        *(network_model(network(4, 3, 2, dtype=dtype)) for dtype in FLOATS),
        *(mlp_model(2, dtype) for dtype in FLOATS),
        *(operator_model("Sigmoid", dtype, {"x": 2}) for dtype in FLOATS),
        operator_model("Softmax", "float32", {"x": 3}, axis=0),
        operator_model("MatMul", "int32", {"x": 1, "W": 2}),
        operator_model("Gemm", "float64", {"x": 2, "W": 2, "b": 2}),
    ],
)
def test_a_model_passes_the_full_check_of_onnx(model: ModelProto) -> None:
    """Types and shapes are inferred, and agree with those that are declared."""
    checker.check_model(model, full_check=True)


@pytest.mark.parametrize("dtype", FLOATS)
def test_a_network_is_what_onnx_says_it_is(dtype: str) -> None:
    """ONNX's own reference gives the true probabilities, within the bound."""
    arrays = parameters(5, 4, 3, dtype=dtype)
    x = np.random.default_rng(1).random((6, 5)).astype(dtype)
    (answer,) = ReferenceEvaluator(network_model(layers_of(arrays))).run(None, {"images": x})
    y = np.asarray(answer)
    assert matches(y, true_mlp(x, *arrays)).holds
    assert y.dtype == dtype


def test_a_network_takes_any_batch_of_images() -> None:
    """What is fixed is a number, and what is free is named."""
    graph = network_model(network(784, 50, 10)).graph
    assert [(value.name, shape(value)) for value in (*graph.input, *graph.output)] == [
        ("images", ["batch", 784]),
        ("probabilities", ["batch", 10]),
    ]


def test_the_parameters_are_in_the_model_by_name() -> None:
    """W1, b1, W2, b2, with every bit."""
    arrays = parameters(4, 3, 2)
    stored = network_model(layers_of(arrays)).graph.initializer
    assert [tensor.name for tensor in stored] == ["W1", "b1", "W2", "b2"]
    for tensor, array in zip(stored, arrays, strict=True):
        assert np.array_equal(numpy_helper.to_array(tensor), array)


def test_layers_are_affine_maps_with_sigmoids_between_them() -> None:
    """Softmax is last."""
    nodes = network_model(network(4, 3, 2)).graph.node
    assert [node.op_type for node in nodes] == ["Gemm", "Sigmoid", "Gemm", "Softmax"]
    assert len({node.name for node in nodes}) == 4


def test_a_model_asks_for_nothing_newer_than_opset_17() -> None:
    """Runtimes from 2022 on read it."""
    model = network_model(network(2, 2))
    assert [(opset.domain, opset.version) for opset in model.opset_import] == [("", 17)]
    assert model.ir_version == 8


def test_a_model_says_who_made_it_and_what_it_takes() -> None:
    """Viewers show this."""
    model = network_model(network(2, 2))
    assert model.producer_name == "mnist_nn"
    assert model.producer_version
    assert model.doc_string == (
        "images: pixels from 0 to 1, row by row. probabilities: one for each class."
    )


def test_the_same_parameters_give_the_same_bytes() -> None:
    """A file that is written twice has one hash."""
    first, second = (network_model(network(4, 3, 2)) for _ in range(2))
    assert first.SerializeToString() == second.SerializeToString()


def test_parameters_of_several_precisions_meet_in_the_widest() -> None:
    """Nothing is rounded."""
    W, b = np.ones((2, 2), np.float16), np.array([0.1, 0.2])
    stored = [numpy_helper.to_array(t) for t in network_model([Layer(W, b)]).graph.initializer]
    assert [array.dtype for array in stored] == [np.float64, np.float64]
    assert np.array_equal(stored[1], b)


@pytest.mark.parametrize(
    ("arrays", "complaint"),
    [
        ([], "W1, b1 are missing"),
        ([np.ones((2, 2)), np.ones(3)], r"W1 has 2 columns, so b1 must have shape \(2,\), not"),
        (
            [np.ones((2, 2), int), np.ones(2)],
            "W1 has dtype int64, expected one of float64, float32",
        ),
    ],
)
def test_what_is_no_network_is_no_model(arrays: list[Any], complaint: str) -> None:
    """The parameters are checked as everywhere else."""
    layers = [Layer(*arrays)] if arrays else []
    with pytest.raises(ValueError, match=f"^network_model: {complaint}"):
        network_model(layers)


def test_an_operator_has_inputs_of_any_length() -> None:
    """The number of axes alone is fixed."""
    graph = operator_model("Gemm", "float32", {"x": 2, "W": 2, "b": 1}).graph
    assert [(value.name, len(shape(value))) for value in graph.input] == [
        ("x", 2),
        ("W", 2),
        ("b", 1),
    ]
    assert not any(any(shape(value)) for value in (*graph.input, *graph.output))


def test_an_operator_has_its_attributes() -> None:
    """The axis of Softmax is not left at its default."""
    (node,) = operator_model("Softmax", "float32", {"x": 3}, axis=1).graph.node
    assert [(a.name, a.i) for a in node.attribute] == [("axis", 1)]


def test_the_byte_order_of_a_dtype_is_of_no_matter() -> None:
    """ONNX has one, whatever an array's is."""
    assert operator_model("Relu", ">f4", {"x": 1}) == operator_model("Relu", "<f4", {"x": 1})


def test_a_dtype_that_onnx_lacks_is_refused() -> None:
    """The name of the dtype is said."""
    with pytest.raises(TypeError, match=r"^ONNX has no tensors of datetime64\[D\]$"):
        operator_model("Relu", "datetime64[D]", {"x": 1})
