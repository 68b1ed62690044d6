"""JAX, with 64-bit numbers, and with products in the precision of their factors on any device."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import jax
import numpy as np
from jax import numpy as jnp

from mnist_nn.parameters import layers_of
from mnist_nn.targets.implementation import Implementation, reader

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from jax import Array

    from mnist_nn.formats import FloatArray

# What JAX refuses raises thousands of errors in a run, and to shorten the traceback of each takes
# milliseconds. It is a setting of the process, but changes nothing that is computed.
jax.config.update("jax_traceback_filtering", "off")


def implementation(parameters: Sequence[FloatArray]) -> Implementation:
    """Return JAX's functions, and the network of these parameters."""
    functions = {name: _of_arrays(function) for name, function in _FUNCTIONS.items()}
    return Implementation(
        name="jax",
        version=jax.__version__,
        functions=functions | {"predict": reader(functions["mlp"], parameters)},
        compiles=True,
    )


def _of_arrays(function: Callable[..., Array]) -> Callable[..., Any]:
    """Return the function of NumPy arrays, which gives a NumPy array."""

    # JAX narrows float64 to float32 unless told otherwise: it is told here, and nowhere else.
    def of_arrays(*arrays: Any, **options: Any) -> Any:
        _forget_when_full(function, arrays, options)
        with jax.enable_x64(True):  # noqa: FBT003 - JAX names this argument new_val
            return np.asarray(function(*map(_native, arrays), **options))

    return of_arrays


def _native(array: Any) -> Any:
    """Return an array as it is, or let JAX refuse its byte order.

    It does so itself, but where it compiled for this shape before: then it reads the bytes as they
    lie, and silently computes with other numbers.
    """
    return array if array.dtype.isnative else jnp.asarray(array)


def _forget_when_full(
    function: Callable[..., Array], arrays: Sequence[Any], options: Mapping[str, Any]
) -> None:
    """Clear what was compiled for many shapes: each takes a megabyte or more."""
    _COMPILED.add((function, *map(_kind, arrays), *options.values()))
    if len(_COMPILED) > MANY:
        _COMPILED.clear()
        jax.clear_caches()


def _kind(array: Any) -> tuple[Any, ...]:
    """Return for what a function is compiled anew."""
    return np.shape(array), np.result_type(array)


_COMPILED: set[tuple[Any, ...]] = set()

MANY = 1000
"""For how many shapes a function may be compiled, all functions together, until all is cleared."""


# A GPU or a TPU may otherwise round float32 factors to fewer digits.
_matmul = partial(jnp.matmul, precision=jax.lax.Precision.HIGHEST)


# A copy: what is compiled to do nothing may return the array that it was given.
def _identity(x: Any) -> Array:
    return jax.nn.identity(jnp.array(x))


def _step(x: Array) -> Array:
    return jnp.heaviside(x, 0)


# What is composed here is compiled whole, as whoever uses JAX would, and not step by step.
@jax.jit  # type: ignore[untyped-decorator] # its types are not read
def _affine(x: Array, W: Array, b: Array) -> Array:
    return _matmul(x, W) + b


_softmax = jax.jit(jax.nn.softmax, static_argnames="axis")


@jax.jit  # type: ignore[untyped-decorator] # its types are not read
def _mlp(x: Array, *parameters: Array) -> Array:
    *hidden, last = layers_of(parameters)
    for W, b in hidden:
        x = jax.nn.sigmoid(_affine(x, W, b))
    return jax.nn.softmax(_affine(x, *last))


_FUNCTIONS: dict[str, Callable[..., Array]] = {
    "identity": _identity,
    "step": _step,
    "sigmoid": jax.nn.sigmoid,
    "relu": jax.nn.relu,
    "softmax": _softmax,
    "matmul": _matmul,
    "affine": _affine,
    "mlp": _mlp,
}
