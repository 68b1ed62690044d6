"""Which inputs a law is about is said in words."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from mnist_nn.specification.catalogue import CATALOGUE, law_named
from mnist_nn.specification.premises import premises


def test_every_law_says_which_inputs_it_is_about() -> None:
    """In words that are no commands."""
    told = {str(law): premises(law) for law in CATALOGUE}
    silent = [name for name, text in told.items() if not text or text.startswith("Return")]
    assert silent == []


def test_of_a_derived_domain_both_parts_are_said() -> None:
    """What is drawn, and what is made of it."""
    law = law_named("softmax.reads_its_memory_anew")
    assert premises(law) == "scores of moderate size; how the numbers of each are changed"


def test_a_domain_without_a_docstring_says_nothing() -> None:
    """It may be somebody's own."""
    law = replace(law_named("softmax.sums_to_one"), domain=lambda _: st.none())
    assert premises(law) == ""
