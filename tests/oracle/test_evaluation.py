"""What is evaluated in a wide format encloses the truth, by ball arithmetic, and closely."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnist_nn.formats import FORMATS
from mnist_nn.oracle.arithmetic import arithmetic_of
from mnist_nn.oracle.bounds import sigmoid_error, softmax_error
from mnist_nn.oracle.enclosures import (
    Enclosure,
    enclose_affine,
    enclose_mlp,
    enclose_sigmoid,
    enclose_softmax,
)
from mnist_nn.oracle.evaluation import (
    IN_FLOAT64,
    IN_LONGDOUBLE,
    _at_the_true_value,
    evaluate_affine,
    evaluate_mlp,
    evaluate_sigmoid,
    evaluate_softmax,
)
from mnist_nn.oracle.network_bound import mlp_error
from mnist_nn.oracle.product_bound import affine_error
from mnist_nn.parameters import Layer
from tests.oracle.wide import every_wide_arithmetic, needs_longdouble

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import Format
    from mnist_nn.oracle.arithmetic import Arithmetic

    Array = NDArray[Any]

SMALLEST = 5e-324
SHARE = 2.0**-8
"""A radius is a smaller part than this of what is allowed."""

every_format = pytest.mark.parametrize(
    "format_",
    [
        pytest.param(each, id=name, marks=needs_longdouble if name == "float64" else [])
        for name, each in FORMATS.items()
    ],
)


def wide_for(format_: Format) -> Arithmetic:
    """Return the arithmetic in which results of a format are evaluated."""
    return IN_LONGDOUBLE if format_.name == "float64" else IN_FLOAT64


def agree(one: Enclosure, other: Enclosure) -> bool:
    """Return whether two enclosures may hold the same numbers, all of them."""
    parts = [map(Fraction, part.ravel()) for each in (one, other) for part in vars(each).values()]
    return all(
        abs(hi + lo - true_hi - true_lo) <= radius + true_radius
        for hi, lo, radius, true_hi, true_lo, true_radius in zip(*parts, strict=True)
    )


def scores(format_: Format) -> dict[str, Array]:
    """Return scores that are hard to map, for their reasons."""
    rng = np.random.default_rng(0)
    largest = format_.largest
    near = rng.normal(0, 1, (20, 2)).astype(format_.dtype)
    rows = {
        "normal": rng.normal(0, 3, (20, 10)),
        "near ties": np.concatenate([near, np.nextafter(near, near[:, ::-1])], axis=1),
        "around 1000": 1000 + rng.normal(0, 10, (20, 9)),
        "of all sizes": rng.normal(0, 1, (20, 12)) * 2.0 ** rng.integers(-30, 10, (20, 12)),
        "deep": np.concatenate([np.zeros((20, 1)), -np.linspace(0, 800, 400).reshape(20, 20)], 1),
        "near the largest numbers": np.array([[largest, -largest, 0], [largest, largest, 1]]),
        "with minus infinity": np.array([[-np.inf, 0, 1, -np.inf], [-np.inf, -np.inf, -1e4, -1e4]]),
        "a single class": np.array([[0.0], [1.0], [-largest]]),
        "10,000 classes": rng.normal(0, 5, (1, 10_000)),
        "10,000 equal ones": np.zeros((1, 10_000)),
        "without rows": np.zeros((0, 3)),
        "in one dimension": rng.normal(0, 3, 5),
        "in four dimensions": rng.normal(0, 3, (2, 1, 3, 4)),
    }
    if largest > 1e30:
        rows["of 1e30"] = 1e30 * rng.normal(0, 1, (20, 4))
    return {reason: x.astype(format_.dtype) for reason, x in rows.items()}


def numbers(format_: Format) -> Array:
    """Return numbers of both signs in every binade of a format, and where sigmoid bends."""
    lowest, highest = math.frexp(format_.smallest)[1] - 1, math.frexp(format_.largest)[1]
    rng = np.random.default_rng(0)
    exponents = np.linspace(lowest, highest - 1, min(highest - lowest, 500)).round()
    size = rng.uniform(1, 2, exponents.size) * 2.0**exponents
    bends = np.concatenate(
        [np.linspace(0, 40, 200), np.linspace(80, 110, 60), [708, 745, 746, 750]]
    )
    every = np.concatenate([size, bends, [0.0, format_.smallest, format_.largest]])
    return np.concatenate([every, -every]).astype(format_.dtype)


def products(format_: Format) -> dict[str, tuple[Array, Array, Array]]:
    """Return affine maps that are hard to compute, for their reasons."""
    rng = np.random.default_rng(0)
    x, W, b = (rng.normal(0, 1, shape) for shape in ((4, 30), (30, 5), (5,)))
    spread = 2.0 ** rng.integers(-6, 7, (4, 30))
    ones = np.ones((30, 1))
    tiny = math.sqrt(format_.eta)
    maps = {
        "normal": (x, W, b),
        "without a bias": (x, W, 0 * b),
        "terms that cancel": (np.concatenate([x, -x], 1), np.concatenate([W, W + W / 64]), 0 * b),
        "terms that cancel exactly": (np.concatenate([x, -x], 1), np.concatenate([W, W]), 0 * b),
        "of all sizes": (x * spread, W, b),
        "products that underflow": (x * tiny, W * tiny, 0 * b),
        "ones": (np.ones((1, 30)), ones, np.zeros(1)),
        "nothing": (np.zeros((4, 0)), np.zeros((0, 5)), b),
        "no rows": (x[:0], W, b),
    }
    return {
        reason: tuple(array.astype(format_.dtype) for array in arrays)  # type: ignore[misc]
        for reason, arrays in maps.items()
    }


def networks(format_: Format) -> dict[str, tuple[Array, list[Layer]]]:
    """Return networks of some widths, for their reasons."""
    rng = np.random.default_rng(0)

    def network(batch: int, *widths: int, scale: float = 1.0) -> tuple[Array, list[Layer]]:
        layers = [
            Layer(
                rng.normal(0, scale / math.sqrt(n), (n, m)).astype(format_.dtype),
                rng.normal(0, scale, m).astype(format_.dtype),
            )
            for n, m in pairwise(widths)
        ]
        return rng.normal(0, 1, (batch, widths[0])).astype(format_.dtype), layers

    return {
        "784-50-100-10": network(3, 784, 50, 100, 10),
        "one layer": network(3, 5, 4),
        "five layers": network(2, 6, 5, 4, 5, 4, 3),
        "units that saturate": network(3, 20, 10, 5, scale=40),
        "one class": network(2, 3, 2, 1),
    }


@pytest.mark.unmeasured
@every_format
def test_softmax_is_enclosed_closely(format_: Format) -> None:
    """Within a small part of what is allowed, with any number of roundings of the argument."""
    for reason, x in scores(format_).items():
        found, true = evaluate_softmax(x, wide_for(format_)), enclose_softmax(x)
        assert agree(found, true), reason
        for c in (1, 3):
            allowed = softmax_error(true.hi, x, replace(arithmetic_of(format_.dtype), c=c))
            possible = allowed > 0
            assert (found.radius <= SHARE * allowed)[possible].all(), reason
        assert (found.radius <= 4 * format_.eta).all(where=~possible), reason


@every_format
def test_the_radius_of_what_underflows_gradually_is_small_too(format_: Format) -> None:
    """Where nothing is allowed for underflow but some of the smallest numbers."""
    arithmetic = arithmetic_of(format_.dtype)
    never = {name: replace(getattr(arithmetic, name), eta=0) for name in ("working", "storage")}
    x = scores(format_)["deep"]
    found = evaluate_softmax(x, wide_for(format_))
    allowed = softmax_error(found.hi, x, replace(arithmetic, **never)) + 4 * format_.smallest
    assert (found.radius <= SHARE * allowed + 2 * SMALLEST).all()


@every_format
def test_sigmoid_is_enclosed_closely(format_: Format) -> None:
    """In every binade, in any shape."""
    x = numbers(format_).reshape(2, -1)
    found, true = evaluate_sigmoid(x, wide_for(format_)), enclose_sigmoid(x)
    assert agree(found, true)
    allowed = sigmoid_error(true.hi, x.astype(np.float64), arithmetic_of(format_.dtype))
    assert (found.radius <= SHARE * allowed).all()


@every_format
def test_an_affine_map_is_enclosed_closely(format_: Format) -> None:
    """Whatever cancels in it."""
    for reason, arrays in products(format_).items():
        found, true = evaluate_affine(*arrays, wide_for(format_)), enclose_affine(*arrays)
        assert agree(found, true), reason
        x, W, b = (array.astype(np.float64) for array in arrays)
        allowed = affine_error(x, W, b, arithmetic_of(format_.dtype))
        assert (found.radius <= SHARE * allowed).all(), reason


@every_format
def test_a_network_is_enclosed_closely(format_: Format) -> None:
    """Of any number of layers."""
    for reason, (x, layers) in networks(format_).items():
        found, true = evaluate_mlp(x, layers, wide_for(format_)), enclose_mlp(x, layers)
        assert agree(found, true), reason
        wide = [Layer(*(array.astype(np.float64) for array in layer)) for layer in layers]
        allowed = mlp_error(x.astype(np.float64), wide, true.hi, arithmetic_of(format_.dtype))
        assert (found.radius <= SHARE * allowed).all(), reason


@pytest.mark.unmeasured
@every_wide_arithmetic
@given(
    x=st.lists(
        st.floats(allow_nan=False, allow_infinity=False, width=32)
        | st.floats(-40, 40, width=32)
        | st.floats(-750, 0, width=32),
        min_size=1,
        max_size=12,
    ).map(np.array)
)
def test_any_numbers_are_enclosed(x: NDArray[np.float64], wide: Arithmetic) -> None:
    """By softmax and by sigmoid."""
    assert agree(evaluate_softmax(x, wide), enclose_softmax(x))
    assert agree(evaluate_sigmoid(x, wide), enclose_sigmoid(x))


@every_wide_arithmetic
def test_a_network_that_amplifies_rounding_is_enclosed(wide: Arithmetic) -> None:
    """The radius grows with the size of its weights, until nothing is known."""
    known = []
    for size in (1e6, 1e10, 1e12, 1e14, 1e16, 1e20, 1e300):
        x, W, V = np.array([[1.0, 1 / 3, -1 / 7]]), np.full((3, 2), size), np.eye(2) * size
        W[:, 1] *= -1 / 5
        layers = [
            Layer(W, np.full(2, -size * 1.19)),
            Layer(V / size, np.zeros(2)),
            Layer(V, x[0, :2]),
        ]
        found = evaluate_mlp(x, layers, wide)
        known.append(bool(np.isfinite(found.radius).all()))
        if known[-1]:
            assert agree(found, enclose_mlp(x, layers))
    assert known == sorted(known, reverse=True)
    assert known[0]
    assert not known[-1]


@every_wide_arithmetic
def test_of_what_is_beyond_all_numbers_nothing_is_known(wide: Arithmetic) -> None:
    """And nothing is warned of."""
    large = np.finfo(np.float64).max / 2
    found = evaluate_affine(np.array([[large]]), np.array([[1.0, 10.0]]), np.zeros(2), wide)
    assert found.hi.tolist() == [[large, 0.0]]
    assert found.lo.tolist() == [[0.0, 0.0]]
    assert np.isinf(found.radius).tolist() == [[False, True]]


@every_wide_arithmetic
def test_an_impossible_class_is_0(wide: Arithmetic) -> None:
    """Up to two of the smallest numbers that there are."""
    found = evaluate_softmax(np.array([[0.0, -np.inf]]), wide)
    assert found.hi.tolist() == [[1.0, 0.0]]
    assert found.radius[0, 1] == 2 * SMALLEST


@every_wide_arithmetic
def test_the_radius_is_the_bound_of_its_own_arithmetic(wide: Arithmetic) -> None:
    """Of softmax and sigmoid by less than a thousandth more, for it is taken at computed values."""
    x, W, b = np.array([[0.5, -2.0, 3.0]]), np.eye(3), np.ones(3)
    p, s = evaluate_softmax(x, wide), evaluate_sigmoid(x, wide)
    for found, bound in (
        (p.radius, softmax_error(p.hi, x, wide)),
        (s.radius, sigmoid_error(s.hi, x, wide)),
        (evaluate_affine(x, W, b, wide).radius, affine_error(x, W, b, wide)),
    ):
        assert (found >= bound).all()
        assert (found <= bound * 1.001).all()


def test_a_bound_at_a_true_value_is_that_at_the_computed_one_and_a_part_of_itself() -> None:
    """By a factor of 1 / (1 - g): a little more than 1, more where scores are off, or infinite."""
    with np.errstate(all="ignore"):
        exact, off, *far_off = _at_the_true_value(np.array([0.0, 0.125, 0.25, 1e300])).tolist()
    assert _at_the_true_value() == exact == 1 / (1 - np.expm1(2**-12))
    assert off == 1 / (1 - np.expm1(2**-12 + 0.375))
    assert far_off == [np.inf] * 2


@needs_longdouble
def test_the_rest_of_a_longdouble_is_kept() -> None:
    """Hi is the float64 nearest to the truth, and lo what it is off."""
    found = evaluate_softmax(np.array([[0.0, 1.0]]), IN_LONGDOUBLE)
    assert {part.dtype for part in vars(found).values()} == {np.dtype("float64")}
    assert (found.lo != 0).all()
    assert (np.abs(found.lo) <= 2.0**-54).all()
