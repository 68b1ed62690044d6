"""Right implementations that differ from the reference: none may be refuted.

Each computes in the precision of its arguments; `widened` gives it float32 for half precision. What
looks right and is not, is a mutant: (1 + tanh(x / 2)) / 2 and (x + |x|) / 2, for sigmoid and relu.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.formats import format_of
from mnist_nn.precision import result_dtype
from tests.specification.shipped_forms import fused_powers_of_two
from tests.specification.tiled_variants import TILED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.specification.function import Implemented

    Array = NDArray[Any]


def widened(function: Implemented) -> Implemented:
    """Let a function compute in float32 at least, as is required of it, and along any axis."""

    def wide(x: Array, *others: Array, axis: int = -1) -> Array:
        arrays = np.moveaxis(x, axis, -1), *others
        own = result_dtype(*arrays)
        working = own if function in _IN_THEIR_OWN_FORMAT else np.promote_types(own, np.float32)
        with np.errstate(over="ignore", under="ignore"):
            y: Array = function(*(a.astype(working) for a in arrays))
            return np.moveaxis(y, -1, axis).astype(own)

    return wide


_IN_THEIR_OWN_FORMAT: set[Implemented] = set()


def in_its_own_format(function: Implemented) -> Implemented:
    """Let `widened` leave it to the function where it computes in float32."""
    _IN_THEIR_OWN_FORMAT.add(function)
    return function


# Sums of terms, which lie along the first axis, in several orders.


def in_order(terms: Array, start: Array) -> Array:
    """Add one term after the other."""
    return np.add.accumulate(np.concatenate([start[None], terms]))[-1]


def in_pairs(terms: Array) -> Array:
    """Add one half to the other, until one term is left (the way of GPU kernels)."""
    while half := len(terms) // 2:
        terms = np.concatenate([terms[:half] + terms[half : 2 * half], terms[2 * half :]])
    return terms[0]


def compensated(terms: Array, start: Array) -> Array:
    """Carry what each addition rounds off into the next (Kahan, 1965)."""
    total, lost = start, np.zeros_like(start)
    for term in terms:
        corrected = term - lost
        grown = total + corrected
        total, lost = grown, (grown - total) - corrected
    return total


# Softmax of rows (..., classes).


def shifted(x: Array) -> Array:
    """Return x - max x."""
    return x - x.max(axis=-1, keepdims=True)


def columns(e: Array) -> Array:
    """Return the classes along the first axis (classes, ..., 1)."""
    return np.moveaxis(e, -1, 0)[..., None]


def eights(x: Array, fill: float) -> Array:
    """Return the classes in eights, along the first axis (eights, ..., 8), the last filled up."""
    more = -x.shape[-1] % 8
    filled = np.pad(x, [(0, 0)] * (x.ndim - 1) + [(0, more)], constant_values=fill)
    return np.moveaxis(filled.reshape(*x.shape[:-1], filled.shape[-1] // 8, 8), -2, 0)


def log_sum_exp_form(x: Array) -> Array:
    """Return exp(x - m - log sum exp(x - m))."""
    return np.exp(shifted(x) - np.log(np.exp(shifted(x)).sum(axis=-1, keepdims=True)))


def base_two(x: Array) -> Array:
    """Return powers of two, the way of GPU kernels."""
    e = np.exp2(shifted(x) * x.dtype.type(1 / np.log(2)))
    return e / e.sum(axis=-1, keepdims=True)


def summed_in_order(x: Array) -> Array:
    """Sum one exponential after the other."""
    e = np.exp(shifted(x))
    return e / in_order(columns(e), np.zeros_like(e[..., :1]))


def summed_backwards(x: Array) -> Array:
    """Sum one exponential after the other, from the last."""
    e = np.exp(shifted(x))
    return e / in_order(columns(e)[::-1], np.zeros_like(e[..., :1]))


def summed_in_pairs(x: Array) -> Array:
    """Sum the exponentials in a tree."""
    e = np.exp(shifted(x))
    return e / in_pairs(columns(e))


def summed_with_compensation(x: Array) -> Array:
    """Sum the exponentials without the loss of low digits, in eight lanes."""
    e = np.exp(shifted(x))
    lanes = eights(e, 0)
    total = compensated(lanes, np.zeros_like(lanes[0]))
    return e / in_order(columns(total), np.zeros_like(e[..., :1]))


def multiplied_by_the_reciprocal(x: Array) -> Array:
    """Divide once for each row, and multiply."""
    e = np.exp(shifted(x))
    return e * (1 / e.sum(axis=-1, keepdims=True))


def flushed(x: Array) -> Array:
    """Flush what is below the smallest normal number to zero."""
    e = np.exp(shifted(x))
    y = e / e.sum(axis=-1, keepdims=True)
    return np.where(y < np.finfo(x.dtype).tiny, 0, y)


@in_its_own_format
def flushed_in_the_results(x: Array) -> Array:
    """Flush what is below the smallest normal number of the results, as they are stored."""
    e = np.exp(shifted(x.astype(np.promote_types(x.dtype, np.float32))))
    y = (e / e.sum(axis=-1, keepdims=True)).astype(x.dtype)
    return np.where(y < format_of(x.dtype).eta, x.dtype.type(0), y)


def in_float64(x: Array) -> Array:
    """Compute in float64 throughout."""
    e = np.exp(shifted(x.astype(np.float64)))
    return e / e.sum(axis=-1, keepdims=True)


def with_a_clamped_argument(x: Array) -> Array:
    """Keep exp from what is below the normal numbers, as SIMD libraries do, and -inf from it."""
    lowest = np.log(np.finfo(x.dtype).tiny)
    e = np.where(np.isneginf(x), 0, np.exp(np.maximum(shifted(x), lowest)))
    return e / e.sum(axis=-1, keepdims=True)


@in_its_own_format
def kept_in_the_results(x: Array) -> Array:
    """Keep the exponentials in the memory of the results until they are divided."""
    e = np.exp(shifted(x.astype(np.promote_types(x.dtype, np.float32))))
    return e.astype(x.dtype) / e.sum(axis=-1, keepdims=True)


def online(x: Array) -> Array:
    """Sum in one pass, and rescale whenever the maximum rises (Milakov and Gimelshein, 2018).

    Eight lanes do so by themselves, as threads do, and come to a common maximum in the end.
    """
    lanes = eights(x, -np.inf)
    m = np.full_like(lanes[0], np.finfo(x.dtype).min)
    total = np.zeros_like(m)
    for scores in lanes:
        risen = np.maximum(m, scores)
        total = total * np.exp(m - risen) + np.exp(scores - risen)
        m = risen
    top = m.max(axis=-1, keepdims=True)
    return np.exp(x - top) / (total * np.exp(m - top)).sum(axis=-1, keepdims=True)


def in_tiles(x: Array) -> Array:
    """Sum tiles of 8 classes, each under its own maximum, and bring the sums to a common one."""
    tiles = eights(x, -np.inf)
    tops = np.maximum(tiles.max(axis=-1, keepdims=True), np.finfo(x.dtype).min)
    m = tops.max(axis=0)
    sums = np.exp(tiles - tops).sum(axis=-1, keepdims=True) * np.exp(tops - m)
    return np.exp(x - m) / in_order(sums, np.zeros_like(m))


def one_row_at_a_time(x: Array) -> Array:
    """Map each row by itself."""
    y = np.empty_like(x, order="C")
    for row, result in zip(x.reshape(-1, x.shape[-1]), y.reshape(-1, x.shape[-1]), strict=True):
        e = np.exp(row - row.max())
        np.divide(e, e.sum(), out=result)
    return y


# Sigmoid of numbers.


def by_branch(x: Array) -> Array:
    """Return 1 / (1 + exp(-x)) where x >= 0, and exp(x) / (1 + exp(x)) elsewhere."""
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, e) / (1 + e)


def without_a_branch(x: Array) -> Array:
    """Return exp(min(x, 0)) / (1 + exp(-|x|))."""
    return np.exp(np.minimum(x, 0)) / (1 + np.exp(-np.abs(x)))


def with_powers_of_two(x: Array) -> Array:
    """Return 1 / (1 + 2**(-x log2 e))."""
    return 1 / (1 + np.exp2(-x * x.dtype.type(1 / np.log(2))))


def by_the_logarithm(x: Array) -> Array:
    """Return exp(-log(1 + exp(-x)))."""
    with np.errstate(invalid="ignore"):  # NumPy's logaddexp warns of a NaN
        return np.exp(-np.logaddexp(x.dtype.type(0), -x))


def by_log1p(x: Array) -> Array:
    """Return exp(min(x, 0) - log(1 + exp(-|x|)))."""
    return np.exp(np.minimum(x, 0) - np.log1p(np.exp(-np.abs(x))))


def by_a_reciprocal(x: Array) -> Array:
    """Return exp(min(x, 0)) times the reciprocal of 1 + exp(-|x|)."""
    return np.exp(np.minimum(x, 0)) * (1 / (1 + np.exp(-np.abs(x))))


# Products of x (batch, inputs) and W (inputs, outputs), of matching shapes.


def products(x: Array, W: Array) -> Array:
    """Return the terms of x W (inputs, batch, outputs), if there is such a product."""
    if x.shape[1] != W.shape[0]:
        raise ValueError(f"{x.shape} @ {W.shape}")
    return x.T[:, :, None] * W[:, None, :]


def nothing(x: Array, W: Array) -> Array:
    """Return zeros (batch, outputs)."""
    return np.zeros((len(x), W.shape[1]), x.dtype)


def product_by_blas(x: Array, W: Array) -> Array:
    """Leave the order to the library."""
    return x @ W


def product_in_order(x: Array, W: Array) -> Array:
    """Add one product after the other."""
    return in_order(products(x, W), nothing(x, W))


def product_backwards(x: Array, W: Array) -> Array:
    """Add one product after the other, from the last."""
    return in_order(products(x, W)[::-1], nothing(x, W))


def product_in_pairs(x: Array, W: Array) -> Array:
    """Add the products in a tree."""
    return in_pairs(np.concatenate([nothing(x, W)[None], products(x, W)]))


def product_with_compensation(x: Array, W: Array) -> Array:
    """Add the products without the loss of low digits."""
    return compensated(products(x, W), nothing(x, W))


def product_by_fused_steps(x: Array, W: Array) -> Array:
    """Round each product together with its addition, by way of a wider format."""
    total = nothing(x, W)
    for term in products(x.astype(np.longdouble), W.astype(np.longdouble)):
        total = (total + term).astype(x.dtype)
    return total


def split_product(x: Array, W: Array) -> Array:
    """Add the products of four parts of the inputs, each by itself (split-K)."""
    terms = products(x, W)
    parts = [in_order(terms[i::4], nothing(x, W)) for i in range(4)]
    return in_order(np.array(parts), nothing(x, W))


# Affine maps, of matching shapes.


def bias_of(b: Array, W: Array) -> Array:
    """Return b, if there is one number for each output."""
    if b.shape != W.shape[1:]:
        raise ValueError(f"a bias {b.shape} for weights {W.shape}")
    return b


def biased_last(x: Array, W: Array, b: Array) -> Array:
    """Add the bias to the product."""
    return x @ W + bias_of(b, W)


def biased_by_broadcasting(x: Array, W: Array, b: Array) -> Array:
    """Let NumPy broadcast the bias, as every library does: only an advisory law minds."""
    return x @ W + b


def biased_first(x: Array, W: Array, b: Array) -> Array:
    """Start the sums from the bias."""
    return in_order(products(x, W), nothing(x, W) + bias_of(b, W))


def biased_by_a_one(x: Array, W: Array, b: Array) -> Array:
    """Take the bias for the weights of one more input, which is 1."""
    ones = np.ones_like(x[:, :1])
    return np.hstack([x, ones]) @ np.vstack([W, bias_of(b, W)])


def biased_in_a_part(x: Array, W: Array, b: Array) -> Array:
    """Add the bias to one of two parts (split-K)."""
    terms = products(x, W)
    even = in_order(terms[::2], nothing(x, W) + bias_of(b, W))
    return even + in_order(terms[1::2], nothing(x, W))


# Relu, step and identity of numbers, which nothing rounds.


def greater_of_the_two(x: Array) -> Array:
    """Return max(x, 0)."""
    return np.maximum(x, 0)


def chosen_where_positive(x: Array) -> Array:
    """Return x where x > 0, 0 where it is not, and NaN where it is neither."""
    return np.where(np.isnan(x) | (x > 0), x, 0)


def step_by_comparison(x: Array) -> Array:
    """Return x > 0 as a number."""
    return (x > 0).astype(x.dtype)


def step_by_the_sign(x: Array) -> Array:
    """Return the positive part of the sign."""
    return np.maximum(np.sign(x), 0)


def step_by_heaviside(x: Array) -> Array:
    """Return Heaviside's function, 0 at 0."""
    return np.heaviside(x, 0)


def the_very_array(x: Array) -> Array:
    """Return x itself, not a copy."""
    return x


def plus_nothing(x: Array) -> Array:
    """Return x + 0, which is 0 where x is -0."""
    return x + 0


# Networks x, W1, b1, W2, b2, of matching shapes.


def layer(x: Array, W: Array, b: Array) -> Array:
    """Return x W + b, if the shapes match."""
    return product_by_blas(x, W) + bias_of(b, W)


def network_layer_by_layer(x: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Array:
    """Compute each layer for all images."""
    return base_two(layer(without_a_branch(layer(x, W1, b1)), W2, b2))


def network_in_float64(*arrays: Array) -> Array:
    """Compute in float64 throughout."""
    return network_layer_by_layer(*(a.astype(np.float64) for a in arrays))


def network_image_by_image(x: Array, *parameters: Array) -> Array:
    """Compute all layers for each image alone."""
    images = [network_layer_by_layer(image[None], *parameters) for image in x]
    classes = np.zeros((0, len(parameters[-1])), x.dtype)
    return np.concatenate([classes, *images])


def network_unit_by_unit(x: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Array:
    """Add one term after the other, from the bias, and keep the scores as logarithms."""
    hidden = by_branch(biased_first(x, W1, b1))
    return log_sum_exp_form(biased_first(hidden, W2, b2))


_VARIANTS: dict[str, tuple[Implemented, ...]] = {
    "softmax": (
        log_sum_exp_form,
        base_two,
        fused_powers_of_two,
        summed_in_order,
        summed_backwards,
        summed_in_pairs,
        summed_with_compensation,
        multiplied_by_the_reciprocal,
        flushed,
        flushed_in_the_results,
        with_a_clamped_argument,
        in_float64,
        kept_in_the_results,
        online,
        in_tiles,
        one_row_at_a_time,
    ),
    "sigmoid": (
        by_branch,
        without_a_branch,
        with_powers_of_two,
        by_the_logarithm,
        by_log1p,
        by_a_reciprocal,
    ),
    "matmul": (
        product_by_blas,
        product_in_order,
        product_backwards,
        product_in_pairs,
        product_with_compensation,
        product_by_fused_steps,
        split_product,
    ),
    "affine": (
        biased_last,
        biased_by_broadcasting,
        biased_first,
        biased_by_a_one,
        biased_in_a_part,
    ),
    "relu": (greater_of_the_two, chosen_where_positive),
    "step": (step_by_comparison, step_by_the_sign, step_by_heaviside),
    "identity": (the_very_array, plus_nothing),
    "mlp": (
        network_layer_by_layer,
        network_in_float64,
        network_image_by_image,
        network_unit_by_unit,
    ),
}

VARIANTS: dict[str, tuple[Implemented, ...]] = {
    name: (*_VARIANTS.get(name, ()), *tiled) for name, tiled in TILED.items()
}
"""Every right implementation of each function, by its name."""
