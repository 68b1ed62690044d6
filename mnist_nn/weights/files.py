"""Reads and writes the parameters of a network: .npz, .safetensors, and the lesson's .pkl."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.atomic_files import write_atomically
from mnist_nn.formats import FORMATS
from mnist_nn.parameters import checked_parameters
from mnist_nn.weights.npz import read_npz, write_npz
from mnist_nn.weights.pickles import read_pickle

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping
    from types import ModuleType

    from numpy.typing import ArrayLike, NDArray

    from mnist_nn.formats import FloatArray

REFERENCE_WEIGHTS = Path(__file__).parent.parent / "data" / "reference_weights.npz"
"""The parameters that come with the package."""


def load_weights(path: str | os.PathLike[str] = REFERENCE_WEIGHTS) -> dict[str, FloatArray]:
    """Return the parameters in a file: W1 (inputs, outputs), b1 (outputs,), W2, b2, and so on.

    Args:
        path: a .npz, .safetensors, .pkl or .pickle file. A pickle is read without running it.

    Returns:
        The arrays by name, in the order W1, b1, W2, b2, ..., each of the format that it has in the
        file; bfloat16 only in .safetensors. They are writeable, in C order and native byte order.

    Raises:
        FileNotFoundError: there is no such file.
        ImportError: it is a .safetensors file, and the library safetensors is not installed.
        ValueError: the suffix is another one, the file is not what its suffix says, or it holds
            something other than matrices W and vectors b of finite numbers.

    """
    path = Path(path)
    kind = path.suffix.lower()
    if kind not in _READERS:
        raise ValueError(f"{path}: expected a name that ends in {', '.join(_READERS)}")
    data = path.read_bytes()
    try:
        arrays = _READERS[kind](data)
    except ValueError as error:
        raise ValueError(f"{path}: not a readable {kind} file: {error}") from error
    return checked_parameters(arrays, path)


def save_weights(parameters: Mapping[str, ArrayLike], path: str | os.PathLike[str]) -> None:
    """Write the parameters of a network to a file, which is replaced when all is written.

    The same parameters give the same bytes, always.

    Args:
        parameters: W1 (inputs, outputs), b1 (outputs,), W2, b2, and so on, by name, in any order,
            of a format in the table: float64, float32, float16 or bfloat16.
        path: a .npz or .safetensors file; bfloat16 only in .safetensors.

    Raises:
        ImportError: it is a .safetensors file, and the library safetensors is not installed.
        ValueError: the suffix is another one, or `load_weights` would not take the parameters, or
            not in such a file.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     save_weights({"b1": [0.5], "W1": [[1.0], [2.0]]}, f"{folder}/weights.npz")
    ...     load_weights(f"{folder}/weights.npz")
    {'W1': array([[1.],
           [2.]]), 'b1': array([0.5])}

    """
    path = Path(path)
    kind = path.suffix.lower()
    if kind not in _WRITERS:
        reason = "; a pickle can run code where it is read" if kind in _READERS else ""
        raise ValueError(f"{path}: expected a name that ends in {', '.join(_WRITERS)}{reason}")
    arrays = checked_parameters(parameters, path)
    try:
        data = _WRITERS[kind](arrays)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error
    write_atomically(path, data)


def _read_safetensors(data: bytes) -> dict[str, NDArray[Any]]:
    """Return the arrays; safetensors itself reads no bfloat16 into NumPy arrays."""
    safetensors = _safetensors()
    try:
        tensors = safetensors.deserialize(data)
    except safetensors.SafetensorError as error:
        raise ValueError(str(error)) from error
    return {name: _array(tensor) for name, tensor in tensors}


def _array(tensor: Mapping[str, Any]) -> NDArray[Any]:
    """Return a tensor, as safetensors describes it, as an array."""
    code = tensor["dtype"]
    if code not in _SAFETENSORS:
        raise ValueError(f"it has an array of {code}, expected one of {', '.join(_SAFETENSORS)}")
    return np.frombuffer(tensor["data"], _SAFETENSORS[code].dtype).reshape(tensor["shape"])


def _write_safetensors(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    return _safetensors().numpy.save(arrays)


def _safetensors() -> ModuleType:
    """Return the library safetensors, which is imported only where it is needed."""
    try:
        import safetensors.numpy
    except ImportError as error:
        advice = "pip install 'mnist_nn[safetensors]'"
        raise ImportError(f"a .safetensors file needs the library safetensors: {advice}") from error
    return safetensors


_SAFETENSORS = {name.upper().replace("LOAT", ""): FORMATS[name] for name in FORMATS}
"""The formats by their names in .safetensors files: F64, F32, F16, BF16."""

_READERS = {
    ".npz": read_npz,
    ".safetensors": _read_safetensors,
    ".pkl": read_pickle,
    ".pickle": read_pickle,
}
_WRITERS = {".npz": write_npz, ".safetensors": _write_safetensors}

SUFFIXES = tuple(_READERS)
"""How the names of files end from which parameters are read."""
