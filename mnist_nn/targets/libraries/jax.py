"""JAX, with 64-bit numbers, and with products in the precision of their factors on any device."""

from __future__ import annotations

from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

import jax
import numpy as np
from jax import numpy as jnp

from mnist_nn.parameters import layers_of
from mnist_nn.targets.implementation import Implementation, reader

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jax import Array

    from mnist_nn.formats import FloatArray


def implementation(parameters: Sequence[FloatArray]) -> Implementation:
    """Return JAX's functions, and the network of these parameters."""
    functions = {name: _of_arrays(function) for name, function in _FUNCTIONS.items()}
    return Implementation(
        name="jax",
        version=jax.__version__,
        functions=functions | {"predict": reader(functions["mlp"], parameters)},
    )


def _of_arrays(function: Callable[..., Array]) -> Callable[..., Any]:
    """Return the function with NumPy arrays in place of JAX's."""

    # JAX narrows float64 to float32 unless told otherwise: it is told here, and nowhere else.
    def of_arrays(*arrays: Any, **options: Any) -> Any:
        _forget_now_and_then()
        with jax.enable_x64(True):  # noqa: FBT003 - JAX names this argument new_val
            return np.asarray(function(*map(jnp.asarray, arrays), **options))

    return of_arrays


def _forget_now_and_then() -> None:
    """Clear what was compiled, once in 64 calls: it is 3 MB for each operation and shape."""
    if next(_CALLS) % 64 == 0:
        jax.clear_caches()


_CALLS = count(1)


# A GPU or a TPU may otherwise round float32 factors to fewer digits.
_matmul = partial(jnp.matmul, precision=jax.lax.Precision.HIGHEST)


def _step(x: Array) -> Array:
    return jnp.heaviside(x, 0)


# What is composed here is compiled whole, as whoever uses JAX would, and not step by step.
@jax.jit  # type: ignore[untyped-decorator] # its types are not read
def _affine(x: Array, W: Array, b: Array) -> Array:
    return _matmul(x, W) + b


@jax.jit  # type: ignore[untyped-decorator] # its types are not read
def _mlp(x: Array, *parameters: Array) -> Array:
    *hidden, last = layers_of(parameters)
    for W, b in hidden:
        x = jax.nn.sigmoid(_affine(x, W, b))
    return jax.nn.softmax(_affine(x, *last))


_FUNCTIONS: dict[str, Callable[..., Array]] = {
    "identity": jax.nn.identity,
    "step": _step,
    "sigmoid": jax.nn.sigmoid,
    "relu": jax.nn.relu,
    "softmax": jax.nn.softmax,
    "matmul": _matmul,
    "affine": _affine,
    "mlp": _mlp,
}
