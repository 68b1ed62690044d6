"""The domains reach what they should: nothing is capped in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import Phase, find, given, settings

from mnist_nn.digits.mnist import load_test_set
from mnist_nn.formats import FORMATS, INTEGERS, format_of
from mnist_nn.specification.inputs import (
    arguments,
    digits,
    layouts,
    matrices,
    networks,
    no_rows,
    numbers,
    scores,
    sizes,
    unusual_scores,
    variations,
    wide_matrices,
)
from mnist_nn.specification.inputs.recipe import made
from mnist_nn.specification.softmax import SOFTMAX

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from mnist_nn.specification.function import Drawn
    from mnist_nn.specification.inputs.listed import Listed

DTYPES = [format_.dtype for format_ in FORMATS.values()]
every_dtype = pytest.mark.parametrize("dtype", DTYPES, ids=str)
pytestmark = pytest.mark.slow
SEARCH = settings(max_examples=5000, database=None, derandomize=True, phases=[Phase.generate])


def reaches(dtype: np.dtype[Any], condition: Callable[[NDArray[Any]], Any]) -> bool:
    """Return whether scores of a kind are drawn; `find` raises when they are not."""
    find(scores.scores(dtype), lambda x: bool(condition(x)), settings=SEARCH)
    return True


def test_every_width_is_reached() -> None:
    """One class, 64 classes, and every number in between."""
    widths: set[int] = set()

    def all_were_seen(width: int) -> bool:
        widths.add(width)
        return len(widths) == 64

    find(sizes.CLASSES, all_were_seen, settings=SEARCH)
    assert widths == set(range(1, 65))


@every_dtype
@pytest.mark.parametrize(
    "condition",
    [
        lambda x: (x[:, :1] == x[:, 1:]).any(),
        lambda x: (np.signbit(x) & (x == 0)).any(),
        lambda x: ((x != 0) & (np.abs(x) < format_of(x.dtype).eta)).any(),
        lambda x: (x > 100).any(),
        lambda x: (x < -100).any(),
        lambda x: len(x) > 1,
        lambda x: x.shape[1] == 64,
    ],
    ids=[
        "ties",
        "minus zero",
        "subnormals",
        "large",
        "very negative",
        "several rows",
        "as many classes as there can be",
    ],
)
def test_every_kind_of_row_is_reached(
    dtype: np.dtype[Any], condition: Callable[[NDArray[Any]], Any]
) -> None:
    """Ties, both zeros, subnormals and saturating scores all occur."""
    assert reaches(dtype, condition)


@every_dtype
def test_at_least_a_quarter_of_the_rows_are_informative(dtype: np.dtype[Any]) -> None:
    """In 25 % of the rows, two or more outputs are above 1/1000: there is something to compare."""
    informative: list[bool] = []

    @settings(max_examples=500, database=None, derandomize=True)
    @given(scores.scores(dtype))
    def collect(x: NDArray[Any]) -> None:
        e = np.exp(x.astype(float) - x.max(axis=-1, keepdims=True))
        informative.extend((e / e.sum(axis=-1, keepdims=True) > 1e-3).sum(axis=-1) >= 2)

    collect()
    assert np.mean(informative) >= 0.25


@every_dtype
def test_extreme_scores_reach_the_largest_number(dtype: np.dtype[Any]) -> None:
    """Both ends of the format are tried in one row, where their difference overflows."""
    largest = format_of(dtype).largest
    both = find(
        scores.extreme_scores(dtype),
        lambda x: bool((x == largest).any() and (x == -largest).any()),
        settings=SEARCH,
    )
    assert both.dtype == dtype


@every_dtype
def test_shifts_are_exact_and_some_are_large(dtype: np.dtype[Any]) -> None:
    """Every x + c is the sum of the real numbers; shifts beyond 100 occur where they can."""
    shifts: list[float] = []

    @settings(max_examples=300, database=None, derandomize=True)
    @given(variations.shifted_scores(dtype))
    def collect(drawn: tuple[NDArray[Any], NDArray[Any]]) -> None:
        x, c = drawn
        wide: Any = np.float64 if dtype.kind != "f" else np.longdouble
        assert np.array_equal((x + c).astype(wide), x.astype(wide) + c.astype(wide))
        shifts.append(abs(float(c)))

    collect()
    assert max(shifts) > min(100, 2 ** (format_of(dtype).digits - 3))


def all_exact(x: NDArray[Any], W: NDArray[Any], b: NDArray[Any]) -> bool:
    """Return whether every partial sum is an integer that the format holds."""
    x, W, b = (np.abs(a.astype(np.float64)) for a in (x, W, b))
    return bool((x @ W + b <= 2 ** format_of(x.dtype).digits).all())


# Each domain with what its docstring promises of every input.
PREMISES: list[tuple[Drawn, Callable[..., Any]]] = [
    (scores.scores, lambda x: np.isfinite(x).all() and len(x) > 0 < x.shape[1] <= 64),
    (scores.extreme_scores, lambda x: np.isfinite(x).all()),
    (scores.pairs_of_scores, lambda x: x.shape[1] == 2),
    (scores.one_class_scores, lambda x: x.shape[1] == 1),
    (scores.dominated_scores, lambda x: (x[:, :1] - x[:, 1:] >= 60).all()),
    (scores.constant_scores, lambda x: (x == x[:, :1]).all() and x.shape[1].bit_count() == 1),
    (scores.tied_scores, lambda x: (x == np.rint(x)).all() and (abs(x) <= 3).all()),
    (scores.long_rows, lambda x: (x == x[:, :1]).all() and len(x) <= 2),
    (scores.few_scores, lambda x: x.shape[1] <= 3 and (abs(x) <= 2).all()),
    (scores.deep_scores, lambda x: (x.max(axis=-1) == 0).all() and np.isfinite(x).all()),
    (variations.permuted_scores, lambda x, p: sorted(p) == list(range(x.shape[1]))),
    (variations.chosen_scores, lambda x, keep: keep.any() and keep.shape == x.shape[1:]),
    (
        variations.raised_scores,
        lambda x, z, k: (z >= x).all() and not (z != x)[:, others(x, k)].any(),
    ),
    (variations.nearby_scores, lambda x, z: np.isfinite(z).all() and x.shape == z.shape),
    (variations.scores_along_an_axis, lambda x, axis: -x.ndim <= axis < x.ndim <= 4),
    (unusual_scores.scores_with_minus_infinity, lambda x: np.isfinite(x).any(axis=-1).all()),
    (unusual_scores.scores_with_plus_infinity, lambda x: (np.isposinf(x).sum(axis=-1) == 1).all()),
    (numbers.ascending_numbers, lambda x: (x[:-1] <= x[1:]).all()),
    (numbers.negative_numbers, lambda x: (np.exp(x.astype(float)) > format_of(x.dtype).eta).all()),
    (matrices.matrices, lambda x, W: x.shape[1] == len(W)),
    (matrices.affine_maps, lambda x, W, b: x.shape[1] == len(W) and W.shape[1:] == b.shape),
    (matrices.small_integer_maps, all_exact),
    (matrices.maps_of_zero, lambda x, W, b: not x.any() and W.shape[1:] == b.shape),
    (matrices.mismatched_matrices, lambda x, W: x.shape[1] != len(W)),
    (matrices.mismatched_maps, lambda x, W, b: x.shape[1] != len(W) and W.shape[1:] == b.shape),
    (matrices.wrong_biases, lambda x, W, b: 1 != len(b) != W.shape[1] != 1),
    (scores.lowest_scores, lambda x: (x <= -format_of(x.dtype).largest / 2).all()),
    (matrices.broadcast_biases, lambda x, W, b: b.shape != W.shape[1:] and W.shape[1] > 1),
    (networks.networks, lambda x, W1, b1, W2, b2: x.shape[1] == len(W1) and len(b1) == len(W2)),
    (networks.networks_with_wrong_images, lambda x, W1, *_: x.shape[1] > len(W1)),
    (networks.permuted_networks, lambda x, W1, b1, W2, b2, p: sorted(p) == list(range(len(b1)))),
]


def others(x: NDArray[Any], k: int) -> NDArray[np.bool_]:
    """Return which columns of x are not column k."""
    return np.arange(x.shape[1]) != k


@every_dtype
@pytest.mark.parametrize(("domain", "premise"), PREMISES, ids=lambda f: f.__name__)
def test_a_domain_keeps_its_promise(
    dtype: np.dtype[Any], domain: Drawn, premise: Callable[..., Any]
) -> None:
    """What a domain's docstring says is true of every input drawn, and of its dtype."""

    @settings(max_examples=50, database=None, derandomize=True)
    @given(domain(dtype))
    def check(drawn: Any) -> None:
        inputs = drawn if isinstance(drawn, tuple) else (drawn,)
        assert premise(*inputs)
        assert inputs[0].dtype == dtype

    check()


# Those of which all inputs are tried, in the same way.
LISTED: list[tuple[Callable[[np.dtype[Any]], Listed], Callable[..., Any]]] = [
    (unusual_scores.no_classes, lambda x: x.shape[1] == 0 < len(x)),
    (no_rows.no_scores, lambda x: x.shape[0] == 0 < x.shape[1]),
    (no_rows.no_rows_and_a_matrix, lambda x, W: len(x) == 0 and x.shape[1] == len(W) > 0),
    (numbers.zeros, lambda x: (x == 0).all()),
    (numbers.infinities, lambda x: np.isinf(x).all()),
    (matrices.empty_matrices, lambda x, W: 0 in (*x.shape, *W.shape) and x.shape[1] == len(W)),
    (
        no_rows.no_rows_and_a_map,
        lambda x, W, b: len(x) == 0 and x.shape[1] == len(W) and W.shape[1:] == b.shape,
    ),
    (
        no_rows.no_images_and_a_network,
        lambda x, W1, b1, W2, b2: len(x) == 0 < len(W1) and len(b1) == len(W2) and b2.size,
    ),
]


@every_dtype
@pytest.mark.parametrize(("domain", "premise"), LISTED, ids=lambda f: f.__name__)
def test_a_list_keeps_its_promise(
    dtype: np.dtype[Any], domain: Callable[[np.dtype[Any]], Listed], premise: Callable[..., Any]
) -> None:
    """Every input on it is what the docstring says, and no two are the same."""
    all_inputs = domain(dtype).all_inputs
    for inputs in all_inputs:
        assert premise(*inputs)
        assert inputs[0].dtype == dtype
    told = {repr([(a.shape, a.tolist()) for a in inputs]) for inputs in all_inputs}
    assert len(told) == len(all_inputs) > 1
    assert domain(dtype).is_whole


REPEATED: dict[str, Any] = {
    "with one row repeated": np.s_[:1],
    "with one column repeated": np.s_[..., :1],
}


@every_dtype
def test_every_layout_keeps_the_values(dtype: np.dtype[Any]) -> None:
    """A layout is another way to store the same numbers, or those that it repeats."""
    for x in (np.arange(12).reshape(3, 4).astype(dtype), np.arange(3).astype(dtype)):
        for layout in layouts.layouts_of(dtype):
            kept = x[REPEATED.get(layout, ...)]
            assert np.array_equal(layouts.LAYOUTS[layout](x), np.broadcast_to(kept, x.shape))


@pytest.mark.parametrize(
    ("layout", "is_so"),
    [
        ("with rows apart", lambda x: x.strides == (8 * x.itemsize, x.itemsize)),
        ("between NaNs", lambda x: np.isnan(x.base).sum() == 2 * 64),
        ("with one row repeated", lambda x: x.strides[0] == 0),
        ("with one column repeated", lambda x: x.strides[1] == 0),
        ("strided", lambda x: x.strides == (18 * x.itemsize, 2 * x.itemsize)),
        ("reversed", lambda x: max(x.strides) < 0),
        ("with rows in reverse", lambda x: x.strides == (-4 * x.itemsize, x.itemsize)),
        ("in Fortran order", lambda x: x.flags.f_contiguous),
        ("byte-swapped", lambda x: not x.dtype.isnative),
        ("unaligned", lambda x: not x.flags.aligned),
        ("read-only", lambda x: not x.flags.writeable),
    ],
)
def test_every_layout_is_what_it_is_called(
    layout: str, is_so: Callable[[NDArray[Any]], bool]
) -> None:
    """And not the ordinary one."""
    x = np.arange(12, dtype=np.float32).reshape(3, 4)
    assert is_so(layouts.LAYOUTS[layout](x))
    assert not is_so(x)


@pytest.mark.parametrize("name", INTEGERS)
def test_integers_reach_both_ends_of_their_range(name: str) -> None:
    """-100 and 100, and 0 and 255 for bytes, in one row: differences that wrap around."""
    low, high = (0 if name[0] == "u" else -100), (255 if name == "uint8" else 100)
    ends = find(
        arguments.of_integers(SOFTMAX)(np.dtype(name)),
        lambda drawn: bool(((drawn[0] == low).any(-1) & (drawn[0] == high).any(-1)).any()),
        settings=SEARCH,
    )
    assert ends[0].dtype == np.dtype(name)


@pytest.mark.parametrize(
    "condition",
    [
        lambda rows: rows == 1,
        lambda rows: 512 < rows < 1024,
        lambda rows: rows == 4096,
        lambda rows: rows == 4097,
        lambda rows: rows > 65_536,
    ],
    ids=["one", "some", "a power of two", "one more", "more than 16 bits count"],
)
def test_every_number_of_rows_is_reached(condition: Callable[[int], bool]) -> None:
    """Few, many, and the numbers at which tiles and counters end."""
    assert condition(find(sizes.LENGTHS, condition, settings=SEARCH))


@every_dtype
def test_wide_products_of_integers_are_exact(dtype: np.dtype[Any]) -> None:
    """At every size, however many inputs are summed."""
    sweep = wide_matrices.wide_integer_maps(dtype)
    for point in (point for n in range(12) for point in sweep.example(n, 0)):
        assert all_exact(*map(made, sweep.inputs(point)))


@pytest.mark.parametrize("domain", [digits.few_digits, digits.many_digits])
def test_a_stretch_of_digits_is_one_of_the_test_set(domain: Drawn) -> None:
    """It begins at one of its images, and may go round."""
    first, number = find(
        domain(np.dtype("float32")), lambda drawn: sum(drawn) > 10_000, settings=SEARCH
    )
    images, labels = load_test_set()
    assert np.array_equal(
        digits.mnist_images(first, number), np.roll(images, -first, axis=0)[:number]
    )
    assert np.array_equal(digits.labels(first, number), np.roll(labels, -first)[:number])


@pytest.mark.parametrize("most", [1, 10, 100, 1000])
def test_stretches_of_digits_are_of_every_size(most: int) -> None:
    """From one image to more than most implementations take at once."""
    domain = digits.many_digits(np.dtype("float32"))
    _, number = find(domain, lambda drawn: most / 2 < drawn[1] <= most, settings=SEARCH)
    assert most / 2 < number <= most
