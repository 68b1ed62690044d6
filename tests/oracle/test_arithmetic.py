"""The premises of the bounds are those of the formats."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import ml_dtypes
import numpy as np
import pytest

from mnist_nn.formats import FLOAT32
from mnist_nn.oracle.arithmetic import arithmetic_of


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16"])
def test_the_storage_format_is_that_of_the_dtype(dtype: str) -> None:
    """Half the distance from 1 to the next number, and the smallest normal one."""
    storage, info = arithmetic_of(dtype).storage, np.finfo(dtype)
    assert storage.u == info.eps / 2
    assert storage.eta == info.tiny


def test_the_storage_format_of_bfloat16_is_its_own() -> None:
    """Eight bits of significand, with the range of float32."""
    storage, one = arithmetic_of(ml_dtypes.bfloat16).storage, np.ones((), ml_dtypes.bfloat16)
    assert storage.u == float(np.nextafter(one, 2 * one) - one) / 2
    assert storage.eta == np.finfo(np.float32).tiny


@pytest.mark.parametrize("dtype", ["float16", ml_dtypes.bfloat16])
def test_half_precision_is_computed_in_float32(dtype: Any) -> None:
    """A bound on sums in half precision itself would be void."""
    assert arithmetic_of(dtype).working == FLOAT32


@pytest.mark.parametrize("dtype", ["int8", "complex64", "longdouble"])
def test_a_dtype_without_premises_is_refused(dtype: str) -> None:
    """The error names the dtypes that have some."""
    with pytest.raises(ValueError, match="expected one of float64, float32, float16, bfloat16"):
        arithmetic_of(dtype)


def test_1_is_kept_exactly_by_two_premises_together() -> None:
    """The strict arithmetics state both."""
    strict = arithmetic_of("float32")
    assert strict.keeps_one
    assert not replace(strict, exact_at_zero=False).keeps_one
    assert not replace(strict, to_nearest=False).keeps_one


def test_no_number_times_its_rounded_reciprocal_is_rounded_to_more_than_1() -> None:
    """Of all float16 numbers whose reciprocal is one, each operation rounded to the nearest."""
    e = np.arange(1 << 16, dtype=np.uint16).view(np.float16)
    e = e[(e >= 2.0**-14) & (e <= 2.0**14)]
    products = e * (1 / e)
    assert products.max() == 1 > products.min()


def test_a_quotient_of_a_term_and_a_sum_of_all_is_at_most_1() -> None:
    """In float16, where many a sum is rounded to its greatest term."""
    e = np.random.default_rng(0).uniform(0.5, 1, (1000, 8)).astype(np.float16)
    e[:, 1:] *= np.float16(2.0**-12)
    total = np.add.accumulate(e, axis=-1)[:, -1:]
    assert (e / total).max() == (e * (1 / total)).max() == 1


@pytest.mark.parametrize("n", [1, 2, 15, 16, 17, 31, 32, 33, 100, 1000])
@pytest.mark.parametrize("block", [1, 2, 3, 16, math.inf])
def test_a_term_passes_as_many_additions_as_the_blocks_make_it(n: int, block: float) -> None:
    """Counted in sums of blocks, and of pairs of partial sums, the last of them alone if odd."""
    size = int(min(block, n))
    passed = [len(range(start, min(start + size, n))) - 1 for start in range(0, n, size)]
    while len(passed) > 1:
        pairs = [passed[i : i + 2] for i in range(0, len(passed), 2)]
        passed = [max(pair) + len(pair) - 1 for pair in pairs]
    arithmetic = replace(arithmetic_of("float32"), blocks=block)
    assert passed[0] <= arithmetic.additions(n) <= passed[0] + (block < n)
