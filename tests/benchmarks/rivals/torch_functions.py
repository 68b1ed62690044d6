"""The specified functions as PyTorch has them: what most comparisons take for the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mnist_nn.parameters import layers_of
from mnist_nn.weights.networks import network_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from mnist_nn.specification.function import Implemented
    from tests.benchmarks.rivals.arguments import Shape


def expected(function: str, inputs: Sequence[Tensor], **axis: int) -> Tensor:
    """Return what PyTorch gives, in the dtype of the inputs."""
    import torch

    functions: dict[str, Implemented] = {
        "identity": torch.nn.Identity(),
        "step": lambda x: torch.where(x.isnan(), x, (x > 0).to(x.dtype)),  # heaviside(NaN) is 0
        "sigmoid": torch.sigmoid,
        "relu": torch.relu,
        "softmax": lambda x, axis=-1: torch.softmax(x, dim=axis),
        "matmul": torch.matmul,
        "affine": lambda x, W, b: torch.addmm(b, x, W),
        "mlp": _mlp,
        "predict": _predict,
    }
    return functions[function](*inputs, **axis)


def drawn(shapes: Sequence[Shape], dtype: str, seed: int, *, uniform: bool = False) -> list[Tensor]:
    """Return tensors of normal numbers, or of uniform ones from 0 to 1, drawn as float32."""
    import torch

    generator = torch.Generator().manual_seed(seed)
    draw = torch.rand if uniform else torch.randn
    return [draw(s, generator=generator).to(getattr(torch, dtype)) for s in shapes]


def _mlp(x: Tensor, *parameters: Tensor) -> Tensor:
    """Return softmax(sigmoid(x W1 + b1) ... ), for any number of layers."""
    import torch

    *hidden, last = layers_of(parameters)
    for W, b in hidden:
        x = torch.sigmoid(torch.addmm(b, x, W))
    return torch.softmax(torch.addmm(last[1], x, last[0]), dim=-1)


def _predict(images: Tensor) -> Tensor:
    """Return what the network of the reference weights gives."""
    import torch

    parameters: list[Any] = list(network_in().parameters.values())
    return _mlp(images, *(torch.from_numpy(a).to(images.dtype) for a in parameters))
