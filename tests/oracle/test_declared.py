"""Results are judged by the arithmetic that is declared for their format, or by the strict one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mnist_nn.oracle.arithmetic import arithmetic_of
from mnist_nn.oracle.declared import declaring, required_of

POOR = replace(arithmetic_of("float32"), k=64)


def test_a_declared_arithmetic_is_required_of_the_format_of_its_results() -> None:
    """And the strict one of any other format."""
    with declaring(POOR):
        assert required_of("float32") == POOR
        assert required_of(">f4") == POOR
        assert required_of("float64") == arithmetic_of("float64")


def test_what_was_declared_ends_with_its_block() -> None:
    """An error ends it too."""
    with pytest.raises(ZeroDivisionError), declaring(POOR):
        raise ZeroDivisionError
    assert required_of("float32") == arithmetic_of("float32")


def test_a_later_declaration_takes_the_place_of_an_earlier_one() -> None:
    """Until it ends."""
    with declaring(POOR):
        with declaring():
            assert required_of("float32") == arithmetic_of("float32")
        assert required_of("float32") == POOR


def test_a_dtype_without_premises_is_refused() -> None:
    """Whatever is declared."""
    with declaring(POOR), pytest.raises(ValueError, match="int8 is no specified format"):
        required_of("int8")
