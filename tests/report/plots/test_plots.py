"""The plots of a run, and what is said of each."""

from __future__ import annotations

from dataclasses import replace

from mnist_nn.report.plots.plots import plots_of
from tests.report.plots.pictures import SVG, read
from tests.report.plots.surveys import EXACT, RIGHT, SIZES, WRONG


def test_each_function_has_a_profile_for_each_dtype_and_a_plot_of_shares() -> None:
    """What is exact everywhere has none."""
    half = replace(RIGHT, dtype="float16")
    assert [plot.title for plot in plots_of([RIGHT, half, EXACT, SIZES])] == [
        "sigmoid float32",
        "sigmoid float16",
        "sigmoid: error over allowed",
        "softmax float32",
        "softmax: error over allowed",
    ]


def test_what_has_no_stretches_has_no_profile() -> None:
    """A function that has no sizes."""
    (plot,) = plots_of([replace(RIGHT, along="", stretches=())])
    assert plot.title == "sigmoid: error over allowed"


def test_the_conclusion_is_said_below_the_picture_and_in_it() -> None:
    """To those who do not see it."""
    profile, shares = plots_of([RIGHT])
    said = (
        "All is within what is allowed; nearest to it come 1.5 ulp at x = 2.5, where 3 ulp are "
        "allowed. Half of all is off by at most 0.25 ulp, and at worst 1.5 ulp at x = 2.5, where "
        "3 ulp are allowed."
    )
    assert profile.caption == f"1,000 numbers of float32, of all binades. {said}"
    assert read(profile.svg).findtext(f"{SVG}desc") == said
    half = "float32: half use at most 0.12, and none more than 0.5."
    assert shares.caption.startswith(f"Of what is allowed: {half} ")


def test_what_is_wrong_is_said_first() -> None:
    """How many results, and the worst of them."""
    profile, shares = plots_of([WRONG])
    wrong = "20 of 1,000 results are off by more than is allowed"
    worst = "; the worst is 1.05e6 ulp at x = -18.25 <b>, where 3 ulp are allowed."
    assert profile.caption.endswith(wrong + worst)
    assert f"float32: {wrong}." in shares.caption


def test_the_inputs_are_told() -> None:
    """All numbers of a format, or sizes up to the largest."""
    whole, _ = plots_of([replace(RIGHT, whole=True, exact=24)])
    sizes, _ = plots_of([SIZES])
    assert whole.caption.startswith("All 1,024 finite numbers of float32. ")
    assert sizes.caption.startswith("1,000 results of arrays with 1 to 2,047 classes. ")


def test_where_no_true_value_is_a_normal_number_nothing_is_said_in_ulp_of_all() -> None:
    """There is no median."""
    profile, _ = plots_of([replace(RIGHT, worst=None, quantiles=())])
    assert profile.caption.endswith("where 3 ulp are allowed.")
    assert "Half" not in profile.caption


def test_it_is_said_if_not_all_was_asked() -> None:
    """And why."""
    profile, _ = plots_of([replace(RIGHT, trouble="it was slow")])
    assert profile.caption.endswith(" Not all was asked: it was slow.")
