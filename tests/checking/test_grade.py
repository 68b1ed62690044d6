"""What is refuted by a number is tried in weaker arithmetics; the narrowest is its grade."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn.checking.check import Check
from mnist_nn.checking.declaration import declaration_of
from mnist_nn.checking.deviations import Deviation
from mnist_nn.checking.grade import grade, grades_of
from mnist_nn.checking.judgement import judge
from mnist_nn.checking.plan import Plan
from mnist_nn.checking.session import begun
from mnist_nn.checking.task import Task
from mnist_nn.checking.verdict import Status, Verdict
from mnist_nn.specification.catalogue import law_named
from mnist_nn.specification.law import Level

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    Array = NDArray[Any]

PRODUCT = law_named("matmul.is_the_true_product")
SUM = law_named("softmax.sums_to_one")
RACE = law_named("matmul.answers_the_same_twice")
KNOWN = Deviation(str(PRODUCT), "float32", "it rounds to TF32", "https://a.org", "a 1", {})
REFUTED = Verdict("f.a", "f", "float32", Level.REQUIRED, Status.REFUTED, worst=3.0)


def rounded_to(digits: int) -> Callable[[Array, Array], Array]:
    """Return a product of float32 operands that are rounded to so many fraction bits."""
    spare = 23 - digits

    def to_nearest(x: Array) -> Array:
        bits = x.copy().view(np.uint32) + np.uint32(1 << spare - 1)
        return (bits >> spare << spare).view(np.float32)

    return lambda x, W: to_nearest(x) @ to_nearest(W)


def graded(check: Check, examples: int = 30) -> tuple[str, ...]:
    """Return the grades of a check."""
    return grades_of(check, judge(check, examples).verdict, examples, 0)


@pytest.mark.parametrize(
    ("digits", "narrowest"), [(10, "tf32"), (7, "bfloat16-operands"), (4, None)]
)
def test_the_narrowest_arithmetic_that_explains_it_comes_first(
    digits: int, narrowest: str | None
) -> None:
    """Operands of ten bits are TF32, of seven bfloat16, and of four nothing that has a name."""
    grades = graded(Check(PRODUCT, rounded_to(digits), "float32"))
    assert next(iter(grades), None) == narrowest


def test_an_arithmetic_of_other_formats_explains_nothing() -> None:
    """TF32 products are products of float32."""
    grades = graded(Check(PRODUCT, lambda x, W: (x @ W) * np.float16(1.01), "float16"))
    assert "tf32" not in grades


@pytest.mark.parametrize(
    "check",
    [
        Check(PRODUCT, np.matmul, "float32"),
        Check(PRODUCT, lambda x, W: np.full((len(x), W.shape[1]), np.nan, x.dtype), "float32"),
        Check(PRODUCT, lambda *_: 1 // 0, "float32"),
        Check(PRODUCT, rounded_to(10), "float32", declared=declaration_of("fast-exp")),
        Check(replace(PRODUCT, level=Level.ADVISORY), rounded_to(10), "float32"),
        Check(PRODUCT, rounded_to(10), "float32", deviation=KNOWN),
    ],
    ids=["right", "not a number", "a crash", "judged by a weaker one", "advisory", "known"],
)
def test_nothing_but_a_number_that_is_off_has_a_grade(check: Check) -> None:
    """And nothing but what the strict arithmetic requires."""
    assert graded(check) == ()


def test_what_crashes_at_another_input_is_not_explained() -> None:
    """The grade is about all of them."""

    def wrong(x: Array, W: Array) -> Array:
        if wrong_calls.pop():
            raise ZeroDivisionError
        return rounded_to(10)(x, W)

    check = Check(PRODUCT, wrong, "float32")
    wrong_calls = [True] * 1000
    assert grades_of(check, REFUTED, 5, 0) == ()


def test_the_grade_of_a_function_explains_all_that_is_refuted() -> None:
    """Of several, that which is narrow for most."""
    both = replace(REFUTED, grades=("tf32", "tensor-core"))
    other = replace(REFUTED, grades=("flash", "tensor-core"))
    assert grade([both]) == "tf32"
    assert grade([both, other]) == "tensor-core"
    assert grade([both, REFUTED]) == ""


def test_a_session_grades_what_it_judges(tmp_path: Path) -> None:
    """Operands that are rounded to float16 lose digits where they are small, as in bfloat16."""
    path = tmp_path / "coarse.py"
    path.write_text(
        "import numpy as np\n\n\ndef matmul(x, W):\n"
        "    x, W = (a.astype(np.float16).astype(a.dtype) for a in (x, W))\n    return x @ W\n"
    )
    plan = Plan(str(path), laws=("matmul.has_an_identity",), dtypes=("float32",), examples=20)
    with begun(plan) as session:
        task = Task("matmul", "matmul.has_an_identity[float32]")
        verdict: Any = session.result(task)
    assert verdict.verdict.status == Status.REFUTED
    assert verdict.verdict.grades == ("bfloat16-operands",)
