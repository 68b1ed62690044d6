"""PyTorch, on the processor or on a GPU: arrays are copied to tensors, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from ml_dtypes import bfloat16
from torch.nn.functional import linear

from mnist_nn.parameters import layers_of
from mnist_nn.targets.implementation import Implementation, reader

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from torch import Tensor

    from mnist_nn.formats import FloatArray


_DECLARED = {
    "cpu": {"high": "tf32", "medium": "bfloat16-operands"},
    "cuda": {"high": "tensor-core", "medium": "tensor-core"},
}
"""What `torch.set_float32_matmul_precision` allows float32 products to be computed in.

CUDA has nothing for "medium" that it has not for "high"; tensor cores truncate what they add.
"""


def implementation(parameters: Sequence[FloatArray], device: str = "cpu") -> Implementation:
    """Return PyTorch's functions, and the network of these parameters, on a device.

    It declares the arithmetic that `torch.get_float32_matmul_precision()` allows.

    Raises:
        ValueError: it is a CUDA device, and there is none, or PyTorch has no such device.

    """
    if device.startswith("cuda") and not torch.cuda.is_available():
        raise ValueError(
            f"torch:{device}: no CUDA device is available (torch.cuda.is_available() is False)"
        )
    try:
        torch.empty(0, device=device)
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        raise ValueError(f"torch:{device}: PyTorch refuses this device: {error}") from error
    functions = {name: _of_arrays(function, device) for name, function in _FUNCTIONS.items()}
    return Implementation(
        name="torch" if device == "cpu" else f"torch:{device}",
        version=torch.__version__,
        functions=functions | {"predict": reader(functions["mlp"], parameters)},
        arithmetic=_DECLARED["cuda" if device.startswith("cuda") else "cpu"].get(
            torch.get_float32_matmul_precision(), ""
        ),
    )


def _of_arrays(function: Callable[..., Tensor], device: str) -> Callable[..., Any]:
    """Return the function with NumPy arrays in place of tensors."""

    def of_arrays(*arrays: Any, **options: Any) -> Any:
        tensors = (_tensor(array).to(device) for array in arrays)
        return _array(function(*tensors, **options))

    return of_arrays


# PyTorch and NumPy exchange no bfloat16: its bits are exchanged as integers.
def _tensor(array: Any) -> Tensor:
    if array.dtype == bfloat16:
        return torch.tensor(array.view(np.uint16)).view(torch.bfloat16)
    return torch.tensor(array)


def _array(y: Tensor) -> Any:
    if y.dtype == torch.bfloat16:
        return y.view(torch.uint16).numpy(force=True).view(bfloat16)
    return y.numpy(force=True)


def _step(x: Tensor) -> Tensor:
    return torch.heaviside(x, x.new_zeros(()))


def _softmax(x: Tensor, axis: int = -1) -> Tensor:
    return torch.softmax(x, dim=axis)


# torch.nn.Linear keeps its weights as (outputs, inputs).
def _affine(x: Tensor, W: Tensor, b: Tensor) -> Tensor:
    return linear(x, W.mT, b)


def _mlp(x: Tensor, *parameters: Tensor) -> Tensor:
    *hidden, last = layers_of(parameters)
    for W, b in hidden:
        x = torch.sigmoid(_affine(x, W, b))
    return _softmax(_affine(x, *last))


_FUNCTIONS: dict[str, Callable[..., Tensor]] = {
    "identity": torch.nn.Identity(),
    "step": _step,
    "sigmoid": torch.sigmoid,
    "relu": torch.relu,
    "softmax": _softmax,
    "matmul": torch.matmul,
    "affine": _affine,
    "mlp": _mlp,
}
