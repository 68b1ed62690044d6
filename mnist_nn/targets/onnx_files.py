"""A model file in the ONNX format, as a reader of digits. It needs onnxruntime, but not onnx."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from onnxruntime import InferenceSession, SessionOptions, __version__

from mnist_nn.targets.implementation import Implementation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import ArrayLike, NDArray
    from onnxruntime import NodeArg

    from mnist_nn.formats import FloatArray

IMAGE_SHAPES = ((784,), (28, 28), (1, 28, 28), (28, 28, 1))
"""What one image may look like to a model: a row, a square, or a square of one channel."""

DIGITS = 10

_FLOATS = {"tensor(float)": "float32", "tensor(double)": "float64", "tensor(float16)": "float16"}


def implementation(path: Path) -> Implementation:
    """Return the model in a file as `predict`: images (batch, 784) to probabilities (batch, 10).

    Images are given to the model in the shape and the precision of its input. A model that was
    exported for k images at a time is given k at a time; where fewer are left, images of zeros fill
    their number, and what it says of those is dropped. All else that it says is returned as it is.

    Args:
        path: a .onnx file; what it keeps in files of its own lies beside it.

    Raises:
        OSError: there is no such file, or it may not be read.
        ValueError: it is no model that onnxruntime reads, or one that takes something other than
            images of 28 by 28 pixels, or gives something other than ten numbers for each.

    """
    path.open("rb").close()  # onnxruntime says of a file that it may not read that it is no model
    model = _loaded(path)
    producer = model.get_modelmeta().producer_name
    origin = f", made by {producer}" if producer else ""
    return Implementation(
        name=path.name,
        version=f"onnxruntime {__version__}{origin}",
        functions={"predict": _reader(model, path)},
    )


def session(model: str | bytes) -> InferenceSession:
    """Return a model, from its file or its bytes, made ready to run on the CPU.

    It runs on one thread, so that sums are added in the same order each time, and small products
    wait for nobody. It logs nothing, for what fails is raised.
    """
    options = SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 4
    return InferenceSession(model, options, providers=["CPUExecutionProvider"])


@dataclass(frozen=True)
class _Input:
    """What a model takes.

    Attributes:
        name: what the input is called.
        group: how many images it takes at a time, or None for any number.
        shape: that of one image.
        dtype: the precision of the pixels.

    """

    name: str
    group: int | None
    shape: tuple[int, ...]
    dtype: str

    def groups(self, images: NDArray[Any]) -> list[FloatArray]:
        """Return images (batch, 784) as the model takes them, the last group filled with zeros."""
        size = self.group or len(images)
        count = max(1, math.ceil(len(images) / size)) if self.group else 1
        filled = np.zeros((count, size, *self.shape), self.dtype)
        filled.reshape(count * size, 784)[: len(images)] = images
        return list(filled)


def _reader(model: InferenceSession, path: Path) -> Callable[[ArrayLike], FloatArray]:
    """Return `predict`, by a model whose input and output are what they should be."""
    taken, wanted = _input(model, path), _output(model, path)

    def predict(images: ArrayLike) -> FloatArray:
        """Return what the model says of each digit (batch, 10), for images (batch, 784).

        The pixels are rounded to the precision that the model takes, if that is the lower one.

        Raises:
            ValueError: the images are of another shape.

        """
        images = np.asarray(images)
        if images.ndim != 2 or images.shape[1] != 784:
            raise ValueError(f"{path}: images have shape {images.shape}, expected (batch, 784)")
        answers = [model.run([wanted], {taken.name: group})[0] for group in taken.groups(images)]
        return np.concatenate(answers)[: len(images)]

    return predict


def _loaded(path: Path) -> InferenceSession:
    """Return the model in a file."""
    try:
        return session(str(path))
    except Exception as error:  # onnxruntime's errors have no other ancestor in common
        reason = " ".join(str(error).split())
        raise ValueError(f"{path}: onnxruntime {__version__} cannot read it: {reason}") from error


def _input(model: InferenceSession, path: Path) -> _Input:
    """Return what a model takes, if that is images."""
    inputs = model.get_inputs()
    shapes = [
        shape
        for value in inputs
        for shape in IMAGE_SHAPES
        if value.type in _FLOATS and _fits(value.shape[1:], shape)
    ]
    if len(inputs) != 1 or not shapes:
        raise ValueError(
            f"{path}: it takes {_described(inputs)}, expected one input of images of floats: "
            "(batch, 784), (batch, 28, 28), (batch, 1, 28, 28) or (batch, 28, 28, 1)"
        )
    (value,) = inputs
    batch = value.shape[0]
    group = batch if isinstance(batch, int) else None
    return _Input(value.name, group, shapes[0], _FLOATS[value.type])


def _output(model: InferenceSession, path: Path) -> str:
    """Return the name of the output that holds the probabilities."""
    outputs = model.get_outputs()
    fitting = [o.name for o in outputs if o.type in _FLOATS and _fits(o.shape[1:], (DIGITS,))]
    named = [name for name in fitting if name == "probabilities"] or fitting
    if len(named) != 1:
        raise ValueError(
            f"{path}: it gives {_described(outputs)}, expected one output of floats (batch, 10), "
            "or one of them called probabilities"
        )
    return named[0]


def _fits(declared: Sequence[int | str | None], shape: tuple[int, ...]) -> bool:
    """Return whether a shape, in which a model may name lengths or leave them open, can be that."""
    return len(declared) == len(shape) and all(
        length == n or not isinstance(length, int)
        for length, n in zip(declared, shape, strict=True)
    )


def _described(values: Sequence[NodeArg]) -> str:
    """Return names, types and shapes of the inputs or outputs of a model, for a message."""
    texts = []
    for value in values:
        lengths = ", ".join("any" if n is None else str(n) for n in value.shape)
        texts.append(f"{value.name}: {value.type} ({lengths})")
    return "; ".join(texts) or "nothing"
