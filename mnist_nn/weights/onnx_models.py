"""Writes models in the ONNX format: one operator alone, or a network that reads images.

The operators are those of opset 17, in files of IR version 8: both came with ONNX 1.12, which
onnxruntime reads from its release 1.12 on. Nothing newer is needed, and what is newer than a
runtime is refused by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from onnx import helper, numpy_helper

from mnist_nn import __version__
from mnist_nn.parameters import checked_layers
from mnist_nn.precision import result_dtype

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import DTypeLike
    from onnx import GraphProto, ModelProto, NodeProto, ValueInfoProto

    from mnist_nn.parameters import Layer

OPSET = 17
IR_VERSION = 8

IMAGES, PROBABILITIES = "images", "probabilities"
"""The names of the input and the output of a network."""


def operator_model(
    operator: str, dtype: DTypeLike, inputs: dict[str, int], **attributes: Any
) -> ModelProto:
    """Return a model of one operator, whose output `y` has as many axes as the first input.

    Args:
        operator: its name in ONNX, such as `Softmax`.
        dtype: of every input and of the output.
        inputs: the names of the inputs, each with its number of axes, of any length.
        attributes: of the operator, such as `axis`.

    Raises:
        TypeError: ONNX has no such dtype.

    >>> model = operator_model("Gemm", "float32", {"x": 2, "W": 2, "b": 1})
    >>> [node.op_type for node in model.graph.node]
    ['Gemm']

    """
    values = [_value(name, dtype, [None] * axes) for name, axes in inputs.items()]
    result = _value("y", dtype, [None] * next(iter(inputs.values())))
    node = helper.make_node(operator, list(inputs), ["y"], **attributes)
    return _model(helper.make_graph([node], operator, values, [result]))


def mlp_model(layers: int, dtype: DTypeLike) -> ModelProto:
    """Return the model of a network whose parameters W1, b1, W2, b2, ... are inputs too.

    Raises:
        TypeError: ONNX has no such dtype.

    >>> [value.name for value in mlp_model(1, "float32").graph.input]
    ['images', 'W1', 'b1']

    """
    inputs = [_value(IMAGES, dtype, ["batch", "pixels"])]
    for k in range(1, layers + 1):
        inputs += _value(f"W{k}", dtype, [None, None]), _value(f"b{k}", dtype, [None])
    result = _value(PROBABILITIES, dtype, ["batch", "classes"])
    return _model(helper.make_graph(_nodes(layers), "mlp", inputs, [result]))


def network_model(layers: Sequence[Layer]) -> ModelProto:
    """Return the model of a network, with its parameters in it.

    Its input is `images` (batch, pixels), and its output `probabilities` (batch, classes), for any
    batch. Both have the dtype of the parameters, which is the widest of theirs where they differ.

    Args:
        layers: W (inputs, outputs) and b (outputs,) of each layer, of a format in the table.

    Raises:
        TypeError: ONNX, as it is installed, has no such dtype.
        ValueError: they are not the layers of a network.

    >>> from mnist_nn.parameters import Layer
    >>> model = network_model([Layer(np.eye(2, dtype=np.float32), np.zeros(2, np.float32))])
    >>> [node.op_type for node in model.graph.node]
    ['Gemm', 'Softmax']

    """
    layers = checked_layers(layers, "network_model")
    dtype = result_dtype(*(array for layer in layers for array in layer))
    tensors = [
        numpy_helper.from_array(array.astype(dtype), f"{kind}{k}")
        for k, layer in enumerate(layers, start=1)
        for kind, array in layer._asdict().items()
    ]
    graph = helper.make_graph(
        _nodes(len(layers)),
        "network",
        [_value(IMAGES, dtype, ["batch", len(layers[0].W)])],
        [_value(PROBABILITIES, dtype, ["batch", len(layers[-1].b)])],
        tensors,
    )
    doc = f"{IMAGES}: pixels from 0 to 1, row by row. {PROBABILITIES}: one for each class."
    return _model(graph, doc)


def _nodes(layers: int) -> list[NodeProto]:
    """Return the nodes of a network: affine maps with sigmoids between them, and softmax last."""
    nodes, x = [], IMAGES
    for k in range(1, layers + 1):
        last = k == layers
        activation, y = ("Softmax", PROBABILITIES) if last else ("Sigmoid", f"y{k}")
        nodes += [
            helper.make_node("Gemm", [x, f"W{k}", f"b{k}"], [f"z{k}"], f"affine{k}"),
            helper.make_node(activation, [f"z{k}"], [y], f"activation{k}"),
        ]
        x = y
    return nodes


def _value(name: str, dtype: DTypeLike, shape: Sequence[int | str | None]) -> ValueInfoProto:
    """Return the description of an input or output, whose lengths are numbers, names or free."""
    return helper.make_tensor_value_info(name, _element_type(dtype), shape)


def _element_type(dtype: DTypeLike) -> int:
    """Return ONNX's number of a dtype, whatever its byte order."""
    try:
        return helper.np_dtype_to_tensor_dtype(np.dtype(dtype).newbyteorder("="))
    except (KeyError, ValueError) as error:  # KeyError until ONNX 1.17
        raise TypeError(f"ONNX has no tensors of {np.dtype(dtype)}") from error


def _model(graph: GraphProto, doc: str = "") -> ModelProto:
    """Return a graph as a model that names this package as its producer."""
    return helper.make_model(
        graph,
        ir_version=IR_VERSION,
        opset_imports=[helper.make_opsetid("", OPSET)],
        producer_name="mnist_nn",
        producer_version=__version__,
        doc_string=doc,
    )
