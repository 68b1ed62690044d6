"""Right softmax, and right functions of numbers, that work in tiles and in threads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tests.specification.blocks import by_blocks, by_threads, named, stretches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from mnist_nn.specification.function import Implemented
    from tests.specification.blocks import Block

    Array = NDArray[Any]


# Softmax of rows (..., classes).


def tiles(x: Array, size: int) -> Iterator[Array]:
    """Yield the tiles of each row, the last of them shorter."""
    return (x[..., classes] for classes in stretches(x.shape[-1], size))


def lowest(x: Array) -> Array:
    """Return the lowest finite number for each row, below which no maximum falls."""
    return np.full_like(x[..., :1], np.finfo(x.dtype).min)


def online_in_tiles(size: int) -> Implemented:
    """Sum one tile after the other, and rescale whenever a tile raises the maximum."""

    def online(x: Array) -> Array:
        m, total = lowest(x), np.zeros_like(x[..., :1])
        for tile in tiles(x, size):
            risen = np.maximum(m, tile.max(axis=-1, keepdims=True))
            exponentials = np.exp(tile - risen)
            total = total * np.exp(m - risen) + exponentials.sum(axis=-1, keepdims=True)
            m = risen
        return np.exp(x - m) / total

    return named(f"online_in_tiles_of_{size}", online)


def online_class_by_class(x: Array) -> Array:
    """Sum one class after the other, and rescale whenever one raises the maximum."""
    m = np.maximum.accumulate(np.maximum(x, lowest(x)), axis=-1)
    before = np.concatenate([m[..., :1], m[..., :-1]], axis=-1)
    scales, exponentials = np.exp(before - m), np.exp(x - m)
    total = np.zeros_like(x[..., 0])
    for j in range(x.shape[-1]):
        total = total * scales[..., j] + exponentials[..., j]
    return np.exp(x - m[..., -1:]) / total[..., None]


def maxima_merged_in_a_tree(x: Array) -> Array:
    """Sum tiles of 128 each under its own maximum, and merge them two by two."""
    tops = [np.maximum(tile.max(axis=-1, keepdims=True), lowest(x)) for tile in tiles(x, 128)]
    each = zip(tiles(x, 128), tops, strict=True)
    sums = [np.exp(tile - top).sum(axis=-1, keepdims=True) for tile, top in each]
    m, total = np.array(tops), np.array(sums)
    while half := len(m) // 2:
        risen = np.maximum(m[:half], m[half : 2 * half])
        lower = total[:half] * np.exp(m[:half] - risen)
        upper = total[half : 2 * half] * np.exp(m[half : 2 * half] - risen)
        m = np.concatenate([risen, m[2 * half :]])
        total = np.concatenate([lower + upper, total[2 * half :]])
    return np.exp(x - m[0]) / total[0]


def passes_by_blocks(x: Array) -> Array:
    """Read the scores three times in blocks of 512: for the maximum, the sum and the quotient."""
    m, total = lowest(x), np.zeros_like(x[..., :1])
    for tile in tiles(x, 512):
        m = np.maximum(m, tile.max(axis=-1, keepdims=True))
    for tile in tiles(x, 512):
        total = total + np.exp(tile - m).sum(axis=-1, keepdims=True)
    return np.concatenate([np.exp(tile - m) / total for tile in tiles(x, 512)], axis=-1)


def softmax_of_rows(x: Array) -> Array:
    """Return softmax of each row."""
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_of_columns(x: Array) -> Array:
    """Lay the classes along the first axis, as columns, and map them in blocks of 32."""
    rows = x.reshape(-1, x.shape[-1])

    def columns(block: Array) -> Array:
        scores = np.ascontiguousarray(block.T)
        e = np.exp(scores - scores.max(axis=0))
        return (e / e.sum(axis=0)).T

    return by_blocks(columns, rows, 32, rows.shape).reshape(x.shape)


def rows_in_threads(x: Array) -> Array:
    """Let each thread map blocks of 128 rows."""
    rows = x.reshape(-1, x.shape[-1])
    return by_threads(softmax_of_rows, rows, 128, rows.shape).reshape(x.shape)


# Sigmoid, relu, step and identity of numbers.


def sigmoid_by_branch(x: Array) -> Array:
    """Return 1 / (1 + exp(-x)) where x >= 0, and exp(x) / (1 + exp(x)) elsewhere."""
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, e) / (1 + e)


def in_vectors_of_8(x: Array) -> Array:
    """Map whole vectors of 8 by one formula, and each number of the tail by another."""
    flat = x.reshape(-1)
    whole = flat.size // 8 * 8
    vectors = flat[:whole].reshape(-1, 8)
    tail = [sigmoid_by_branch(number) for number in flat[whole:]]
    y = np.concatenate([(1 / (1 + np.exp(-vectors))).reshape(-1), np.array(tail, x.dtype)])
    return y.reshape(x.shape)


def in_chunks(function: Block, name: str) -> Implemented:
    """Map 1,000 numbers at a time."""

    def chunked(x: Array) -> Array:
        return by_blocks(function, x.reshape(-1), 1000, (x.size,)).reshape(x.shape)

    return named(name, chunked)
