"""What was asked for is selected, or refused with a hint; nothing at all is never selected."""

from __future__ import annotations

from typing import Any

import pytest

from mnist_nn.specification.catalogue import CATALOGUE
from mnist_nn.specification.selection import selected


def test_all_laws_are_selected_where_nothing_is_said() -> None:
    """At all their dtypes."""
    assert selected(CATALOGUE) == CATALOGUE


def test_the_laws_of_a_function_are_selected() -> None:
    """And of no other."""
    assert {law.function for law in selected(CATALOGUE, functions=["relu", "step"])} == {
        "relu",
        "step",
    }


def test_a_law_is_selected_by_its_full_name() -> None:
    """With the function's."""
    assert [str(law) for law in selected(CATALOGUE, names=["mlp.sums_to_one"])] == [
        "mlp.sums_to_one"
    ]


def test_a_law_is_selected_by_its_own_name() -> None:
    """Of every function that has it."""
    found = [str(law) for law in selected(CATALOGUE, names=["sums_to_one"])]
    assert found == ["softmax.sums_to_one", "mlp.sums_to_one"]


def test_a_dtype_is_selected() -> None:
    """What is not stated for it is left out."""
    assert {law.dtypes for law in selected(CATALOGUE, dtypes=["int8"])} == {("int8",)}


def test_laws_of_every_number_are_stated_at_float32_where_that_is_asked_for() -> None:
    """It takes minutes to try all of these, and so they are not tried otherwise."""
    every = ["is_the_true_sigmoid_of_every_number"]
    (law,) = selected(CATALOGUE, names=every)
    assert law.dtypes == ("float16", "bfloat16")
    (law,) = selected(CATALOGUE, names=every, exhaustive=True)
    assert law.dtypes == ("float16", "bfloat16", "float32")
    (law,) = selected(CATALOGUE, names=every, dtypes=["float32"], exhaustive=True)
    assert law.dtypes == ("float32",)


@pytest.mark.parametrize("asked", [{"functions": ["softmax"]}, {"dtypes": ["float16"]}])
def test_to_try_everything_of_what_has_no_end_is_refused(asked: dict[str, Any]) -> None:
    """Or where nothing would be tried that is not tried otherwise."""
    with pytest.raises(ValueError, match=r"^--exhaustive: no law is selected all of whose inputs"):
        selected(CATALOGUE, **asked, exhaustive=True)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"functions": ["softmx"]}, "there is no function 'softmx': did you mean 'softmax'?"),
        ({"names": ["sum_to_one"]}, "there is no law 'sum_to_one': did you mean 'sums_to_one'?"),
        ({"dtypes": ["float23"]}, "there is no dtype 'float23': did you mean 'float32'?"),
        ({"names": ["§"]}, "there is no law '§': see `mnist-nn laws`"),
        (
            {"functions": ["predict"], "dtypes": ["float16"]},
            "no law is selected by predict float16 together: see `mnist-nn laws`",
        ),
    ],
)
def test_what_there_is_not_is_refused(asked: dict[str, Any], message: str) -> None:
    """With what may have been meant."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the words are compared below
        selected(CATALOGUE, **asked)
    assert str(caught.value) == message
