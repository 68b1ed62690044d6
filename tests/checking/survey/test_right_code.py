"""No survey tells of right code that it is off by more than is allowed."""

from __future__ import annotations

import pytest

from mnist_nn.checking.survey.surveying import survey_of
from mnist_nn.specification.catalogue import SPECIFICATION
from tests.specification.variants import VARIANTS, widened

FUNCTIONS = SPECIFICATION.functions


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "dtype"), [(name, dtype) for name, f in FUNCTIONS.items() for dtype in f.formats]
)
def test_the_reference_is_within_what_is_allowed(name: str, dtype: str) -> None:
    """Wherever it is asked."""
    specified = FUNCTIONS[name]
    assert specified.reference
    survey = survey_of(specified, specified.reference, dtype)
    assert survey.beyond == 0
    assert survey.count + survey.exact > 0


@pytest.mark.slow
@pytest.mark.parametrize("dtype", ["float32", "float16"])
@pytest.mark.parametrize("name", ["sigmoid", "softmax", "matmul"])
def test_other_right_code_is_too(name: str, dtype: str) -> None:
    """Another algorithm, or another order of summation, as far as it answers in time."""
    surveys = [survey_of(FUNCTIONS[name], widened(f), dtype) for f in VARIANTS[name]]
    assert [survey.beyond for survey in surveys] == [0] * len(VARIANTS[name])
