"""The names of laws take few lines: what they have in common is said once."""

from __future__ import annotations

import pytest

from mnist_nn.checking.verdict import Status, Verdict
from mnist_nn.report.names import WIDTH, names
from mnist_nn.specification.law import Level


def judged(law: str, *dtypes: str) -> list[Verdict]:
    """Return the verdicts on a law at some dtypes."""
    function = law.partition(".")[0]
    return [Verdict(law, function, d, Level.REQUIRED, Status.REFUTED) for d in dtypes]


def test_functions_and_formats_are_said_once() -> None:
    """Laws that failed at the same formats stand together, whatever is between them."""
    verdicts = [
        *judged("f.a", "float32", "float16"),
        *judged("f.b", "float64"),
        *judged("f.c", "float32", "float16"),
        *judged("g.a", "float64"),
    ]
    assert names("known", verdicts, 1) == [
        "known: f: a, c [float32 float16], b [float64]; g: a [float64]"
    ]


@pytest.mark.parametrize("most", [1, 2, 5])
def test_many_names_are_wrapped_and_cut(most: int) -> None:
    """With a word on how to see them all."""
    many = [v for i in range(100) for v in judged(f"f.law_number_{i}", "float64")]
    lines = names("known", many, most)
    assert len(lines) == most
    assert max(map(len, lines)) <= WIDTH
    assert lines[-1].endswith("(--verbose tells all)")
