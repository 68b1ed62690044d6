"""The premises of the bounds are those of the formats."""

from __future__ import annotations

import numpy as np
import pytest

from mnist_nn.oracle.arithmetic import arithmetic_of


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16"])
def test_the_storage_format_is_that_of_the_dtype(dtype: str) -> None:
    """Half the distance from 1 to the next number, and the smallest normal one."""
    storage, info = arithmetic_of(dtype).storage, np.finfo(dtype)
    assert storage.u == info.eps / 2
    assert storage.eta == info.tiny


@pytest.mark.parametrize("dtype", ["int8", "complex64", "longdouble"])
def test_a_dtype_without_premises_is_refused(dtype: str) -> None:
    """The error names the dtypes that have some."""
    with pytest.raises(ValueError, match="only for float64, float32, float16"):
        arithmetic_of(dtype)
