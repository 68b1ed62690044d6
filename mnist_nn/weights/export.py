"""Writes a network for other implementations: the suffix of the file says how."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from mnist_nn import __version__
from mnist_nn.atomic_files import write_atomically
from mnist_nn.parameters import layers_of
from mnist_nn.weights.c_header import as_c_header
from mnist_nn.weights.files import REFERENCE_WEIGHTS, load_weights, save_weights

if TYPE_CHECKING:
    import os

LICENCE = "SPDX-License-Identifier: MIT\nCopyright (c) 2026 the mnist_nn authors"
"""The licence of the reference weights; others have their own."""


def export(
    path: str | os.PathLike[str], weights: str | os.PathLike[str] = REFERENCE_WEIGHTS
) -> None:
    """Write the parameters in a file to another one, which is replaced when all is written.

    Args:
        path: `.onnx`, a model from `images` to `probabilities`; `.h`, a header for C and C++;
            `.npz` or `.safetensors`, the parameters by name.
        weights: a .npz, .safetensors or .pkl file.

    Raises:
        FileNotFoundError: there are no such weights.
        ImportError: the format needs a library that is not installed.
        ValueError: the suffix is another one, there is no such folder, the weights are not those of
            a network, or the file cannot hold numbers of their format.

    """
    path, weights = Path(path), Path(weights)
    if path.suffix.lower() not in _EXPORTS:
        raise ValueError(f"{path}: expected a name that ends in {', '.join(_EXPORTS)}")
    if not path.parent.is_dir():
        raise ValueError(f"{path}: there is no folder {path.parent} to write it to")
    _EXPORTS[path.suffix.lower()](path, weights)


def _export_parameters(path: Path, weights: Path) -> None:
    save_weights(load_weights(weights), path)


def _export_header(path: Path, weights: Path) -> None:
    header = as_c_header(load_weights(weights), _provenance(weights))
    write_atomically(path, header.encode())


def _export_model(path: Path, weights: Path) -> None:
    try:
        from mnist_nn.weights.onnx_models import network_model
    except ModuleNotFoundError as error:
        advice = "pip install 'mnist_nn[onnxruntime]'"
        raise ImportError(f"a .onnx file needs the library {error.name}: {advice}") from error
    try:
        model = network_model(layers_of(load_weights(weights).values()))
    except TypeError as error:  # of bfloat16: not every release of ONNX has it for NumPy
        raise ValueError(f"{path}: {error}; convert {weights} to float32") from error
    write_atomically(path, model.SerializeToString(deterministic=True))


def _provenance(weights: Path) -> str:
    """Return the origin of parameters, and their licence where it is known."""
    origin = (
        f"Parameters of {weights.name}, written by mnist_nn {__version__}.\n"
        f"SHA-256 of that file: {sha256(weights.read_bytes()).hexdigest()}"
    )
    return f"{origin}\n{LICENCE}" if weights == REFERENCE_WEIGHTS else origin


_EXPORTS = {
    ".onnx": _export_model,
    ".h": _export_header,
    ".npz": _export_parameters,
    ".safetensors": _export_parameters,
}
