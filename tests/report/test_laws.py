"""A report of the laws says what each of them states."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st

from mnist_nn.report.laws import as_json, as_markdown, as_text
from mnist_nn.specification.claim import Claim, holds
from mnist_nn.specification.law import Level, law
from tests.specification.records import F

if TYPE_CHECKING:
    from mnist_nn.specification.function import Implemented


@law(F, lambda _: st.just(np.zeros(1)), level=Level.ADVISORY, dtypes=("float32",))
def is_bounded(f: Implemented, x: Any) -> Claim:
    """|f(x)| <= 2**-1."""
    return holds(abs(f(x)) <= 0.5, "")


def test_text_has_a_line_for_each_law() -> None:
    """Name, level, statement."""
    assert as_text([is_bounded]) == "f.is_bounded  advisory  |f(x)| <= 2**-1."


def test_markdown_has_a_section_for_each_function_and_a_row_for_each_law() -> None:
    """Bars and asterisks are those of the mathematics, not of the table."""
    assert as_markdown([is_bounded]) == (
        "### f\n\n"
        "| law | level | statement |\n"
        "| --- | --- | --- |\n"
        "| `f.is_bounded` | advisory | \\|f(x)\\| <= 2\\*\\*-1. |"
    )


def test_json_has_an_entry_for_each_law() -> None:
    """Schema 1."""
    (entry,) = json.loads(as_json([is_bounded]))["laws"]
    assert entry == {
        "law": "f.is_bounded",
        "function": "f",
        "level": "advisory",
        "dtypes": ["float32"],
        "statement": "|f(x)| <= 2**-1.",
    }
