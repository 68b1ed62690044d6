"""What is shipped in a weaker arithmetic is refuted undeclared, and holds in a declared one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest

from mnist_nn.checking.check import Check
from mnist_nn.checking.counterexample import Refuted
from mnist_nn.checking.declaration import declaration_of
from mnist_nn.checking.grade import grade, grades_of
from mnist_nn.checking.judgement import judge
from mnist_nn.oracle.arithmetics import named_arithmetic
from mnist_nn.oracle.declared import declaring
from mnist_nn.specification.catalogue import SPECIFICATION, law_named
from mnist_nn.specification.claim import matches
from mnist_nn.specification.law import Level
from tests.specification import shipped_forms as forms
from tests.specification.variants import in_its_own_format, widened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnist_nn.checking.verdict import Verdict
    from mnist_nn.specification.function import Implemented
    from mnist_nn.specification.law import Law


class Shipped(NamedTuple):
    """A form that is shipped.

    Attributes:
        function: what it computes.
        form: the implementation.
        arithmetic: the name of the one in which it computes.
        dtype: of its arguments.

    """

    function: str
    form: Implemented
    arithmetic: str
    dtype: str = "float32"


in_float16 = in_its_own_format(forms.product_summed_in_float16)
SHIPPED = [
    Shipped("softmax", forms.fused_unguarded, "flash"),
    Shipped("softmax", forms.fused_unguarded, "flash", "float64"),
    Shipped("softmax", forms.unfused, "flash-unfused"),
    Shipped("softmax", forms.softmax_of_a_poor_exp, "fast-exp"),
    Shipped("sigmoid", forms.sigmoid_of_a_poor_exp, "fast-exp"),
    Shipped("sigmoid", forms.sigmoid_by_tanh, "tanh-sigmoid"),
    Shipped("matmul", forms.product_of_tf32, "tf32"),
    Shipped("matmul", forms.product_of_bfloat16, "bfloat16-operands"),
    Shipped("matmul", forms.product_on_a_tensor_core, "tensor-core"),
    Shipped(
        "matmul",
        in_its_own_format(forms.product_summed_in_float16),
        "float16-accumulate",
        "float16",
    ),
]
every_form = pytest.mark.parametrize(
    "shipped", SHIPPED, ids=[f"{s.form.__name__}-{s.dtype}" for s in SHIPPED]
)


def laws_of(shipped: Shipped) -> list[Law]:
    """Return the required laws of what a form computes, in its format."""
    return [
        law
        for law in SPECIFICATION.laws
        if law.function == shipped.function
        and law.level == Level.REQUIRED
        and shipped.dtype in law.dtypes
    ]


def blamed_by(shipped: Shipped, examples: int, arithmetic: str = "strict") -> Iterator[str]:
    """Yield how each law refutes a form that does, judged by an arithmetic."""
    f = widened(shipped.form)
    for law in laws_of(shipped):
        check = Check(law, f, shipped.dtype, declared=declaration_of(arithmetic))
        try:
            check.run(2 if check.is_visited else examples)
        except Refuted as refuted:
            yield f"{law}: {refuted}"


@pytest.mark.slow
@every_form
def test_what_is_shipped_holds_in_the_arithmetic_that_it_declares(
    shipped: Shipped, examples: int
) -> None:
    """Every required law of it."""
    assert not list(blamed_by(shipped, examples, shipped.arithmetic))


@pytest.mark.slow
@every_form
def test_what_is_shipped_is_refuted_undeclared(shipped: Shipped) -> None:
    """By some law of what it computes."""
    assert next(blamed_by(shipped, 100))


def graded(shipped: Shipped) -> Iterator[Verdict]:
    """Yield the verdicts of the laws that refute a form, with their grades."""
    f = widened(shipped.form)
    for law in laws_of(shipped):
        check = Check(law, f, shipped.dtype)
        if not check.is_visited:
            verdict = judge(check, 30).verdict
            if not verdict.holds:
                yield replace(verdict, grades=grades_of(check, verdict, 30, 0))


@pytest.mark.slow
@every_form
def test_the_grade_of_what_is_shipped_explains_it(shipped: Shipped) -> None:
    """It is no wider than the arithmetic that it could declare, which is among the grades."""
    verdicts = list(graded(shipped))
    assert all(shipped.arithmetic in verdict.grades for verdict in verdicts)
    assert grade(verdicts)
    position = max(verdict.grades.index(grade(verdicts)) for verdict in verdicts)
    assert position <= max(verdict.grades.index(shipped.arithmetic) for verdict in verdicts)


def test_flash_attention_is_not_exact_for_a_single_class() -> None:
    """It is 0.99999994 at 5682, for its shift is rounded: no matter where that is declared."""
    law = law_named("softmax.gives_a_single_class_everything")
    x = np.array([[5682.0]], np.float32)
    assert forms.fused_unguarded(x) == np.float32(1 - 2.0**-24)
    assert not law.at(forms.fused_unguarded, x).holds
    with declaring(named_arithmetic("flash", "float32")):
        assert law.at(forms.fused_unguarded, x).holds


@every_form
def test_an_error_of_twice_the_bound_is_refuted_in_any_arithmetic(shipped: Shipped) -> None:
    """And one of half the bound is not."""
    x = np.array([[0.5, -1.0], [2.0, 3.0]], shipped.dtype)
    arrays = (x, x) if shipped.function == "matmul" else (x,)
    with declaring(named_arithmetic(shipped.arithmetic, shipped.dtype)):
        truth = SPECIFICATION.functions[shipped.function].truth(*arrays)
    for sign in (-1, 1):
        assert matches(truth.enclosure.hi + sign * truth.allowed / 2, truth).holds
        assert not matches(truth.enclosure.hi + sign * truth.allowed * 2, truth).holds
