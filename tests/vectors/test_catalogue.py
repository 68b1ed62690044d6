"""The cases: those that follow from the record of a function, and those that are written."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn.specification.catalogue import SPECIFICATION
from mnist_nn.specification.function import Function
from mnist_nn.specification.relu import RELU
from mnist_nn.specification.softmax import SOFTMAX
from mnist_nn.specification.truth import true_identity
from mnist_nn.vectors.catalogue import WRITTEN, cases_of
from mnist_nn.vectors.contract_cases import contract_cases

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.vectors.case import Case

FUNCTIONS = SPECIFICATION.functions.values()
every_function = pytest.mark.parametrize("function", FUNCTIONS, ids=str)
cases = cache(cases_of)
NOTHING = Function("nothing", "nothing(x) = x", true_identity)


def arrays_of(case: Case) -> list[NDArray[Any]]:
    """Return the arrays that a function is given."""
    return list(case.inputs.values())


def test_every_specified_function_has_cases() -> None:
    """Written ones, which a new record does not bring with it."""
    assert {function for written in WRITTEN for function in written.functions} == set(FUNCTIONS)
    assert cases_of(NOTHING, "float32") == []


@pytest.mark.unmeasured
@every_function
def test_a_case_has_the_arguments_of_its_function(function: Function) -> None:
    """By name and in order, in the format that was asked for."""
    for dtype in function.formats:
        for case in cases(function, dtype):
            assert tuple(case.inputs) == function.arguments
            assert {x.dtype.name for x in arrays_of(case)} == {dtype}
            assert case.options.keys() <= function.options.keys()


@pytest.mark.unmeasured
@every_function
def test_a_nan_stands_in_each_argument_in_turn(function: Function) -> None:
    """Of every function that passes it on; in other cases, NaN is due nowhere."""
    marked = {
        name
        for case in cases(function, "float32")
        for name, x in case.inputs.items()
        if np.isnan(x).any()
    }
    assert marked == (set(function.arguments) if function.requires("passes_nan_on") else set())


@pytest.mark.unmeasured
@every_function
def test_an_error_is_due_where_the_record_says_so(function: Function) -> None:
    """Where the shapes do not fit; and elsewhere, a result of the shape that it implies."""
    for case in cases(function, "float32"):
        if case.truth is None:
            assert function.shape(*arrays_of(case)) is None
        else:
            assert case.truth.enclosure.hi.shape == function.shape(*arrays_of(case))


@pytest.mark.unmeasured
@every_function
def test_many_rows_are_tried(function: Function) -> None:
    """70,000 where a few columns are allowed; not all of them are the same."""
    longest = max((arrays_of(case)[0] for case in cases(function, "float32")), key=len)
    assert len(longest) == (70_000 if function.few_columns else 8_257)
    assert (longest != longest[0]).any()


def test_a_row_of_300_scores_has_its_maximum_at_299() -> None:
    """Where whoever looks at the first 256 alone misses it."""
    arrays = [case.inputs["x"] for case in cases(SOFTMAX, "float32")]
    assert 299 in {int(row.argmax()) for x in arrays if x.shape[-1] == 300 for row in x}


def test_of_no_rows_nothing_is_asked_where_an_error_will_do() -> None:
    """No case says: an empty result, or an error."""
    (predict,) = (f for f in FUNCTIONS if not f.requires("of_no_rows_is_empty"))
    assert min(len(arrays_of(case)[0]) for case in cases(predict, "float32")) == 1
    assert min(len(arrays_of(case)[0]) for case in cases(RELU, "float32")) == 0


def test_a_nan_is_due_where_the_record_says_that_it_matters() -> None:
    """In the middle row of a softmax, and in no other."""
    x = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    case = next(contract_cases(SOFTMAX, x))
    assert case.truth is not None
    assert np.isnan(case.truth.enclosure.hi).tolist() == [[False] * 2, [True] * 2, [False] * 2]
    assert np.argwhere(np.isnan(case.inputs["x"])).tolist() == [[1, 1]]
    assert not np.isnan(x).any()


def test_the_truth_of_a_case_is_that_of_ball_arithmetic() -> None:
    """So that the same files are written on every machine."""
    case = cases(SOFTMAX, "float32")[0]
    assert case.truth is not None
    assert (case.truth.enclosure.radius < 2.0**-100).all()
