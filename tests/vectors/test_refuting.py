"""Test vectors alone refute every mutant that gives wrong numbers, and nothing that is right."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from mnist_nn.mutants.catalogue import MUTANTS
from mnist_nn.targets.implementation import SPECIFIED
from mnist_nn.targets.reference import REFERENCE
from mnist_nn.vectors.reading import check, failures, read
from mnist_nn.vectors.refuting import Refutations, refutations
from tests.specification.variants import VARIANTS, widened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BEYOND_NUMBERS = {
    r".*\.(uses_its(_last)?_input_as_scratch|adds_in_place)": "it writes to its input",
    r".*\.reuses_its_output": "it writes to an earlier result",
    r".*\.leaves_one_number_unwritten": "it is wrong now and then, and no case is called so often",
    r".*\.remembers_(what_was_at|results_by)_.*": "it is wrong when memory is used again",
    r".*\.returns_the_same_array_again": "it is wrong when its result was written to",
    r".*\.returns_the_memory_of_its_input": "it writes to its input",
    r".*\.returns_the_array_that_it_need_not_change": "its result is its input",
    r".*\.reads_one_number_b(eyond|efore)_.*": "it reads beyond its input",
    r"softmax\.(takes|reads)_many_dimensions_\w+": "it misreads a view",
    r".*\.ignores_(strides|the_byte_order)(_of_\w+)?": "it misreads a layout in memory",
    r".*\.ignores_the_memory_order": "it misreads Fortran order",
    r"softmax\.(takes_rows_for_packed|reads_past_a_broadcast)": "it misreads a view",
    r"affine\.adds_the_bias_by_row_in_column_order": "it misreads Fortran order",
    r".*\.warns_all_the_same": "it warns",
    r"softmax\.wraps_many_integers_around": "it misreads integers",
    r"softmax\.reads_wide_matrices_in_the_order_of_memory": "it misreads Fortran order",
    r"relu\.hides_nan_with_a_sign": "the NaN of a file has no sign",
    r".*\.(ignores_the_sign_of_integers(_of_\w+)?|wraps_integers_around)": "it misreads integers",
    r"relu\.leaks_at_every_other_integer": "it misreads integers",
    r"sigmoid\.is_wrong_for_one_number_of_float16": "5 MB do not hold sigmoid of every number",
    r"(step|predict)\.returns_float32": "it returns another dtype, if any, with the same numbers",
    r"predict\.invents_an_image": "for no images, nothing or an error is due: no case can say so",
}
"""What makes a mutant wrong whose numbers are right, by its name."""


read_once = cache(read)


def is_beyond_numbers(name: str) -> bool:
    """Return whether a mutant of this name gives the right numbers."""
    return any(re.fullmatch(pattern, name) for pattern in BEYOND_NUMBERS)


def misreads(name: str) -> bool:
    """Return whether a mutant of this name is wrong in what it makes of other arrays alone."""
    reasons = [why for pattern, why in BEYOND_NUMBERS.items() if re.fullmatch(pattern, name)]
    return any(
        why.startswith(("it misreads", "it writes to its input", "the NaN")) for why in reasons
    )


def test_every_mutant_that_gives_wrong_numbers_is_refuted(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of the others has a reason not to be."""
    wrong = tuple(mutant for mutant in MUTANTS if not is_beyond_numbers(str(mutant)))
    monkeypatch.setattr("mnist_nn.vectors.refuting.MUTANTS", wrong)
    assert refutations(folder) == Refutations(refuted=wrong, others=())


@pytest.mark.parametrize("function", SPECIFIED)
def test_what_misreads_other_arrays_or_writes_to_them_gives_right_numbers(
    folder: Path, function: str
) -> None:
    """Of arrays of float32 that lie in C order, a thousand numbers at most, but not of none."""
    cases = [
        vector
        for vector in read(function, folder, ["float32"])
        if all(x.size for x in vector.inputs) and sum(x.size for x in vector.inputs) <= 1000
    ]
    others = [mutant for mutant in MUTANTS if mutant.function == function and misreads(str(mutant))]
    assert [str(mutant) for mutant in others if list(failures(cases, mutant))] == []


@pytest.mark.slow
def test_every_reason_not_to_be_refuted_has_a_mutant_that_needs_it(folder: Path) -> None:
    """On which all vectors are tried in vain."""
    others = [str(mutant) for mutant in refutations(folder).others]
    for pattern, reason in BEYOND_NUMBERS.items():
        assert [name for name in others if re.fullmatch(pattern, name)], reason


@pytest.mark.unmeasured
@pytest.mark.parametrize("function", SPECIFIED)
def test_the_reference_passes(folder: Path, function: str) -> None:
    """Every vector of every function."""
    assert check(function, REFERENCE.functions[function], folder) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("function", "variant"),
    [(function, variant) for function, variants in VARIANTS.items() for variant in variants],
)
def test_what_is_right_in_another_way_passes(
    folder: Path, function: str, variant: Callable[..., Any]
) -> None:
    """Any order of summation, any form of the exponential, in float32 at least."""
    assert list(failures(read_once(function, folder), widened(variant))) == []
