"""A survey asks a function for results, and tells how far they are off, whatever it does."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn import sigmoid, softmax
from mnist_nn.checking.survey import questions, surveying
from mnist_nn.checking.survey.surveying import survey_of
from mnist_nn.formats import FORMATS
from mnist_nn.mutants.sigmoid_windows import falls_below_zero_near_minus_18
from mnist_nn.oracle.arithmetics import named_arithmetic
from mnist_nn.oracle.declared import declaring
from mnist_nn.specification.failure import Hang
from mnist_nn.specification.inputs.point import Size
from mnist_nn.specification.inputs.sections import NUMBERS
from mnist_nn.specification.inputs.wide_scores import wide_rows
from mnist_nn.specification.predict import PREDICT, predict
from mnist_nn.specification.relu import RELU
from mnist_nn.specification.sigmoid import SIGMOID
from mnist_nn.specification.softmax import SOFTMAX
from mnist_nn.specification.truth import true_sigmoid

if TYPE_CHECKING:
    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.inputs.sweep import Sweep
    from mnist_nn.specification.truth import Truth


def narrow(dtype: np.dtype[Any]) -> Sweep:
    """Visit scores of few classes."""
    return replace(wide_rows(dtype), sizes=(Size("rows", 9), Size("classes", 40)))


NARROW_SOFTMAX = replace(SOFTMAX, wide=narrow)


def test_every_number_of_a_small_format_is_compared() -> None:
    """The reference computes in a wider one, and is off by half an ulp at most."""
    survey = survey_of(SIGMOID, sigmoid, "float16")
    assert (survey.along, survey.whole, survey.count) == ("x", True, 63_488)
    assert survey.worst
    assert 0.49 < survey.worst.error <= 0.5
    assert (survey.beyond, survey.trouble) == (0, "")


def test_all_numbers_of_float32_are_compared_where_it_is_exhaustive(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Section by section, however long it takes: here it has two."""
    monkeypatch.setattr(questions, "SECTIONS", 2)
    monkeypatch.setattr(surveying, "LONGEST", -1.0)
    survey = survey_of(SIGMOID, sigmoid, "float32", exhaustive=True)
    assert (survey.count, survey.whole, survey.trouble) == (2 * NUMBERS, True, "")
    assert survey.stretches[0].start == -survey.stretches[-1].stop == -FORMATS["float32"].largest


def test_of_other_formats_no_more_is_asked_where_it_is_exhaustive() -> None:
    """float64 has too many numbers, and float16 so few that they are all compared anyway."""
    wide, narrow_one = (
        survey_of(SIGMOID, sigmoid, dtype, exhaustive=True) for dtype in ("float64", "float16")
    )
    assert (wide.whole, narrow_one.whole) == (False, True)


def test_a_few_wrong_numbers_of_a_large_format_are_found_and_told() -> None:
    """Two windows of 2^-5 near -18, where a shipped sigmoid fell below 0."""
    survey = survey_of(SIGMOID, falls_below_zero_near_minus_18, "float32")
    assert not survey.whole
    assert survey.beyond > 0
    wrong = [s for s in survey.stretches if s.nearest.share > 1]
    assert all(s.start >= -20 and s.stop <= -18 for s in wrong)
    assert survey.nearest
    assert survey.nearest.at.startswith("x = -18.")


def test_what_is_exact_is_told_to_be() -> None:
    """There is nothing to plot."""
    survey = survey_of(RELU, lambda x: np.maximum(x, 0), "bfloat16")
    assert (survey.is_exact, survey.count, survey.stretches) == (True, 0, ())
    assert survey.quantiles == ()


def test_a_function_of_rows_is_surveyed_along_their_size() -> None:
    """Octave by octave."""
    survey = survey_of(NARROW_SOFTMAX, softmax, "float32")
    assert survey.along == "classes"
    assert [(s.start, s.stop) for s in survey.stretches][-2:] == [(16, 31), (32, 40)]
    assert survey.worst
    assert survey.worst.at.startswith("classes = ")


def test_a_fault_from_a_size_on_is_seen_there() -> None:
    """And not below."""

    def wrong(x: FloatArray, axis: int = -1) -> FloatArray:
        return softmax(x, axis=axis) * (1 if x.shape[axis] < 32 else 2)

    survey = survey_of(NARROW_SOFTMAX, wrong, "float32")
    assert [s.start for s in survey.stretches if s.nearest.share > 1] == [32]


def test_a_function_without_sizes_is_surveyed_on_what_is_drawn() -> None:
    """It has no stretches."""
    survey = survey_of(PREDICT, predict, "float32")
    assert (survey.along, survey.stretches, survey.beyond) == ("", (), 0)
    assert survey.count % 10 == 0
    assert survey.worst
    assert survey.worst.at.startswith("mnist_images(")


def test_a_function_of_rows_alone_is_surveyed_on_what_is_drawn_too() -> None:
    """What has but one size has none to lead upwards."""
    rows = replace(SOFTMAX, wide=lambda dtype: replace(narrow(dtype), sizes=(Size("rows", 9),)))
    survey = survey_of(rows, softmax, "float32")
    assert survey.along == ""
    assert survey.count > 0


def test_a_function_is_not_asked_for_numbers_of_which_the_truth_is_not_known() -> None:
    """Its record says whether it is; there are arrays of other numbers, of all sizes."""
    unknown = replace(SIGMOID, extremes=None, wide=None)
    survey = survey_of(unknown, sigmoid, "float16")
    assert survey.along == ""
    assert survey.count > 0


def test_results_are_judged_by_the_declared_arithmetic() -> None:
    """Which allows more."""
    with declaring(named_arithmetic("fast-exp", "float32")):
        weak = survey_of(NARROW_SOFTMAX, softmax, "float32")
    strict = survey_of(NARROW_SOFTMAX, softmax, "float32")
    assert weak.nearest
    assert strict.nearest
    assert weak.nearest.share < strict.nearest.share


@pytest.mark.parametrize("error", [ValueError("no\nmore"), Hang("no")])
def test_whoever_breaks_is_surveyed_up_to_there(error: BaseException) -> None:
    """What it raised is told in a line."""
    calls = 0

    def breaks(x: FloatArray) -> FloatArray:
        nonlocal calls
        calls += 1
        if calls > 2:
            raise error
        return sigmoid(x)

    survey = survey_of(SIGMOID, breaks, "float16")
    assert survey.count == 63_488 / 8 * 2
    assert not survey.whole
    assert survey.trouble == f"after 15,872 results it ended with {type(error).__name__}: no"


def test_whoever_is_slow_is_asked_for_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """At once for nothing more after some seconds, or earlier if each octave was visited."""
    monkeypatch.setattr(surveying, "LONGEST", -1.0)
    assert survey_of(SIGMOID, sigmoid, "float16").trouble.startswith("after 0 results it had taken")


def test_whoever_is_less_slow_is_asked_once_for_each_octave(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """So that something is seen of all sizes."""
    monkeypatch.setattr(surveying, "SECONDS", -1.0)
    survey = survey_of(NARROW_SOFTMAX, softmax, "float32")
    assert len(survey.stretches) == 6
    assert survey.trouble


def test_whoever_changes_its_input_is_judged_by_what_was_given() -> None:
    """There is a law about that."""

    def writes(x: FloatArray) -> FloatArray:
        y = sigmoid(x)
        x[:] = 0
        return y

    assert survey_of(SIGMOID, writes, "float16").beyond == 0


def test_what_warns_is_surveyed_in_silence() -> None:
    """There is a law about functions; a truth may warn of the largest numbers."""

    def warns(x: FloatArray) -> FloatArray:
        warnings.warn("of x", stacklevel=1)
        return sigmoid(x)

    def truth_that_warns(x: FloatArray) -> Truth:
        np.float64(1e308) * np.float64(10)
        return true_sigmoid(x)

    specified = replace(SIGMOID, truth=truth_that_warns)
    assert survey_of(specified, warns, "float16").beyond == 0
