"""A model file reads digits in whatever form its maker chose, or is refused in one clear line."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import helper, numpy_helper

from mnist_nn import load_test_set, load_weights
from mnist_nn.parameters import Layer, layers_of
from mnist_nn.specification.claim import matches
from mnist_nn.specification.truth import true_mlp
from mnist_nn.targets.onnx_files import implementation
from mnist_nn.weights.onnx_models import network_model

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from onnx import ModelProto, ValueInfoProto

    from mnist_nn.formats import FloatArray

RNG = np.random.default_rng(0)
W, B = RNG.normal(size=(784, 10)).astype(np.float32), RNG.normal(size=10).astype(np.float32)
IMAGES = load_test_set()[0][:7]
"""Images (7, 784), so that a group of four is not filled."""

EXPECTED_INPUT = (
    "expected one input of images of floats: "
    "(batch, 784), (batch, 28, 28), (batch, 1, 28, 28) or (batch, 28, 28, 1)"
)
EXPECTED_OUTPUT = "expected one output of floats (batch, 10), or one of them called probabilities"


def value(name: str, *shape: int | str | None, dtype: str = "float32") -> ValueInfoProto:
    """Return an input or output of a model."""
    element = helper.np_dtype_to_tensor_dtype(np.dtype(dtype))
    return helper.make_tensor_value_info(name, element, shape)


def model(
    *inputs: ValueInfoProto, outputs: tuple[ValueInfoProto, ...] = (), dtype: str = "float32"
) -> ModelProto:
    """Return softmax(x W + b) as a model, and its scores, and the digit, if they are wanted."""
    nodes = [
        helper.make_node("Flatten", [inputs[0].name], ["row"], axis=1),
        helper.make_node("Gemm", ["row", "W", "b"], ["scores"]),
        helper.make_node("Softmax", ["scores"], ["probabilities"], axis=-1),
        helper.make_node("Identity", ["probabilities"], ["copy"]),
        helper.make_node("ArgMax", ["scores"], ["digit"], axis=1, keepdims=0),
    ]
    parameters = [
        numpy_helper.from_array(array.astype(dtype), name) for name, array in (("W", W), ("b", B))
    ]
    outputs = outputs or (value("probabilities", None, 10, dtype=dtype),)
    graph = helper.make_graph(nodes, "digits", inputs, outputs, parameters)
    return helper.make_model(
        graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17)], producer_name="a test"
    )


@pytest.fixture
def written(tmp_path: Path) -> Callable[[ModelProto], Path]:
    """Return a function that writes a model to a file."""

    def write(model: ModelProto) -> Path:
        path = tmp_path / "digits.onnx"
        onnx.save(model, path)
        return path

    return write


def predicted(path: Path, images: FloatArray = IMAGES) -> FloatArray:
    """Return the probabilities that the model in a file gives images."""
    answer: FloatArray = implementation(path).functions["predict"](images)
    return answer


def is_right(y: FloatArray, images: FloatArray = IMAGES) -> bool:
    """Return whether probabilities are those of the model's network, within the bound."""
    return matches(y, true_mlp(images, W, B)).holds


@pytest.mark.parametrize(
    "shape",
    [
        ("batch", 784),
        (None, 784),
        ("batch", 28, 28),
        ("batch", 1, 28, 28),
        ("batch", 28, 28, 1),
        ("batch", "channels", "height", "width"),
        ("batch", None),
    ],
)
def test_images_are_given_in_the_shape_that_the_model_takes(
    shape: tuple[int | str | None, ...], written: Callable[[ModelProto], Path]
) -> None:
    """Rows, squares, squares of a channel before or after; what is left open is as it may be."""
    assert is_right(predicted(written(model(value("x", *shape)))))


@pytest.mark.parametrize("size", [1, 4, 7, 8])
def test_a_fixed_batch_is_filled_and_the_filling_cut(
    size: int, written: Callable[[ModelProto], Path]
) -> None:
    """Seven images in groups of one, of four, of seven, and in one of eight."""
    assert is_right(predicted(written(model(value("x", size, 1, 28, 28)))))


@pytest.mark.parametrize("batch", ["batch", 4])
def test_no_images_have_no_probabilities(
    batch: int | str, written: Callable[[ModelProto], Path]
) -> None:
    """An empty batch (0, 784) gives (0, 10)."""
    y = predicted(written(model(value("x", batch, 784))), IMAGES[:0])
    assert y.shape == (0, 10)
    assert y.dtype == np.float32


def test_a_model_of_more_precision_is_given_the_same_pixels(
    written: Callable[[ModelProto], Path],
) -> None:
    """Float32 images are float64 numbers too, and the answer is not rounded."""
    path = written(model(value("x", "batch", 784, dtype="float64"), dtype="float64"))
    y = predicted(path)
    assert y.dtype == np.float64
    assert is_right(y, IMAGES.astype(np.float64))


def test_a_model_of_less_precision_is_given_rounded_pixels(
    written: Callable[[ModelProto], Path],
) -> None:
    """As it would be by whoever uses it."""
    path = written(model(value("x", "batch", 784, dtype="float16"), dtype="float16"))
    y = predicted(path)
    assert y.dtype == np.float16
    assert np.array_equal(y, predicted(path, IMAGES.astype(np.float16)))


def test_the_images_are_left_as_they_were(written: Callable[[ModelProto], Path]) -> None:
    """What is given to the model is a copy."""
    images = IMAGES.copy()
    predicted(written(model(value("x", "batch", 784))), images)
    assert np.array_equal(images, IMAGES)


@pytest.mark.parametrize("shape", [(784,), (2, 28, 28), (14, 392), (7, 785)])
def test_images_of_another_shape_are_refused(
    shape: tuple[int, ...], written: Callable[[ModelProto], Path]
) -> None:
    """Pixels are never moved from one image into another."""
    path = written(model(value("x", "batch", 784)))
    message = f"{path}: images have shape {shape}, expected (batch, 784)"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        predicted(path, np.zeros(shape, np.float32))


@pytest.mark.parametrize(
    ("inputs", "found"),
    [
        ([value("x", "batch", 5)], "x: tensor(float) (batch, 5)"),
        ([value("x", None, 3, 28, 28)], "x: tensor(float) (any, 3, 28, 28)"),
        ([value("x", 1, 784, dtype="int64")], "x: tensor(int64) (1, 784)"),
        ([value("x")], "x: tensor(float) ()"),
        (
            [value("x", 1, 784), value("mask", 1, 784)],
            "x: tensor(float) (1, 784); mask: tensor(float) (1, 784)",
        ),
        ([], "nothing"),
    ],
)
def test_a_model_that_takes_no_images_is_refused(
    inputs: list[ValueInfoProto], found: str, written: Callable[[ModelProto], Path]
) -> None:
    """What it takes is said, and what it should take."""
    constant = numpy_helper.from_array(np.zeros((1, 10), np.float32), "y")
    graph = helper.make_graph([], "constant", inputs, [value("y", 1, 10)], [constant])
    path = written(
        helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17)])
    )
    message = f"{path}: it takes {found}, {EXPECTED_INPUT}"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        implementation(path)


def test_parameters_that_are_inputs_too_are_no_images(
    written: Callable[[ModelProto], Path],
) -> None:
    """Old exporters name each parameter among the inputs; it has its value already."""
    inputs = value("x", "batch", 784), value("W", 784, 10), value("b", 10)
    assert is_right(predicted(written(model(*inputs))))


@pytest.mark.parametrize(
    "outputs",
    [
        (value("digit", None, dtype="int64"), value("probabilities", None, 10)),
        (value("probabilities", None, 10), value("scores", None, 10)),
        (value("scores", None, 10), value("probabilities", "batch", "classes")),
        (value("digit", None, dtype="int64"), value("copy", None, 10)),
    ],
)
def test_of_several_outputs_the_probabilities_are_taken(
    outputs: tuple[ValueInfoProto, ...], written: Callable[[ModelProto], Path]
) -> None:
    """By their name, or because nothing else is ten numbers for each image."""
    assert is_right(predicted(written(model(value("x", "batch", 784), outputs=outputs))))


@pytest.mark.parametrize(
    ("outputs", "found"),
    [
        ((value("digit", "batch", dtype="int64"),), "digit: tensor(int64) (batch)"),
        (
            (value("scores", "batch", 10), value("copy", "batch", 10)),
            "scores: tensor(float) (batch, 10); copy: tensor(float) (batch, 10)",
        ),
        ((value("row", "batch", 784),), "row: tensor(float) (batch, 784)"),
    ],
)
def test_a_model_that_gives_no_probabilities_or_too_many_is_refused(
    outputs: tuple[ValueInfoProto, ...], found: str, written: Callable[[ModelProto], Path]
) -> None:
    """What it gives is said, and what it should give."""
    path = written(model(value("x", "batch", 784), outputs=outputs))
    message = f"{path}: it gives {found}, {EXPECTED_OUTPUT}"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        implementation(path)


def test_a_model_that_was_never_written_is_not_found(tmp_path: Path) -> None:
    """The file is named."""
    path = tmp_path / "missing.onnx"
    with pytest.raises(FileNotFoundError, match=re.escape(str(path))):
        implementation(path)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "No graph was found in the protobuf"),
        (b"a text", "Protobuf parsing failed"),
        (network_model([Layer(W, B)]).SerializeToString()[:-1], "Protobuf parsing failed"),
    ],
)
def test_what_is_no_model_is_refused_in_one_line(
    data: bytes, reason: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """An empty file, a text, a model cut short: onnxruntime says why, and nothing is logged."""
    path = tmp_path / "digits.onnx"
    path.write_bytes(data)
    start = f"{path}: onnxruntime {onnxruntime.__version__} cannot read it: "
    with pytest.raises(ValueError, match=rf"\A{re.escape(start)}.*{reason}.*\Z"):
        implementation(path)
    assert capfd.readouterr() == ("", "")


def test_parameters_in_a_file_beside_the_model_are_read(tmp_path: Path) -> None:
    """As PyTorch exports them."""
    path = tmp_path / "digits.onnx"
    onnx.save(
        network_model([Layer(W, B)]), path, save_as_external_data=True, location="digits.onnx.data"
    )
    assert (tmp_path / "digits.onnx.data").exists()
    assert is_right(predicted(path))


def test_a_written_network_reads_digits_as_the_network_does(
    written: Callable[[ModelProto], Path],
) -> None:
    """The reference weights, out of NumPy and back: every probability is within the bound."""
    parameters = list(load_weights().values())
    y = predicted(written(network_model(layers_of(parameters))))
    assert matches(y, true_mlp(IMAGES, *parameters)).holds


@pytest.mark.parametrize(("producer", "made"), [("pytorch", ", made by pytorch"), ("", "")])
def test_a_report_says_which_model_was_read_and_by_what(
    producer: str, made: str, written: Callable[[ModelProto], Path]
) -> None:
    """The file's name, onnxruntime's version, and the maker, if he signed it."""
    signed: Any = model(value("x", "batch", 784))
    signed.producer_name = producer
    found = implementation(written(signed))
    assert found.name == "digits.onnx"
    assert found.version == f"onnxruntime {onnxruntime.__version__}{made}"
    assert set(found.functions) == {"predict"}


def test_a_model_is_read_without_the_library_onnx() -> None:
    """Whoever has a model to verify needs onnxruntime alone."""
    code = "import sys, mnist_nn.targets.onnx_files; print('onnx' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
