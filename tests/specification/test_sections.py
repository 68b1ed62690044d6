"""All the finite numbers of float32 are visited, simple ones first, and a fault at one is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn import relu, sigmoid
from mnist_nn.checking.check import Check
from mnist_nn.checking.counterexample import Counterexample
from mnist_nn.specification.inputs.every_number import every_number
from mnist_nn.specification.inputs.sections import (
    NUMBERS,
    SECTIONS,
    Sections,
    section_of_float32,
)
from mnist_nn.specification.relu import RELU
from mnist_nn.specification.sigmoid import SIGMOID
from tests.specification.sections import about_sections

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]


def test_the_sections_have_as_many_numbers_as_are_finite() -> None:
    """Of 2**32 patterns of bits, 2**24 are infinities and NaN."""
    assert NUMBERS * SECTIONS == 2**32 - 2**24


def test_no_number_is_in_a_section_twice() -> None:
    """They rise, as patterns of bits: sections that have no two in common have them all."""
    bits = section_of_float32(4711).view(np.uint32)
    assert len(bits) == NUMBERS
    assert (bits[1:] > bits[:-1]).all()


def test_two_sections_have_no_number_in_common() -> None:
    """Each has its own last digits, the first sections those of numbers of few digits."""
    some = [0, 1, 2, 3, *range(4, SECTIONS, 257)]
    last = [section_of_float32(n).view(np.uint32) % SECTIONS for n in some]
    assert all((digits == digits[0]).all() for digits in last)
    firsts = [int(digits[0]) for digits in last]
    assert len(set(firsts)) == len(some)
    assert firsts[:4] == [0, SECTIONS // 2, SECTIONS // 4, 3 * SECTIONS // 4]


@pytest.mark.parametrize("section", [0, 4711])
def test_a_section_has_finite_numbers_of_every_sign_and_exponent(section: int) -> None:
    """Each of its stretches looks like the whole."""
    x = section_of_float32(section)
    assert np.isfinite(x).all()
    assert len(np.unique(x.view(np.uint32) >> 23)) == 2 * 255


def test_parts_have_all_sections_once() -> None:
    """The last of them has the rest."""
    parts = Sections(3, 20, per_part=7).parts
    assert [(part.first, part.end) for part in parts] == [(3, 10), (10, 17), (17, 20)]


def test_every_number_of_float32_is_visited_in_all_sections() -> None:
    """As many as there are, and no more."""
    domain = every_number(np.dtype(np.float32))
    assert isinstance(domain, Sections)
    assert len(domain.example(SECTIONS - 1, 0)) == 1
    assert domain.example(SECTIONS, 0) == []


def test_a_law_holds_of_sections_of_right_code() -> None:
    """And is known to have been tried on all of them."""
    evidence = Check(about_sections(SIGMOID, Sections(7, 9)), sigmoid, "float32").run(SECTIONS)
    assert (evidence.examples, evidence.whole) == (2, True)


def test_a_fault_at_one_number_is_told_at_that_number() -> None:
    """Whichever it is: here the second of those whose last digit is 1."""
    n = SECTIONS // 2
    x = section_of_float32(n)[1]

    def wrong(numbers: Array) -> Array:
        return np.where(numbers == x, -numbers, relu(numbers))

    with pytest.raises(Counterexample) as refuted:
        Check(about_sections(RELU, Sections(n, n + 1)), wrong, "float32").run(SECTIONS)
    assert f"for x = array([{x!s}], dtype=float32)" in str(refuted.value)


def test_of_many_faults_the_simplest_is_told() -> None:
    """Minus one, and no number with a fraction."""
    with pytest.raises(Counterexample) as refuted:
        Check(about_sections(RELU, Sections(0, 1)), lambda x: x, "float32").run(SECTIONS)
    assert "for x = array([-1.], dtype=float32)" in str(refuted.value)


@pytest.mark.slow
@pytest.mark.parametrize("record", [SIGMOID, RELU], ids=str)
def test_four_million_numbers_are_proved(record: Any) -> None:
    """Those that are told in the fewest digits, of the reference."""
    evidence = Check(about_sections(record, Sections(0, 16)), record.reference, "float32").run(
        SECTIONS
    )
    assert (evidence.examples, evidence.whole) == (16, True)
