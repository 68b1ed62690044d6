"""The premises of the bounds are those of the formats."""

from __future__ import annotations

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


@pytest.mark.parametrize("premise", ["exact_at_zero", "to_nearest"])
def test_1_is_kept_exactly_by_both_premises_together(premise: str) -> None:
    """The strict arithmetics state both."""
    strict = arithmetic_of("float32")
    assert strict.keeps_one
    assert not replace(strict, **{premise: False}).keeps_one


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
