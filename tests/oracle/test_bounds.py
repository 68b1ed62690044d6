"""The bounds are what their proofs say: not broken by right code, and not vacuous."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import ml_dtypes
import numpy as np
import pytest

from mnist_nn.formats import BFLOAT16, FLOAT16, FLOAT32, Format
from mnist_nn.oracle.arithmetic import CERTIFIABLE, TF32, Arithmetic, arithmetic_of
from mnist_nn.oracle.bounds import (
    sigmoid_error,
    softmax_error,
)
from mnist_nn.oracle.network_bound import mlp_error
from mnist_nn.oracle.product_bound import affine_error
from mnist_nn.oracle.sum_bound import softmax_sum_error
from mnist_nn.parameters import Layer
from mnist_nn.specification.claim import matches
from mnist_nn.specification.truth import true_affine, true_mlp, true_sigmoid, true_softmax

if TYPE_CHECKING:
    from numpy.typing import NDArray

DTYPES = ["float64", "float32", "float16", ml_dtypes.bfloat16]


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_bound_is_not_vacuous(dtype: str) -> None:
    """At 64 classes, an output of 1/64 is known to better than one part in fifty."""
    p = np.full(64, 1 / 64)
    assert (softmax_error(p, np.zeros(64), arithmetic_of(dtype)) < p / 50).all()


@pytest.mark.parametrize("dtype", DTYPES)
def test_an_impossible_class_has_no_error(dtype: str) -> None:
    """A score of minus infinity must give exactly 0."""
    p, t = np.array([1.0, 0.0]), np.array([0.0, math.inf])
    assert softmax_error(p, -t, arithmetic_of(dtype))[1] == 0


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_vanishing_class_may_err_by_little_more_than_the_smallest_normal_numbers(
    dtype: str,
) -> None:
    """However far below the maximum, the error allowed is three underflows, and finite."""
    arithmetic = arithmetic_of(dtype)
    p, t = np.array([1.0, 0.0]), np.array([0.0, np.finfo(np.float64).max])
    error = softmax_error(p, -t, arithmetic)[1]
    assert arithmetic.storage.eta < error < 4 * arithmetic.storage.eta


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("n", [1, 2, 10, 64])
def test_the_sum_may_err_by_no_less_than_its_terms_together(n: int, dtype: str) -> None:
    """The bound of the sum follows from those of the terms, at any row."""
    arithmetic = arithmetic_of(dtype)
    x = np.random.default_rng(n).normal(0, 5, n)
    t = x.max() - x
    p = np.exp(-t) / np.exp(-t).sum()
    assert softmax_error(p, -t, arithmetic).sum() <= softmax_sum_error(n, arithmetic)


def test_a_normal_result_is_not_lost_below_the_normal_numbers() -> None:
    """Near the smallest normal numbers of float16, it is off by three roundings as elsewhere."""
    arithmetic = arithmetic_of("float16")
    eta = arithmetic.storage.eta
    p = np.array([1 - 4 * eta, 2 * eta, 2 * eta])
    error = softmax_error(p, np.log(p / p.max()), arithmetic)
    assert error[1] < 4 * arithmetic.storage.u * p[1]


def test_bounds_grow_with_the_number_of_classes() -> None:
    """More terms are more roundings."""
    sums = [softmax_sum_error(n, arithmetic_of("float32")) for n in (1, 2, 10, 64, 1000)]
    assert sums == sorted(sums)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("x", [-8.0, -1.0, 0.0, 1.0, 8.0])
def test_the_bound_of_sigmoid_is_not_vacuous(x: float, dtype: str) -> None:
    """Every value up to 8 from the middle is known to better than one part in a hundred."""
    s = np.array([1 / (1 + math.exp(-x))])
    assert (sigmoid_error(s, np.array([x]), arithmetic_of(dtype)) < s / 100).all()


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_bound_of_a_product_is_not_vacuous(dtype: str) -> None:
    """A sum of 784 positive terms is known to better than one part in a hundred."""
    x, W = np.ones((1, 784)), np.ones((784, 1))
    assert affine_error(x, W, np.zeros(1), arithmetic_of(dtype)) < 784 / 100


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16"])
def test_the_bound_of_a_network_is_not_vacuous(dtype: str) -> None:
    """A small network's probabilities are known to better than one part in ten."""
    rng = np.random.default_rng(0)
    x, *parameters = (rng.normal(0, 0.5, s) for s in [(2, 5), (5, 4), (4,), (4, 3), (3,)])
    truth = true_mlp(x, *parameters, arithmetic=arithmetic_of(dtype))
    assert (truth.allowed < truth.enclosure.hi / 10).all()


def test_terms_that_are_zero_commit_no_error() -> None:
    """A product of one term and 783 zeros is as exact as a product of one term."""
    padded = np.zeros((1, 784))
    padded[0, 5] = 3.0
    arithmetic = arithmetic_of("float32")
    W, b = np.ones((784, 1)), np.zeros(1)
    alone = affine_error(padded[:, 5:6], W[:1], b, arithmetic)
    assert affine_error(padded, W, b, arithmetic) == pytest.approx(alone, rel=2.0**-40)


@pytest.mark.parametrize("dtype", DTYPES)
def test_an_input_that_is_off_allows_more(dtype: str) -> None:
    """Each bound grows by at least the change that this makes to the true value."""
    arithmetic, error = arithmetic_of(dtype), 0.25
    x = np.linspace(-3, 3, 7)
    s, s_there = 1 / (1 + np.exp(-x)), 1 / (1 + np.exp(-x - error))
    assert (sigmoid_error(s, x, arithmetic, error) >= s_there - s).all()
    W = np.ones((7, 1))
    assert affine_error(x[None], W, np.zeros(1), arithmetic, error) >= 7 * error


def test_a_score_that_is_off_allows_more() -> None:
    """Scores that are off by 1/4 make a probability off by up to a factor of exp(1/2)."""
    p, t = np.array([0.5, 0.5]), np.zeros(2)
    error = softmax_error(p, -t, arithmetic_of("float32"), 0.25)
    assert (error >= p * math.expm1(0.5)).all()


def test_the_bound_of_a_network_covers_images_that_are_off_by_that_of_its_first_layer() -> None:
    """The error of a layer is propagated through those that follow."""
    rng = np.random.default_rng(1)
    x, W1, b1, W2, b2 = (rng.normal(0, 1, s) for s in [(2, 5), (5, 4), (4,), (4, 3), (3,)])
    arithmetic = arithmetic_of("float16")
    truth = true_mlp(x, W1, b1, W2, b2, arithmetic=arithmetic)
    hidden = affine_error(x, W1, b1, arithmetic)
    # A first layer that errs by as much as it may, in every unit, is within the network's bound.
    change = np.linalg.solve(W1[:4].T, hidden[0])
    off = true_mlp(x + np.pad(change, (0, 1)), W1, b1, W2, b2, arithmetic=arithmetic)
    assert (np.abs(off.enclosure.hi - truth.enclosure.hi)[0] <= truth.allowed[0]).all()


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16"])
@pytest.mark.parametrize("side", [-1, 1])
def test_an_error_of_twice_the_bound_is_refuted(side: int, dtype: str) -> None:
    """The claim made of every law fails on results that are off by twice what is allowed."""
    x = np.array([[0.0, 1.0, 2.0]])
    arithmetic = arithmetic_of(dtype)
    for truth in (
        true_softmax(x, arithmetic),
        true_sigmoid(x, arithmetic),
        true_affine(x, np.eye(3), np.ones(3), arithmetic),
    ):
        assert matches(truth.enclosure.hi + side * truth.allowed / 2, truth).holds
        assert not matches(truth.enclosure.hi + side * truth.allowed * 2, truth).holds


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("dtype", ["float16", "float32"])
def test_rounding_at_random_stays_within_the_bound_of_a_network(dtype: str, seed: int) -> None:
    """Every operation of a network rounded in float32, summed in random order, keeps the bound."""
    rng = np.random.default_rng(seed)
    shapes = [(3, 20), (20, 8), (8,), (8, 4), (4,)]
    x, W1, b1, W2, b2 = (rng.normal(0, 1, s).astype(dtype) for s in shapes)
    truth = true_mlp(x, W1, b1, W2, b2)

    def layer(v: NDArray[Any], W: NDArray[Any], b: NDArray[Any]) -> NDArray[Any]:
        p = rng.permutation(len(W))
        products = v.astype(np.float32)[:, p, None] * W.astype(np.float32)[p]
        return (np.add.accumulate(products, axis=1)[:, -1] + b).astype(dtype)

    h = (1 / (1 + np.exp(-layer(x, W1, b1).astype(np.float32)))).astype(dtype)
    z = layer(h, W2, b2).astype(np.float32)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    assert matches((e / e.sum(axis=-1, keepdims=True)).astype(dtype), truth).holds


FLUSHING = Format(u=FLOAT32.u, eta=2.0**-6)
UNBOUNDED = {
    "an exp that may be off by its whole value": Arithmetic(BFLOAT16, BFLOAT16, k=128),
    "sums of so many terms that all may be lost": Arithmetic(BFLOAT16, BFLOAT16),
    "so many terms that flushing may lose all": Arithmetic(FLUSHING, FLUSHING),
}


@pytest.mark.parametrize("arithmetic", UNBOUNDED.values(), ids=UNBOUNDED)
def test_where_nothing_is_known_of_softmax_its_bounds_are_infinite(arithmetic: Arithmetic) -> None:
    """Of every class but an impossible one, a vanishing one too; and of their sum."""
    n = 200_000
    p, t = np.full(n, 1 / n), np.zeros(n)
    p[:2], t[:2] = 0, [1e4, np.inf]
    assert softmax_sum_error(n, arithmetic) == np.inf
    assert np.isinf(softmax_error(p, -t, arithmetic)).tolist() == [True, False, *[True] * (n - 2)]


def test_where_nothing_is_known_of_exp_the_bound_of_sigmoid_is_infinite() -> None:
    """At a value of 0 too, and where 1 - s is 0."""
    x = np.array([-1e4, 0.0, 1e4])
    poor = Arithmetic(BFLOAT16, BFLOAT16, k=128)
    assert np.isinf(sigmoid_error(np.array([0.0, 0.5, 1.0]), x, poor)).all()


def test_where_nothing_is_known_of_a_long_sum_its_bound_is_infinite() -> None:
    """Of a sum of zeros too, if the numbers that it adds may be others."""
    x, W, b = np.ones((1, 200_000)), np.zeros((200_000, 1)), np.zeros(1)
    assert np.isinf(affine_error(x, W, b, Arithmetic(BFLOAT16, BFLOAT16)))


def test_where_nothing_is_known_of_a_hidden_layer_the_bound_of_a_network_is_infinite() -> None:
    """Whatever the weights of its units, 0 among them."""
    layers = [Layer(np.eye(2), np.zeros(2)), Layer(np.array([[0.0, 1.0], [0.0, 1.0]]), np.zeros(2))]
    poor = Arithmetic(BFLOAT16, BFLOAT16, k=128)
    assert np.isinf(mlp_error(np.ones((1, 2)), layers, np.full((1, 2), 0.5), poor)).all()


HALF = arithmetic_of("float16")


@pytest.mark.parametrize(
    ("x", "W", "b", "known"),
    [
        ([300.0], [200.0], 0.0, True),
        ([300.0], [300.0], 0.0, False),
        ([300.0, 300.0], [300.0, -299.0], 0.0, True),  # float32 holds the sums
        ([300.0], [200.0], 60_000.0, False),
        ([300.0], [300.0], -60_000.0, False),  # the product may be stored before the bias is added
    ],
)
def test_of_a_result_that_may_overflow_nothing_is_known(
    x: list[float],
    W: list[float],
    b: float,
    known: bool,  # noqa: FBT001 - it is a parameter
) -> None:
    """In float16, beyond 65,504."""
    error = affine_error(np.array([x]), np.array(W)[:, None], np.array([b]), HALF)
    assert bool(np.isfinite(error[0, 0])) is known


def test_of_a_partial_sum_that_may_overflow_nothing_is_known() -> None:
    """In float64, whatever the sum of all: some order overflows."""
    x, W = np.full((1, 2), 1e200), np.array([[1e108], [-1e108]])
    assert np.isinf(affine_error(x, W, np.zeros(1), arithmetic_of("float64")))


@pytest.mark.parametrize("result", [np.inf, np.nan, 65_504.0])
def test_a_product_that_overflows_is_not_blamed(result: float) -> None:
    """Whatever it is: 90,000 is no number of float16."""
    x = np.array([[300.0]], np.float16)
    assert matches(np.array([[result]]), true_affine(x, x, np.zeros(1, np.float16))).holds


def test_operands_that_are_rounded_allow_more() -> None:
    """Two roundings of TF32 for each product, and none for the bias."""
    x, W = np.ones((1, 4)), np.ones((4, 1))
    tf32, strict = CERTIFIABLE["TF32"], arithmetic_of("float32")
    for b in (np.zeros(1), np.ones(1)):
        more = affine_error(x, W, b, tf32) - affine_error(x, W, b, strict)
        assert more == pytest.approx(4 * 2 * TF32.u, rel=0.01)


@pytest.mark.parametrize(("x", "W"), [(1e5, 1.0), (1.0, 1e5)])
def test_of_operands_that_their_format_does_not_hold_nothing_is_known(x: float, W: float) -> None:
    """The largest number of float16 is 65,504."""
    half_operands = Arithmetic(FLOAT32, FLOAT32, operands=FLOAT16)
    error = affine_error(np.array([[x]]), np.array([[W, 1]]), np.zeros(2), half_operands)
    assert np.isinf(error).tolist() == [[True, x > W]]


def test_operands_that_their_format_flushes_allow_more() -> None:
    """By its smallest normal number, times the other operand."""
    half_operands = Arithmetic(FLOAT32, FLOAT32, operands=FLOAT16)
    x, W = np.array([[1e-9, 0.0]]), np.array([[1000.0], [1.0]])
    assert affine_error(x, W, np.zeros(1), half_operands) > 1000 * FLOAT16.eta


def test_sums_in_blocks_are_more_accurate() -> None:
    """Of 10,000 terms in blocks of 16, each passes 25 additions, not 9,999."""
    x, W, b = np.ones((1, 10_000)), np.ones((10_000, 1)), np.zeros(1)
    in_blocks, in_any_order = Arithmetic(FLOAT32, FLOAT32, blocks=16), arithmetic_of("float32")
    assert in_blocks.additions(10_000) == 25
    ratio = affine_error(x, W, b, in_any_order) / affine_error(x, W, b, in_blocks)
    assert ratio == pytest.approx(10_001 / 27, rel=0.001)
