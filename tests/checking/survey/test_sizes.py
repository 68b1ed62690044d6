"""Arguments are led through all sizes, and the cost of each is bounded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.checking.survey.sizes import octaves, sized
from mnist_nn.specification.inputs.point import Size
from mnist_nn.specification.inputs.wide_scores import wide_rows

if TYPE_CHECKING:
    from mnist_nn.specification.inputs.sweep import Sweep

SWEEP: Sweep = replace(
    wide_rows(np.dtype(np.float32)), sizes=(Size("rows", 70_000), Size("classes", 600))
)
VISITED = list(sized(SWEEP, 0))


def test_powers_of_two_are_visited_and_the_sizes_beside_them() -> None:
    """Up to the largest."""
    sizes = {of.size for of in VISITED}
    assert sizes == {min(2**k + beside, 600) or 1 for k in range(10) for beside in (-1, 0, 1)}


def test_each_size_lies_in_its_octave() -> None:
    """Which the arguments have, too."""
    for of in VISITED:
        first, last = octaves(SWEEP)[of.place]
        assert first <= of.size <= last
        assert of.arguments[0].shape[1] == of.size


def test_an_array_has_at_most_64_rows_and_2048_scores_if_one_row_has_no_more() -> None:
    """So that a survey takes seconds."""
    assert all(len(of.arguments[0]) == max(1, min(64, 2**11 // of.size)) for of in VISITED)


def test_what_is_simple_is_left_out_and_all_else_is_tried_of_small_sizes() -> None:
    """Beyond 256 it is less."""
    kinds = set(SWEEP.kinds[len(SWEEP.kinds) // 3 :])
    assert {of.kind for of in VISITED if of.size == 8} == kinds
    assert len({of.kind for of in VISITED if of.size == 512}) == 1


def test_above_8192_there_is_no_size_one_less_than_a_power_of_two() -> None:
    """What is large is visited twice in each octave."""
    large = replace(SWEEP, sizes=(Size("rows", 1), Size("classes", 2**14 + 1)))
    assert [of.size for of in sized(large, 0) if of.size > 2**13 + 1] == [2**14, 2**14 + 1]


def test_every_third_octave_is_visited_before_those_between() -> None:
    """A slow function is surveyed at few sizes, of which some are large."""
    assert [of.size for of in VISITED[:10]] == [1, 8, 64, 512, 2, 16, 128, 4, 32, 256]
