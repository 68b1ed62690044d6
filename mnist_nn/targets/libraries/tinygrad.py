"""tinygrad, on the device that it chooses, or that the environment variable DEV names."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from tinygrad import Tensor

from mnist_nn.parameters import layers_of
from mnist_nn.targets.implementation import NUMPYS_OWN, Implementation, reader

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mnist_nn.formats import FloatArray


def implementation(parameters: Sequence[FloatArray]) -> Implementation:
    """Return tinygrad's functions, and the network of these parameters, at dtypes of NumPy.

    With bfloat16 it writes C that not every compiler takes: clang 14 refuses it.
    """
    functions = {name: _of_arrays(function) for name, function in _FUNCTIONS.items()}
    functions["predict"] = reader(functions["mlp"], parameters)
    dtypes = dict.fromkeys(functions, NUMPYS_OWN)
    return Implementation("tinygrad", version("tinygrad"), functions, dtypes, compiles=True)


def _of_arrays(function: Callable[..., Tensor]) -> Callable[..., Any]:
    """Return the function with NumPy arrays in place of tensors."""

    def of_arrays(*arrays: Any, **options: Any) -> Any:
        return function(*map(Tensor, arrays), **options).numpy()

    return of_arrays


def _mlp(x: Tensor, *parameters: Tensor) -> Tensor:
    *hidden, last = layers_of(parameters)
    for W, b in hidden:
        x = x.linear(W, b).sigmoid()
    return x.linear(*last).softmax()


_FUNCTIONS: dict[str, Callable[..., Tensor]] = {
    "sigmoid": Tensor.sigmoid,
    "relu": Tensor.relu,
    "softmax": Tensor.softmax,
    "matmul": Tensor.matmul,
    "affine": Tensor.linear,
    "mlp": _mlp,
}
