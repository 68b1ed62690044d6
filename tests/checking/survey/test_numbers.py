"""Numbers are surveyed in stretches, which cover a format."""

from __future__ import annotations

import numpy as np
import pytest

from mnist_nn.checking.survey.numbers import Numbers, numbers_of, places_of
from mnist_nn.formats import FORMATS

EACH = {name: numbers_of(format_, 0) for name, format_ in FORMATS.items()}
NAMES = pytest.mark.parametrize("name", FORMATS)


@NAMES
def test_every_number_lies_in_its_stretch(name: str) -> None:
    """Between its least and its greatest number."""
    of = EACH[name]
    ends = np.array(of.ends)[places_of(of.x, of.ends)]
    assert ((ends[:, 0] <= of.x.astype(float)) & (of.x.astype(float) <= ends[:, 1])).all()


@NAMES
def test_stretches_ascend_and_leave_no_number_out(name: str) -> None:
    """The number after the greatest of one is the least of the next."""
    of, format_ = EACH[name], FORMATS[name]
    starts, stops = np.array(of.ends).T
    assert (starts[1:] > stops[:-1]).all()
    stops = stops[:-1].astype(format_.dtype)
    after = np.nextafter(stops, np.array(np.inf, format_.dtype)).astype(float)
    assert (after == starts[1:]).all()
    assert (of.ends[0][0], of.ends[-1][1]) == (-format_.largest, format_.largest)


@pytest.mark.parametrize("name", ["float16", "bfloat16"])
def test_of_a_format_of_16_bits_every_finite_number_is_taken(name: str) -> None:
    """Once each."""
    of = EACH[name]
    bits = of.x.view(np.uint16)
    with np.errstate(invalid="ignore"):  # of signalling NaN
        finite = np.isfinite(np.arange(2**16, dtype=np.uint16).view(of.x.dtype))
    assert of.whole
    assert sorted(bits.tolist()) == np.flatnonzero(finite).tolist()


@pytest.mark.parametrize("name", ["float32", "float64"])
def test_of_a_larger_format_both_ends_of_each_stretch_are_taken_and_many_between(
    name: str,
) -> None:
    """As many in each part of it: near -18, for one, none is further than 2^-5 from the next."""
    of = EACH[name]
    assert not of.whole
    assert set(np.array(of.ends).ravel().tolist()) <= set(of.x.astype(float).tolist())
    near = np.sort(of.x[(of.x > -32) & (of.x < -16)].astype(float))
    assert np.diff(near).max() < 2.0**-5


def test_the_seed_decides_which_numbers_are_taken() -> None:
    """The same from the same seed."""

    def drawn(seed: int) -> Numbers:
        return numbers_of(FORMATS["float32"], seed)

    assert (drawn(1).x == drawn(1).x).all()
    assert (drawn(1).x != drawn(2).x).any()
