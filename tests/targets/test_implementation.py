"""An implementation offers some of the specified functions, at some dtypes."""

from __future__ import annotations

from mnist_nn.formats import FORMATS, INTEGERS
from mnist_nn.targets.implementation import NUMPYS_OWN, Implementation, reader


def test_a_function_is_offered_at_every_dtype_unless_it_says_at_which() -> None:
    """What is not there is not offered at any."""
    it = Implementation("it", "1", {"relu": abs, "step": abs}, {"relu": ["float32"]})
    assert it.offers("relu", "float32")
    assert not it.offers("relu", "float64")
    assert it.offers("step", "float64")
    assert not it.offers("softmax", "float32")


def test_bfloat16_is_not_numpys_own() -> None:
    """Most libraries take NumPy's other dtypes only."""
    assert {*FORMATS, *INTEGERS} - set(NUMPYS_OWN) == {"bfloat16"}


def test_a_reader_gives_a_network_its_parameters_after_the_images() -> None:
    """In their order."""
    predict = reader(lambda *arrays: arrays, ["W1", "b1"])  # type: ignore[list-item]
    assert predict("images") == ("images", "W1", "b1")
