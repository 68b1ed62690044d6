"""Where a law was refuted, the function is called again, and what is seen is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn import affine, softmax
from mnist_nn.checking.check import Check
from mnist_nn.checking.declaration import declaration_of
from mnist_nn.checking.judgement import not_judged
from mnist_nn.checking.observation import COLUMNS, ROWS, Observation, around
from mnist_nn.checking.observing import observation_of
from mnist_nn.checking.plan import Plan
from mnist_nn.checking.session import begun
from mnist_nn.checking.task import Task
from mnist_nn.checking.verdict import Status
from mnist_nn.specification.catalogue import law_named
from mnist_nn.specification.failure import Hang
from mnist_nn.specification.mlp import MLP

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from mnist_nn.specification.function import Implemented

    Array = NDArray[Any]


def seen(
    law: str,
    function: Implemented,
    counterexample: str,
    dtype: str = "float32",
    as_if: str = "strict",
) -> Observation | None:
    """Return what is seen when a law is refuted at an input."""
    check = Check(law_named(law), function, dtype, declared=declaration_of(as_if))
    blank = not_judged(replace(check, function=None))
    refuted = replace(blank, status=Status.REFUTED, counterexample=counterexample)
    return observation_of(check, refuted)


def doubled_at_the_end(x: Array, axis: int = -1) -> Array:
    """Be wrong in the last class."""
    y = softmax(x, axis=axis)
    np.moveaxis(y, axis, -1)[..., -1] *= 2
    return y


def test_the_result_is_shown_beside_the_truth_and_the_error_allowed() -> None:
    """Around the place where it is most wrong."""
    it = seen("softmax.sums_to_one", doubled_at_the_end, "x = array([[0., 0.]], dtype=float32)")
    assert it is not None
    assert it.observed.numbers == ((0.5, 1.0),)
    assert it.true is not None
    assert it.true.numbers == ((0.5, 0.5),)
    assert it.off is not None
    assert it.off.numbers[0][0] == 0
    assert it.off.numbers[0][1] > 1
    assert it.allowed is not None
    assert it.allowed.numbers[0][1] == pytest.approx(0.5 / it.off.numbers[0][1])
    assert (it.row, it.column) == (0, 1)


def test_of_a_wide_array_a_part_is_kept() -> None:
    """With the place in it, and where it begins."""
    x = "x = full((20, 1000), 1.0, dtype=float32)"
    it = seen("softmax.sums_to_one", doubled_at_the_end, x)
    assert it is not None
    assert (len(it.observed.numbers), len(it.observed.numbers[0])) == (ROWS, COLUMNS)
    assert it.observed.column + it.column == 999
    assert (it.observed.row, it.row) == (0, 0)
    (x_shown,) = it.arguments
    assert (x_shown.name, x_shown.shape, x_shown.column) == ("x", (20, 1000), 960)


@pytest.mark.parametrize(
    ("place", "start"),
    [(0, 0), (3, 0), (50, 45), (99, 90)],
    ids=["first", "early", "middle", "last"],
)
def test_a_part_lies_within_the_array(place: int, start: int) -> None:
    """As many places, wherever the one is that matters."""
    assert around(place, 10, 100) == slice(start, start + 10)
    assert around(0, 10, 4) == slice(0, 4)


def test_the_arguments_are_shown_where_the_result_depends_on_them() -> None:
    """Of W the columns of the result, and of x its rows."""

    def wrong(x: Array, W: Array, b: Array) -> Array:
        y = affine(x, W, b)
        y[-1, -1] += 1
        return y

    x, W, b = (
        "ones((50, 3), dtype=float32)",
        "ones((3, 90), dtype=float32)",
        "ones((90,), dtype=float32)",
    )
    it = seen("affine.is_the_true_map", wrong, f"x = {x}, W = {W}, b = {b}")
    assert it is not None
    of_x, of_W, of_b = it.arguments
    assert (of_x.row, of_x.column) == (38, 0)
    assert (of_W.row, of_W.column) == (0, 50)
    assert (of_b.shape, of_b.column) == ((90,), 50)


def test_the_axis_of_the_rows_is_the_last_one() -> None:
    """Whichever it was, so that the truth is that along it."""
    x = "x = array([[0., 0.], [0., 0.], [1., 1.]], dtype=float32), axis = 0"
    it = seen("softmax.acts_along_any_axis", doubled_at_the_end, x)
    assert it is not None
    assert it.observed.shape == (2, 3)
    assert it.column == 2


def test_of_several_calls_the_worst_is_shown() -> None:
    """A function that is wrong now and then."""
    answers = iter([softmax, doubled_at_the_end, softmax, softmax])

    def sometimes(x: Array, axis: int = -1) -> Array:
        return next(answers)(x, axis=axis)

    x = "x = array([[0., 0.], [0., 0.]], dtype=float32)"
    it = seen("softmax.treats_rows_independently", sometimes, x)
    assert it is not None
    assert it.observed.numbers[it.row][it.column] == 1


def test_of_very_many_calls_the_first_are_looked_at() -> None:
    """The others are like them: a law may call a function thousands of times."""
    calls = []

    def worse_and_worse(x: Array) -> Array:
        calls.append(x)
        return softmax(x) * x.dtype.type(len(calls))

    x = "x = array([[0., 0.]], dtype=float32)"
    it = seen("softmax.reads_any_layout_or_refuses_it", worse_and_worse, x)
    assert it is not None
    assert len(calls) > 8
    assert it.observed.numbers == ((4.0, 4.0),)


def test_of_what_is_not_finite_no_truth_is_known() -> None:
    """The result is shown, at the first number that is not finite."""
    x = "x = array([[0., 1.], [nan, 0.]], dtype=float32)"
    it = seen("softmax.keeps_nan_in_its_row", lambda x, axis=-1: np.full_like(x, np.nan), x)
    assert it is not None
    assert (it.true, it.allowed, it.off) == (None, None, None)
    assert (it.row, it.column) == (0, 0)


def test_of_minus_infinity_the_truth_is_known_where_the_function_has_one() -> None:
    """Such a score has no probability; a product with it has no number."""
    it = seen("softmax.sums_to_one", doubled_at_the_end, "x = array([[-inf, 0.]], dtype=float32)")
    assert it is not None
    assert it.true is not None
    assert it.true.numbers == ((0.0, 1.0),)
    x, W = "array([[-inf]], dtype=float32)", "ones((1, 1), dtype=float32)"
    product = seen("matmul.is_the_true_product", lambda x, W: x @ W, f"x = {x}, W = {W}")
    assert product is not None
    assert product.true is None


def test_of_what_is_not_specified_no_truth_is_known() -> None:
    """Such as a product of what does not fit."""

    def takes_it(x: Array, W: Array) -> Array:
        return np.ones((len(x), W.shape[1]), x.dtype)

    x, W = "ones((1, 2), dtype=float32)", "ones((3, 1), dtype=float32)"
    it = seen("matmul.refuses_a_mismatch", takes_it, f"x = {x}, W = {W}")
    assert it is not None
    assert it.true is None
    assert it.observed.numbers == ((1.0,),)


def test_more_arguments_than_are_named_are_numbered() -> None:
    """Those of a network of three layers."""
    reference = MLP.reference
    assert reference is not None
    one = "ones((1, 1), dtype=float32)"
    named = ", ".join(
        f"{name} = {one if name[0] in 'xW' else 'ones((1,), dtype=float32)'}"
        for name in ("x", "W1", "b1", "W2", "b2", "W3", "b3")
    )
    it = seen(
        "mlp.of_three_layers_is_right_or_refused", lambda *a: reference(*a) + np.float32(1), named
    )
    assert it is not None
    assert [part.name for part in it.arguments][-2:] == ["argument 6", "argument 7"]


def test_what_is_allowed_is_that_of_the_arithmetic() -> None:
    """Which the target declares."""
    law, x = "softmax.sums_to_one", "x = array([[0., 1.]], dtype=float32)"
    strict = seen(law, doubled_at_the_end, x)
    weaker = seen(law, doubled_at_the_end, x, as_if="fast-exp")
    assert strict is not None
    assert weaker is not None
    assert strict.allowed is not None
    assert weaker.allowed is not None
    assert weaker.allowed.numbers[0][0] > strict.allowed.numbers[0][0]


@pytest.mark.parametrize("end", [ValueError("no more"), Hang("no answer")], ids=["error", "hang"])
def test_nothing_is_seen_where_there_is_no_answer_any_more(end: BaseException) -> None:
    """Which there was a moment ago."""

    def ended(_: Array) -> Array:
        raise end

    assert seen("softmax.sums_to_one", ended, "x = array([[0.]], dtype=float32)") is None


def test_nothing_is_seen_of_an_empty_result() -> None:
    """There is no number in it."""
    x = "x = empty((0, 3), dtype=float32)"
    assert seen("softmax.of_no_rows_is_empty", softmax, x) is None


def test_nothing_is_seen_where_nothing_was_refuted() -> None:
    """Or where no input is known."""
    check = Check(law_named("softmax.sums_to_one"), softmax, "float32")
    blank = not_judged(replace(check, function=None))
    assert observation_of(check, replace(blank, status=Status.HELD)) is None
    assert observation_of(check, replace(blank, status=Status.REFUTED)) is None


def test_a_single_number_is_a_row_of_its_own() -> None:
    """It has no dimension."""
    it = seen(
        "sigmoid.is_the_true_sigmoid",
        lambda x: x + x.dtype.type(1),
        "x = array(2.0, dtype=float32)",
    )
    assert it is not None
    assert (it.observed.shape, it.observed.numbers) == ((), ((3.0,),))


@pytest.mark.parametrize("asked", [False, True])
def test_a_session_observes_what_it_refutes_where_it_is_asked_to(
    tmp_path: Path, *, asked: bool
) -> None:
    """Nothing but a page shows it, and a function is not called again for nothing."""
    target = tmp_path / "mine.py"
    target.write_text("def relu(x):\n    return -x\n")
    plan = Plan(str(target), laws=("relu.is_the_rectifier",), dtypes=("float32",), examples=5)
    with begun(replace(plan, observations=asked)) as session:
        judged: Any = session.result(Task("relu", "relu.is_the_rectifier[float32]"))
    assert judged.verdict.status == Status.REFUTED
    assert (judged.observation is not None) == asked
