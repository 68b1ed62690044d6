"""The cause of a failure is the same of all inputs and laws that fail for the same reason."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn import sigmoid, softmax
from mnist_nn.checking.cause import at_a_size, of_error
from mnist_nn.checking.judgement import died, judge
from mnist_nn.checking.verify import checks
from mnist_nn.formats import format_of
from mnist_nn.specification.catalogue import SPECIFICATION
from mnist_nn.specification.failure import Failure, Hang
from mnist_nn.targets.implementation import Implementation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.specification.function import Implemented


def cause(law: str, wrong: Implemented, dtype: str = "float32") -> str | None:
    """Return why a law fails of a wrong function."""
    it = Implementation("it", "1", {law.partition(".")[0]: wrong})
    found = (c for c in checks(it, [SPECIFICATION.law_named(law)]) if c.dtype == dtype)
    return judge(next(found), 30).verdict.cause


def raised(function: Any) -> BaseException:
    """Return what a function raises."""
    with pytest.raises(BaseException) as caught:  # noqa: PT011 - whatever it is
        function()
    return caught.value


def helper(x: object) -> object:
    """Raise an error whose words depend on the input."""
    raise ValueError(f"I do not like {x}")


def test_a_crash_is_known_by_its_kind_and_its_place() -> None:
    """Not by its words, which depend on the input."""
    one, other = (of_error(raised(lambda x=x: helper(x))) for x in (1, 2))
    line = helper.__code__.co_firstlineno + 2
    assert one == other == f"crash: ValueError at test_cause.py:{line}, in helper"


def test_the_place_of_a_crash_is_in_the_code_under_test() -> None:
    """Though it was a library that raised the error."""
    told = of_error(raised(lambda: np.linalg.inv(np.zeros(3))))
    assert told.startswith("crash: LinAlgError at test_cause.py:")


def test_the_place_of_a_crash_of_a_library_under_test_is_in_the_library() -> None:
    """There is no other code than its own, and ours."""
    wrong = np.linalg.inv
    assert (cause("relu.is_the_rectifier", wrong) or "").startswith(
        "crash: LinAlgError at _linalg.py:"
    )


def test_the_place_of_a_crash_of_our_own_code_is_in_it() -> None:
    """Where there is no other."""
    told = cause("softmax.sums_to_one", format_of)
    assert told
    assert told.startswith("crash: TypeError at formats.py:")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("./f died of SIGSEGV", "crash: ./f died of SIGSEGV"),
        ("./f exited with status 3\nits stderr: at 12:01", "crash: ./f exited with status 3"),
        ("./f answered the shape [3,1]: no", "crash: ./f answered the shape"),
    ],
)
@pytest.mark.parametrize("kind", [Failure, Hang])
def test_a_program_is_known_by_its_words_but_for_what_it_printed(
    kind: type[BaseException], said: str, told: str
) -> None:
    """That depends on the input, or on the clock."""
    assert of_error(kind(said)) == told


@pytest.mark.parametrize(
    ("boundary", "told"),
    [
        ("", ""),
        ("the smallest that fails: 4 rows (3 hold)", ""),
        ("the smallest that fails: 5 rows (4 hold)", "size: 5 rows"),
        (
            "the smallest that fails: 2 rows (1 hold), 513 units of layer 1 (512 hold)",
            "size: 513 units of layer 1",
        ),
        (
            "the smallest that fails: 70,000 rows (69,999 hold), 65 outputs (64 hold)",
            "size: 70,000 rows, 65 outputs",
        ),
    ],
)
def test_a_boundary_is_a_cause_where_it_is_not_small(boundary: str, told: str) -> None:
    """Whether two rows hold and three do not is a matter of their numbers."""
    assert at_a_size(boundary) == told


class OneResult:
    """An identity that always returns the same memory."""

    def __init__(self) -> None:
        self._y = np.zeros(0)

    def __call__(self, x: NDArray[Any]) -> NDArray[Any]:
        """Return what x holds, in the memory of the last result where that is as large."""
        if self._y.shape != x.shape or self._y.dtype != x.dtype:
            self._y = np.empty_like(x)
        self._y[...] = x
        return self._y


@pytest.mark.parametrize(
    ("law", "wrong", "told"),
    [
        ("softmax.sums_to_one", lambda x: np.full_like(x, np.nan), "not finite"),
        ("relu.is_the_rectifier", lambda x: np.full_like(x, np.inf), "not finite"),
        ("relu.is_the_rectifier", lambda x: np.full_like(x, 7), "number"),
        ("softmax.sums_to_one", lambda x: [0] * len(x), "not an array"),
        ("softmax.sums_to_one", lambda x: x[0], "shape"),
        ("softmax.keeps_shape_and_dtype", lambda x: x.astype(np.float64), "dtype"),
        ("sigmoid.passes_nan_on", lambda x: sigmoid(np.nan_to_num(x)), "NaN hidden"),
        ("matmul.refuses_a_mismatch", lambda x, _: x, "not refused"),
        ("sigmoid.warns_of_nothing", lambda x: x / (0 * x), "warning"),
        ("identity.leaves_its_input_untouched", lambda x: np.add(x, 1, out=x), "input changed"),
        ("relu.shares_no_memory", lambda x: np.maximum(x, 0, out=x), "memory shared"),
        ("identity.keeps_its_results", OneResult(), "memory shared"),
        (
            "softmax.is_the_true_softmax_at_any_size",
            lambda x: softmax(x) * (1 + (x.shape[-1] > 1024)),
            "size: 1,025 classes",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_cause_of_a_refutation_is_its_defect(law: str, wrong: Implemented, told: str) -> None:
    """As the claim has it, or the size from which on it is refuted."""
    assert cause(law, wrong) == told


def test_a_process_that_died_is_known_by_how_it_did() -> None:
    """Whichever law was judged in it."""
    it = Implementation("it", "1", {"relu": np.abs})
    laws = [
        SPECIFICATION.law_named(f"relu.{law}") for law in ("keeps_its_results", "is_the_rectifier")
    ]
    found = {died(check, "died of SIGSEGV").cause for check in checks(it, laws)}
    assert found == {"crash: the process died of SIGSEGV"}


def test_the_cause_of_what_holds_is_unknown() -> None:
    """There is none."""
    assert cause("softmax.sums_to_one", softmax) is None


def test_two_answers_to_one_input_are_a_cause_of_their_own() -> None:
    """Whatever is wrong with them."""
    calls = count()
    wrong = cause("relu.is_the_rectifier", lambda x: x.clip(0) + (next(calls) % 7 == 6))
    assert wrong == "unsteady"


@pytest.mark.parametrize("law", ["answers_the_same_twice", "answers_two_threads_at_once"])
def test_answers_that_change_are_unsteady(law: str) -> None:
    """As two laws find that ask twice."""
    calls = count()
    assert cause(f"relu.{law}", lambda x: x.clip(0) + next(calls)) == "unsteady"
