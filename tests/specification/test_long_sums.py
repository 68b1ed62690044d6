"""A digit that is lost in long sums alone shows, though any order of them is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn import matmul, softmax
from mnist_nn.checking.check import Check
from mnist_nn.checking.counterexample import Refuted
from mnist_nn.oracle.arithmetics import named_arithmetic
from mnist_nn.oracle.declared import OF_A_TREE, declaring, required_of, summed_as_a_tree
from mnist_nn.specification.catalogue import law_named
from mnist_nn.specification.inputs import wide_matrices, wide_scores
from mnist_nn.specification.law import Level
from tests.specification.variants import VARIANTS, summed_in_order, widened

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.specification.function import Implemented

    Array = NDArray[Any]

FUNCTIONS = ("softmax", "matmul", "affine")
LONG = 4096
"""From so many terms on, what is wrong here is wrong."""


ONE_BY_ONE = {
    "summed_in_order",
    "summed_backwards",
    "online",
    "in_tiles",
    "online_in_tiles_of_16",
    "online_class_by_class",
    "softmax_of_columns",
}
"""Variants that add one term, or tile, after the other: the law may blame them."""


def name_of(function: str) -> str:
    """Return the name of its law."""
    return f"{function}.sums_as_accurately_as_a_tree"


def cut_off(x: Array, digits: int) -> Array:
    """Return float32 numbers less what is below their first digits."""
    return (x.view(np.uint32) & np.uint32(2**32 - 2 ** (24 - digits))).view(np.float32)


def product(x: Array, W: Array) -> Array:
    """Return x W, of sums of tiles that are kept in 13 digits, where there are many."""
    if len(W) < LONG:
        return matmul(x, W)
    tiles = (slice(start, start + 256) for start in range(0, len(W), 256))
    return np.sum([cut_off(matmul(x[:, tile], W[tile]), 13) for tile in tiles], axis=0)


def affine_map(x: Array, W: Array, b: Array) -> Array:
    """Return x W + b, of such sums."""
    return product(x, W) + b


def distribution(x: Array) -> Array:
    """Return softmax, of a sum of exponentials that are kept in 14 digits, where there are many."""
    if x.shape[-1] < LONG:
        return softmax(x)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / cut_off(e, 14).sum(axis=-1, keepdims=True)


WRONG: dict[str, Implemented] = {"softmax": distribution, "matmul": product, "affine": affine_map}


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.slow)])
def test_a_digit_that_is_lost_in_long_sums_is_seen(function: str, seed: int) -> None:
    """It is told at the smallest size at which it is."""
    check = Check(law_named(name_of(function)), WRONG[function], "float32")
    with pytest.raises(Refuted, match=r"\(4,095 hold\)"):
        check.run(100, seed)


@pytest.mark.slow
@pytest.mark.parametrize("function", FUNCTIONS)
def test_no_required_law_sees_it(function: str) -> None:
    """Where sums may be of any order, so much may be lost."""
    about = {"softmax": "softmax", "matmul": "product", "affine": "map"}[function]
    law = law_named(f"{function}.is_the_true_{about}_at_any_size")
    assert Check(law, WRONG[function], "float32").run(30).examples == 30


def test_the_law_is_advisory_at_formats_that_are_computed_in_themselves() -> None:
    """Right code need not obey it; and where a result is rounded to fewer digits, nothing shows."""
    for function in FUNCTIONS:
        law = law_named(name_of(function))
        assert (law.level, law.dtypes) == (Level.ADVISORY, ("float64", "float32"))


@pytest.mark.slow
@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("function", "variant"),
    [
        pytest.param(f, v, id=f"{f}-{v.__name__}")
        for f in FUNCTIONS
        for v in VARIANTS[f]
        if v.__name__ not in ONE_BY_ONE
    ],
)
def test_what_sums_no_digit_away_is_not_blamed(function: str, variant: Implemented) -> None:
    """In blocks or in pairs, with compensation, in a wider format or, of products, in any order."""
    check = Check(law_named(name_of(function)), widened(variant), "float32")
    assert check.run(30).examples == 30


@pytest.mark.slow
def test_who_adds_equal_terms_one_by_one_does_not_sum_as_a_tree() -> None:
    """Each addition is rounded to the same side: an advisory law says so, and no required one."""
    with pytest.raises(Refuted):
        Check(law_named(name_of("softmax")), widened(summed_in_order), "float32").run(100)


@pytest.mark.parametrize(
    ("terms", "additions", "rescalings"),
    [(1, 0, 0), (128, 127, 0), (129, 128, 1), (10_000, 134, 7)],
)
def test_a_tree_adds_blocks_in_pairs(terms: int, additions: int, rescalings: int) -> None:
    """And rescales each term once a round at most."""
    tree = summed_as_a_tree("float32", terms)
    assert (tree.additions(terms), tree.rescalings) == (additions, rescalings)


def test_a_declared_arithmetic_is_kept_but_for_the_order_of_its_sums() -> None:
    """Its operands are as coarse as it says."""
    with declaring(named_arithmetic("tf32", "float32"), named_arithmetic("flash", "float64")):
        assert summed_as_a_tree("float32", 99).operands == required_of("float32").operands
        assert summed_as_a_tree("float64", 99).rescalings == 0


def test_the_sizes_are_those_that_are_told() -> None:
    """In the statements of the laws."""
    inputs, classes = wide_matrices.SIZES[1].largest, wide_scores.CLASSES.largest
    for function, size in {"softmax": classes, "matmul": inputs, "affine": inputs}.items():
        statement = law_named(name_of(function)).statement
        assert f" up to {size:,} " in statement
        assert f" blocks of {OF_A_TREE}" in statement
