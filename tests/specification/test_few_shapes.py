"""What compiles anew for each shape is given few shapes, of every kind of size."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mnist_nn.checking.judgement import judge
from mnist_nn.checking.strength import strength_of
from mnist_nn.checking.verdict import Status
from mnist_nn.checking.verify import checks
from mnist_nn.specification.catalogue import CATALOGUE, law_named
from mnist_nn.specification.inputs.few_shapes import IN_A_SWEEP, SIZES, few_shapes
from mnist_nn.specification.inputs.recipe import made
from mnist_nn.specification.inputs.sweep import Sweep
from mnist_nn.targets.reference import REFERENCE

if TYPE_CHECKING:
    from mnist_nn.checking.check import Check
    from mnist_nn.specification.law import Law

COMPILED = replace(REFERENCE, compiles=True)
F4 = np.dtype(np.float32)
SWEPT = [law for law in CATALOGUE if isinstance(law.domain(F4), Sweep)]

A_FEW_DOZEN = 6 * 12


def shapes_of(check: Check, examples: int) -> set[tuple[tuple[int, ...], ...]]:
    """Return the shapes of the arrays in each of the inputs of a check."""
    return {
        tuple(np.shape(a) for a in map(made, inputs) if isinstance(a, np.ndarray))
        for inputs in check.draw(examples, 0)
    }


@pytest.mark.unmeasured
@pytest.mark.parametrize("function", COMPILED.functions)
def test_all_laws_of_a_function_together_try_a_few_dozen_shapes_of_a_dtype(function: str) -> None:
    """However many numbers they try at each."""
    laws = [law for law in CATALOGUE if law.function == function and "float32" in law.dtypes]
    planned = [check for check in checks(COMPILED, laws) if check.dtype == "float32"]
    assert len(set().union(*(shapes_of(check, 6) for check in planned))) <= A_FEW_DOZEN


@pytest.mark.parametrize("law", SWEPT, ids=str)
def test_a_sweep_of_few_shapes_has_many_numbers_at_each(law: Law) -> None:
    """They go round the same places, with other kinds of numbers and other seeds."""
    sweep = law.domain(F4)
    assert isinstance(sweep, Sweep)
    with few_shapes():
        points = [point for n in range(100) for point in sweep.example(n, 0)]
    assert len({point.sizes for point in points}) <= IN_A_SWEEP
    assert len({point.kind for point in points}) == len(sweep.kinds)
    assert len({point.seed for point in points}) > len(points) * 0.9


@pytest.mark.parametrize("law", SWEPT, ids=str)
def test_a_sweep_of_few_shapes_reaches_the_largest_octave_and_the_smallest(law: Law) -> None:
    """And what lies between, evenly."""
    sweep = law.domain(F4)
    assert isinstance(sweep, Sweep)
    with few_shapes():
        sizes = [point.sizes for n in range(IN_A_SWEEP) for point in sweep.example(n, 0)]
    *_, last = sweep.sizes
    assert max(of[-1] for of in sizes) > last.largest / 2 - 2
    assert min(min(of) for of in sizes) == 1


@pytest.mark.parametrize("law", ["sums_to_one", "obeys_the_choice_axiom", "acts_along_any_axis"])
def test_a_shape_that_is_drawn_is_one_of_the_list_and_no_larger(law: str) -> None:
    """So a premise that bounds a size is kept."""
    check = replace(law_check(f"softmax.{law}"), few_shapes=True)
    assert 1 < len({x for x, *_ in shapes_of(check, 100)} & set(SIZES)) < len(SIZES)
    assert {x for x, *_ in shapes_of(check, 100)} <= set(SIZES)


def test_a_subset_of_the_classes_has_as_many_whatever_the_seed() -> None:
    """What is chosen has a shape, too."""
    check = replace(law_check("softmax.obeys_the_choice_axiom"), few_shapes=True)
    kept = {(x.shape, int(keep.sum())) for x, keep in check.draw(100, 0)}
    assert len(kept) == len({shape for shape, _ in kept})


def law_check(law: str) -> Check:
    """Return the check of a law at float32."""
    return next(c for c in checks(REFERENCE, [law_named(law)]) if c.dtype == "float32")


def test_all_inputs_of_few_shapes_prove_nothing_of_the_others() -> None:
    """The law holds; where all shapes are tried, it is proved."""
    check = law_check("softmax.of_no_rows_is_empty")
    assert judge(check, 100).verdict.status == Status.PROVED
    assert judge(replace(check, few_shapes=True), 100).verdict.status == Status.HELD


def test_a_mutant_that_few_shapes_do_not_refute_is_out_of_their_reach() -> None:
    """It shows no hole in the laws: a kernel that is wrong at one size is not asked there."""
    few = checks(COMPILED, [law for law in CATALOGUE if law.function == "relu"])
    strength = strength_of("relu", few, 1, 0)
    assert strength.out_of_reach
    assert strength.survived == ()
