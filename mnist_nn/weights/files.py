"""Reads and writes the parameters of a network: .npz, .safetensors, and the lesson's .pkl."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from mnist_nn.atomic_files import write_whole
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
        The arrays by name, in the order W1, b1, W2, b2, ..., of the precision that the file has:
        float16, float32 or float64. They are writeable, in C order and native byte order.

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
            of float16, float32 or float64.
        path: a .npz or .safetensors file.

    Raises:
        ImportError: it is a .safetensors file, and the library safetensors is not installed.
        ValueError: the suffix is another one, or `load_weights` would not take the parameters.

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
    write_whole(path, _WRITERS[kind](checked_parameters(parameters, path)))


def _read_safetensors(data: bytes) -> dict[str, NDArray[Any]]:
    safetensors = _safetensors()
    try:
        return safetensors.numpy.load(data)
    except safetensors.SafetensorError as error:
        raise ValueError(str(error)) from error
    except KeyError as error:
        raise ValueError(f"it has an array of {error.args[0]}, which NumPy lacks") from error


def _write_safetensors(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    return _safetensors().numpy.save(arrays)


def _safetensors() -> ModuleType:
    """Return the library, which not everybody needs."""
    try:
        import safetensors.numpy
    except ImportError as error:
        advice = "pip install 'mnist_nn[safetensors]'"
        raise ImportError(f"a .safetensors file needs the library safetensors: {advice}") from error
    return safetensors


_READERS = {
    ".npz": read_npz,
    ".safetensors": _read_safetensors,
    ".pkl": read_pickle,
    ".pickle": read_pickle,
}
_WRITERS = {".npz": write_npz, ".safetensors": _write_safetensors}
