"""Some numbers that laws need are seldom drawn, and are what their names say."""

from __future__ import annotations

import numpy as np
import pytest

from mnist_nn.checking.check import Check
from mnist_nn.formats import FORMATS, format_of
from mnist_nn.specification.catalogue import SPECIFICATION

every_format = pytest.mark.parametrize("dtype", FORMATS)


@every_format
def test_neighbours_in_a_format_are_among_the_ascending_numbers(dtype: str) -> None:
    """Two between which there is no other."""
    law = SPECIFICATION.law_named("sigmoid.never_falls")
    drawn = [x for (x,) in Check(law, None, dtype).draw(50, 0) if x.size > 1]
    one = FORMATS[dtype].dtype.type(np.inf)
    assert any((np.nextafter(x[:-1], one) == x[1:]).all() for x in drawn)


@every_format
def test_scores_near_the_lowest_number_are_among_those_with_minus_infinity(dtype: str) -> None:
    """Below what may pass for it."""
    law = SPECIFICATION.law_named("softmax.gives_an_impossible_class_nothing")
    drawn = [x[np.isfinite(x)] for (x,) in Check(law, None, dtype).draw(50, 0)]
    lowest = -format_of(FORMATS[dtype].dtype).largest / 2
    assert any((x.astype(float) <= lowest).all() for x in drawn)
