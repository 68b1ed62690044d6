"""The premises of the bounds are those of the formats."""

from __future__ import annotations

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
