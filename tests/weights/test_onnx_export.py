"""An exported model is valid, and onnxruntime reads digits with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnx
import onnxruntime
import pytest

from mnist_nn.digits.mnist import load_test_set
from mnist_nn.specification.claim import matches
from mnist_nn.specification.truth import true_mlp
from mnist_nn.weights.export import export
from mnist_nn.weights.files import load_weights

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the reference network as a model in a file."""
    model = tmp_path_factory.mktemp("export") / "net.onnx"
    export(model)
    return model


def test_an_exported_model_passes_the_full_check_of_onnx(path: Path) -> None:
    """Types and shapes are inferred, and agree with those that are declared."""
    onnx.checker.check_model(str(path), full_check=True)


def test_onnxruntime_reads_100_digits_with_an_exported_model(path: Path) -> None:
    """Its probabilities are those of the true network, as far as rounding allows."""
    images = load_test_set()[0][:100]
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    (answer,) = session.run(None, {"images": images})
    assert matches(np.asarray(answer), true_mlp(images, *load_weights().values())).holds


def test_a_model_is_exported_with_the_same_bytes(path: Path, tmp_path: Path) -> None:
    """Always."""
    export(tmp_path / "again.onnx")
    assert (tmp_path / "again.onnx").read_bytes() == path.read_bytes()
