"""The contract is one for all functions, and a format is one line of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ml_dtypes
import numpy as np
import pytest

from mnist_nn import affine, matmul, mlp, sigmoid, softmax
from mnist_nn.checking.check import Check
from mnist_nn.checking.verify import checks
from mnist_nn.formats import BFLOAT16, FORMATS, Format, format_of
from mnist_nn.precision import rounded
from mnist_nn.specification.catalogue import CATALOGUE, SPECIFICATION
from mnist_nn.specification.contract import CONTRACT
from mnist_nn.specification.inputs.recipe import made
from mnist_nn.specification.law import Level
from mnist_nn.specification.selection import selected
from mnist_nn.targets.implementation import Implementation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.specification.function import Function, Implemented

    Array = NDArray[Any]

FUNCTIONS = SPECIFICATION.functions.values()
FEW = 10
"""On so many examples of every law is a function tried first: most are refuted there."""

every_function = pytest.mark.parametrize("function", FUNCTIONS, ids=str)


def is_refuted(name: str, wrong: Implemented, dtypes: list[str], examples: int = 100) -> bool:
    """Return whether a required law refutes a function at some dtypes, on the usual inputs."""
    laws = [law for law in selected(CATALOGUE, [name], (), dtypes) if law.level == Level.REQUIRED]
    tried = checks(Implementation("wrong", "1", {name: wrong}), laws)
    return any(fails(check, some) for some in (FEW, examples) for check in tried)


def fails(check: Check, examples: int) -> bool:
    """Return whether one of the inputs of a check refutes its law."""
    assert check.function
    function = check.function
    return any(not check.law.at(function, *x).holds for x in check.draw(examples, 0))


def without_nan(x: Array) -> Array:
    """Return x with 0 for NaN."""
    return np.where(np.isnan(x), x.dtype.type(0), x)


def cut(rows: int, f: Implemented) -> Implemented:
    """Return f, but with zeros from a row on."""

    def wrong(*arrays: Array) -> Array:
        y: Array = f(*arrays)
        y[rows:] = 0
        return y

    return wrong


def wraps_around(x: Array, W: Array, b: Array) -> Array:
    """Compute integers in their own dtype."""
    return x @ W + b if x.dtype.kind == "i" else affine(x, W, b)


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        pytest.param("affine", lambda x, W, b: affine(without_nan(x), W, b), id="NaN as 0"),
        pytest.param("affine", wraps_around, id="integers that wrap around"),
        pytest.param("affine", cut(512, affine), id="no rows from 512 on"),
        pytest.param("matmul", cut(512, matmul), id="no rows from 512 on"),
        pytest.param("mlp", cut(4, mlp), id="no images from the fifth on"),
        pytest.param("mlp", lambda x, *others: mlp(without_nan(x), *others), id="NaN pixels as 0"),
    ],
)
def test_what_is_stated_of_one_function_is_stated_of_the_next(
    name: str, wrong: Implemented
) -> None:
    """Each of these was refuted as a softmax long before it was as a function of several arrays."""
    assert is_refuted(name, wrong, ["float32", "int8"])


def in_bfloat16(wrong: Implemented, right: Implemented) -> Implemented:
    """Return a function that is wrong for bfloat16 alone."""
    return lambda x, **options: (wrong if x.dtype == BFLOAT16.dtype else right)(x, **options)


def keeps_its_sum_in_bfloat16(x: Array, axis: int = -1) -> Array:
    """Add one exponential after the other, each partial sum rounded."""
    e = np.exp(x - x.max(axis, keepdims=True))
    total = np.add.accumulate(e, axis, dtype=e.dtype).take([-1], axis)
    return e / total


def is_zero_below_minus_11(x: Array) -> Array:
    """Lose the tail."""
    return np.where(x < -11, x.dtype.type(0), sigmoid(x))


def subtracts_no_maximum(x: Array, axis: int = -1) -> Array:
    """Overflow from 89 on."""
    e = np.exp(x.astype(np.float32))
    return (e / e.sum(axis, keepdims=True)).astype(x.dtype)


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("name", "wrong", "right"),
    [
        pytest.param("softmax", keeps_its_sum_in_bfloat16, softmax, marks=pytest.mark.slow),
        ("sigmoid", is_zero_below_minus_11, sigmoid),
        pytest.param("softmax", subtracts_no_maximum, softmax, marks=pytest.mark.slow),
    ],
)
def test_a_fault_of_bfloat16_is_refuted_there_and_nowhere_else(
    name: str, wrong: Implemented, right: Implemented
) -> None:
    """Most kernels run in that format."""
    assert is_refuted(name, in_bfloat16(wrong, right), ["bfloat16"])
    assert not is_refuted(name, in_bfloat16(wrong, right), ["float32"], examples=10)


@every_function
def test_every_function_has_every_law_of_the_contract_or_a_reason(function: Function) -> None:
    """None is forgotten: it is exempt in so many words, or the law has nothing to say of it."""
    names = {law.name for law in CATALOGUE if law.specified is function}
    for clause in CONTRACT:
        if clause.name in function.exempt:
            assert function.exempt[clause.name]
        elif clause.asked_of(function):
            assert clause.law_of(function).name in names


@every_function
def test_a_record_speaks_of_laws_that_there_are(function: Function) -> None:
    """Other names, reasons for a lower level and exemptions are of the contract."""
    known = {clause.name for clause in CONTRACT}
    assert {*function.law_names, *function.advisory, *function.exempt} <= known


@every_function
def test_the_reference_has_the_shape_and_the_limits_of_its_record(function: Function) -> None:
    """The guard and the laws read them from there."""
    first = next(law for law in CATALOGUE if law.specified is function)
    low, high = function.limits or (-np.inf, np.inf)
    assert function.reference is not None
    for inputs in Check(first, None, "float32").draw(20, 0):
        arrays = tuple(map(made, inputs))
        y = function.reference(*arrays)
        assert y.shape == function.shape(*arrays)
        assert low <= y.min() <= y.max() <= high


E5M2 = Format(2.0**-3, 2.0**-14, "float8_e5m2")


@pytest.mark.unmeasured
def test_a_fifth_format_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """With it in the table, every law that is stated of all formats draws it."""
    monkeypatch.setitem(FORMATS, E5M2.name, E5M2)
    assert E5M2.dtype == ml_dtypes.float8_e5m2
    assert E5M2.largest == 57_344
    about = [law for law in CATALOGUE if E5M2.name in law.dtypes]
    assert len(about) > len(CATALOGUE) / 2
    for law in about:
        for first, *_ in Check(law, None, E5M2.name).draw(1, 0):
            assert made(first).dtype == E5M2.dtype, str(law)


@pytest.mark.parametrize("format_", FORMATS.values(), ids=lambda format_: format_.name)
def test_a_format_is_what_its_dtype_is(format_: Format) -> None:
    """Unit roundoff, smallest and largest numbers are those of the arrays."""
    info = ml_dtypes.finfo(format_.dtype)  # type: ignore[no-untyped-call] # it has no types
    assert format_.digits == info.nmant + 1
    assert format_.u == float(info.eps) / 2
    assert format_.eta == float(info.smallest_normal)
    assert format_.smallest == float(info.smallest_subnormal)
    assert format_.largest == float(info.max)
    assert format_of(format_.dtype.newbyteorder("=")) is format_


def test_a_number_is_rounded_once() -> None:
    """Just beside the middle of two numbers, rounding first to float32 would go the wrong way."""
    one, next_to_one = 1.0, 1 + 2.0**-7
    beside = np.array([1 + 2.0**-8 + 2.0**-40, -1 - 2.0**-8 - 2.0**-40, 1 + 2.0**-8 - 2.0**-40])
    assert rounded(beside, BFLOAT16.dtype).tolist() == [next_to_one, -next_to_one, one]
    assert beside.astype(BFLOAT16.dtype).tolist() == [one, -one, one]


def exactly_rounded(y: float) -> float:
    """Return the nearest number of bfloat16, ties to even, by exact integer arithmetic."""
    if y == 0 or not np.isfinite(y):
        return y
    exponent = max(int(np.frexp(y)[1]) - BFLOAT16.digits, -126 - BFLOAT16.digits + 1)
    n = round(y * 2.0**-exponent) if exponent > -1000 else 0  # Python rounds ties to even
    result = n * 2.0**exponent
    return result if abs(result) <= BFLOAT16.largest else float(np.copysign(np.inf, y))


def test_rounding_to_bfloat16_is_to_nearest_everywhere() -> None:
    """Normal numbers, subnormal ones, and those beyond the largest."""
    rng = np.random.default_rng(0)
    y = rng.normal(size=3000) * 2.0 ** rng.integers(-150, 128, 3000)
    halves = (rng.integers(-(2**9), 2**9, 3000) + 0.5) * 2.0 ** rng.integers(-140, 110, 3000)
    with np.errstate(over="ignore"):
        for numbers in (y, halves, halves * (1 + 2.0**-45), np.array([3.4e38, -3.4e38, np.inf])):
            expected = [exactly_rounded(number) for number in numbers.tolist()]
            assert rounded(numbers, BFLOAT16.dtype).tolist() == expected
    assert np.isnan(rounded(np.array([np.nan]), BFLOAT16.dtype)).all()


def test_a_row_that_is_not_as_its_copies_is_told_by_its_place() -> None:
    """The others are not compared again."""

    def wrong_in_row_70(x: Array) -> Array:
        y = np.maximum(x, 0)
        y[70:71] += 1
        return y

    law = SPECIFICATION.law_named("relu.maps_any_number_of_rows")
    claim = law.at(wrong_in_row_70, np.array([[1.0, -2.0]]), 100)
    assert claim.story == "observed 2.0, expected 1.0 within 0 at (70, 0)"
