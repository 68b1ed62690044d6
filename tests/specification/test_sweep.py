"""A sweep reaches every size and every kind of numbers, and tells the smallest size that fails."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn.checking.plan import EXAMPLES
from mnist_nn.specification.catalogue import CATALOGUE, SPECIFICATION, law_named
from mnist_nn.specification.inputs.enumeration import order_of
from mnist_nn.specification.inputs.point import Point, Size
from mnist_nn.specification.inputs.recipe import made
from mnist_nn.specification.inputs.sizes import POPULAR, VOCABULARIES
from mnist_nn.specification.inputs.sweep import COST, LARGE, Sweep
from mnist_nn.specification.inputs.wide_arguments import of_every_size
from mnist_nn.specification.law import Level

if TYPE_CHECKING:
    from mnist_nn.specification.law import Law

F4 = np.dtype(np.float32)
SWEPT = [law for law in CATALOGUE if isinstance(law.domain(F4), Sweep)]


REQUIRED = [law for law in SWEPT if law.level == Level.REQUIRED]


def swept_alike(law: Law) -> tuple[str, Any]:
    """Return which function is led through which sizes."""
    sweep = law.domain(F4)
    assert isinstance(sweep, Sweep)
    return law.function, sweep.sizes


TOGETHER = {
    key: [law for law in SWEPT if swept_alike(law) == key] for key in map(swept_alike, REQUIRED)
}
of_every_function = pytest.mark.parametrize(
    "laws", TOGETHER.values(), ids=[f"{name} of {len(sizes)} sizes" for name, sizes in TOGETHER]
)
every_sweep = pytest.mark.parametrize("law", SWEPT, ids=str)


@cache
def points(law: Law, dtype: str, examples: int) -> list[Point]:
    """Return the points of a run of a law."""
    sweep = law.domain(np.dtype(dtype))
    assert isinstance(sweep, Sweep)
    seed = order_of(law, dtype, 0)
    return [point for n in range(examples) for point in sweep.example(n, seed)]


def in_a_default_run(law: Law) -> list[Point]:
    """Return the points of a default run at each of its formats."""
    return [point for dtype in law.dtypes for point in points(law, dtype, EXAMPLES)]


@pytest.mark.unmeasured
@of_every_function
def test_every_power_of_two_is_reached_and_one_below_and_one_above(laws: list[Law]) -> None:
    """Of each size, up to its limit, in a default run of the laws of a function together."""
    run = [point for law in laws for point in in_a_default_run(law)]
    reached = list(zip(*(point.sizes for point in run), strict=True))
    sweep = laws[0].domain(F4)
    assert isinstance(sweep, Sweep)
    for size, seen in zip(sweep.sizes, reached, strict=True):
        near = {2**k + d for k in range(size.largest.bit_length()) for d in (-1, 0, 1)}
        assert {n for n in near if 0 < n <= size.largest} <= set(seen), size.name


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    "law",
    [law for law in REQUIRED if law.domain(F4).per_example >= 12],  # type: ignore[union-attr]
    ids=str,
)
def test_every_size_that_models_have_is_reached(law: Law) -> None:
    """In a default run, where an example has several inputs; of other laws, in most runs."""
    sweep, run = law.domain(F4), in_a_default_run(law)
    assert isinstance(sweep, Sweep)
    for i, size in enumerate(sweep.sizes):
        known = {n for n in (*POPULAR, *VOCABULARIES) if n <= size.largest}
        assert known <= {point.sizes[i] for point in run}, size.name


@pytest.mark.unmeasured
@of_every_function
def test_every_kind_is_reached_in_every_octave(laws: list[Law]) -> None:
    """Of each size, in a default run of the laws of a function together.

    Octaves in which an input costs much count as one: few are visited there.
    """
    run = [point for law in laws for point in in_a_default_run(law)]
    sweep, last = laws[0].domain(F4), COST.bit_length()
    assert isinstance(sweep, Sweep)
    for i, size in enumerate(sweep.sizes):
        seen = {(point.kind, min(point.sizes[i].bit_length(), last)) for point in run}
        octaves = range(1, min(size.largest.bit_length(), last) + 1)
        assert seen >= {(kind, octave) for kind in sweep.kinds for octave in octaves}, size.name


@pytest.mark.unmeasured
@every_sweep
def test_an_input_costs_no_more_than_is_said_or_than_one_of_its_sizes_does(law: Law) -> None:
    """One place says it."""
    sweep = law.domain(F4)
    assert isinstance(sweep, Sweep)
    for point in in_a_default_run(law):
        ones = [1] * len(point.sizes)
        alone = [sweep.cost(*ones[:i], size, *ones[i + 1 :]) for i, size in enumerate(point.sizes)]
        assert sweep.cost(*point.sizes) <= max(LARGE * COST, 3 * max(alone))


@every_sweep
def test_an_input_is_finite_or_minus_infinity_or_nan_where_a_law_says_so(law: Law) -> None:
    """And it is of the dtype that was asked for."""
    for dtype in law.dtypes:
        sweep = law.domain(np.dtype(dtype))
        assert isinstance(sweep, Sweep)
        for point in points(law, dtype, 3):
            arrays = [a for a in map(made, sweep.inputs(point)) if isinstance(a, np.ndarray)]
            assert {a.dtype for a in arrays} == {np.dtype(dtype)}
            unusual = sum(int(np.sum(np.isnan(a) | np.isposinf(a))) for a in arrays)
            assert unusual <= ("at_any_size" in law.name and "nan" in law.name)


def test_one_seed_gives_the_same_inputs_again_and_another_gives_others() -> None:
    """Nothing else decides them."""
    sweep = SWEPT[0].domain(F4)
    assert isinstance(sweep, Sweep)
    assert sweep.example(7, 1) == sweep.example(7, 1) != sweep.example(7, 2)


def staircase(point: Point) -> tuple[Any, ...]:
    """Return an array of two sizes, all zeros or all ones."""
    return (np.full(point.sizes, point.kind == "ones", np.float32),)


TWO_SIZES = Sweep(
    (Size("rows", 100), Size("columns", 5000)), ("zeros", "ones"), lambda m, n: m * n, staircase
)


def test_sizes_shrink_to_the_smallest_that_fails() -> None:
    """Each by itself, and what is said is what was tried."""
    found, boundary = TWO_SIZES.smallest(
        Point((60, 4000), "zeros", 9), lambda point: point.sizes[0] >= 3 and point.sizes[1] >= 1025
    )
    assert found.sizes == (3, 1025)
    assert boundary == "the smallest that fails: 3 rows (2 hold), 1,025 columns (1,024 hold)"


def test_a_fault_of_every_size_has_no_boundary() -> None:
    """It is shown at the smallest input."""
    found, boundary = TWO_SIZES.smallest(Point((60, 4000), "zeros", 9), lambda _: True)
    assert (found.sizes, boundary) == ((1, 1), "")


def test_a_simpler_kind_is_shown_if_it_fails_too() -> None:
    """Zeros before ones."""
    found, _ = TWO_SIZES.smallest(Point((5, 5), "ones", 9), lambda _: True)
    assert found.kind == "zeros"
    found, _ = TWO_SIZES.smallest(Point((5, 5), "ones", 9), lambda point: point.kind == "ones")
    assert found.kind == "ones"


def test_another_seed_is_tried_at_a_smaller_size() -> None:
    """The numbers of the first may happen to be right there."""
    found, _ = TWO_SIZES.smallest(
        Point((1, 900), "zeros", 9), lambda point: point.sizes[1] >= (500 if point.seed else 300)
    )
    assert (found.sizes, found.seed) == ((1, 300), 0)


def test_a_few_numbers_are_told_by_themselves_and_many_as_a_recipe() -> None:
    """[0, 1] is read at sight."""
    few = law_named("identity.is_the_identity_at_any_size").domain(F4)
    assert isinstance(few, Sweep)
    (array,) = few.inputs(Point((2, 4), few.kinds[0], 0))
    assert isinstance(array, np.ndarray)
    (recipe,) = few.inputs(Point((2, 5), few.kinds[0], 0))
    assert repr(recipe) == f"numbers_of('float32', (2, 5), {few.kinds[0]!r}, 0)"


def test_a_function_without_arguments_of_every_size_has_no_sweep() -> None:
    """An error says so, before a law is tried on nothing."""
    with pytest.raises(ValueError, match="predict: its record has no arguments of every size"):
        of_every_size(SPECIFICATION.functions["predict"])
