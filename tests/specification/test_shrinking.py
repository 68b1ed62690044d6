"""Stretches are cut in half as long as a half fails."""

from __future__ import annotations

from mnist_nn.specification.inputs.shrinking import shortest


def test_a_fault_that_needs_two_places_is_not_cut_apart() -> None:
    """Neither half of what holds both fails."""
    assert shortest(0, 16, lambda start, stop: start <= 1 and stop > 2) == (0, 4)
