"""An ulp is the distance between neighbours in a format."""

from __future__ import annotations

import numpy as np
import pytest

from mnist_nn.checking.survey.ulp import ulp
from mnist_nn.formats import FORMATS


@pytest.mark.parametrize("name", ["float64", "float32", "float16"])
def test_an_ulp_leads_to_the_next_number_of_the_format(name: str) -> None:
    """From the smallest number on, as NumPy's own spacing says."""
    format_ = FORMATS[name]
    exponents = np.linspace(np.log2(format_.smallest), np.log2(format_.largest) - 1, 500)
    y = np.exp2(exponents).astype(format_.dtype)
    assert (ulp(y, format_) == np.spacing(y).astype(float)).all()
    assert (ulp(-y, format_) == ulp(y, format_)).all()


def test_an_ulp_of_bfloat16_leads_to_its_next_number_too() -> None:
    """Of every positive number but the largest, of which there is no next."""
    format_ = FORMATS["bfloat16"]
    largest = int(np.array(format_.largest).astype(format_.dtype).view(np.uint16))
    numbers = np.arange(largest + 1, dtype=np.uint16).view(format_.dtype).astype(float)
    assert (ulp(numbers[:-1], format_) == np.diff(numbers)).all()
