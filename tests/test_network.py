"""A network: its parameters fit, and its images are read alike alone or in a batch."""

from __future__ import annotations

import copy
import pickle
import re
import tracemalloc
from collections.abc import MutableMapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import ml_dtypes
import numpy as np
import pytest

from mnist_nn import Network, affine, mlp, sigmoid, softmax
from mnist_nn.batches import BATCH_SIZE

if TYPE_CHECKING:
    from collections.abc import Callable

RNG_SEED = 0


class Extended(Network):
    """Somebody's own network."""


def parameters(*widths: int) -> dict[str, np.ndarray[Any, Any]]:
    """Return random float32 parameters of a network with these widths."""
    rng = np.random.default_rng(RNG_SEED)
    shapes = pairwise(widths)
    return {
        name: rng.normal(size=shape).astype(np.float32)
        for k, (m, n) in enumerate(shapes, start=1)
        for name, shape in ((f"W{k}", (m, n)), (f"b{k}", (n,)))
    }


@pytest.fixture
def network() -> Network:
    """Return a small network of three layers."""
    return Network(parameters(4, 3, 5, 2))


@pytest.fixture
def images() -> np.ndarray[Any, Any]:
    """Return six random images of four pixels."""
    return np.random.default_rng(RNG_SEED).random((6, 4), dtype=np.float32)


def test_scores_are_affine_maps_with_sigmoids_between_them(
    network: Network, images: np.ndarray[Any, Any]
) -> None:
    """The scores of the lesson's three layers, written out, and not rounded to float32."""
    p, images = network.parameters, images.astype(np.float64)
    z1 = sigmoid(affine(images, p["W1"], p["b1"]))
    z2 = sigmoid(affine(z1, p["W2"], p["b2"]))
    assert np.array_equal(network.scores(images), affine(z2, p["W3"], p["b3"]))


def test_predictions_are_the_softmax_of_the_scores(
    network: Network, images: np.ndarray[Any, Any]
) -> None:
    """Predict = softmax(scores)."""
    assert np.array_equal(network.predict(images), softmax(network.scores(images)))


def test_the_class_is_the_most_probable_one(network: Network, images: np.ndarray[Any, Any]) -> None:
    """Skipping softmax changes no class, because it keeps the order."""
    assert np.array_equal(network.classify(images), network.predict(images).argmax(axis=-1))


@pytest.mark.parametrize(("dtype", "score"), [(np.float32, 0.0), (np.float64, 1.0)])
def test_a_float32_network_adds_in_float32_unless_its_images_are_wider(
    dtype: type[np.floating[Any]], score: float
) -> None:
    """In float32, 2**24 + 1 is 2**24."""
    ones = np.ones((2, 1), np.float32)
    network = Network({"W1": ones, "b1": np.array([-(2.0**24)], np.float32)})
    scores = network.scores(np.array([2.0**24, 1], dtype))
    assert scores.dtype == dtype
    assert scores.tolist() == [score]


@pytest.mark.parametrize("dtype", [np.float16, ml_dtypes.bfloat16])
def test_a_network_in_half_precision_adds_in_float32(dtype: Any) -> None:
    """4096 ones are 4096, where sums in float16 stop at 2048, and in bfloat16 at 256."""
    network = Network({"W1": np.ones((4096, 1), dtype), "b1": np.zeros(1, dtype)})
    scores = network.scores(np.ones(4096, dtype))
    assert scores.dtype == dtype
    assert scores.tolist() == [4096.0]


@pytest.mark.parametrize("read", [Network.scores, Network.predict, Network.classify])
def test_a_large_batch_is_read_as_its_images_are(
    network: Network, read: Callable[[Network, Any], np.ndarray[Any, Any]]
) -> None:
    """Each image once, in their order; in float64, for float32 is not computed alike by all."""
    images = np.random.default_rng(RNG_SEED).random((2 * BATCH_SIZE + 1, 4))
    np.testing.assert_allclose(
        read(network, images), [read(network, image) for image in images], rtol=1e-12
    )


def test_probabilities_lie_row_after_row(network: Network) -> None:
    """As whoever writes them to a file expects."""
    assert network.predict(np.zeros((2 * BATCH_SIZE, 4))).flags.c_contiguous


def test_a_million_images_take_less_than_a_gigabyte() -> None:
    """Beside the images, as bytes, there are the results, and a batch: the rest does not grow."""
    network = Network(parameters(784, 50, 100, 10))
    less, more = (memory_of(network, n) for n in (2000, 4000))
    of_an_image = (more - less) / 2000
    assert less + 998_000 * of_an_image < 0.9e9


def memory_of(network: Network, number: int) -> int:
    """Return how many bytes there were at most while so many images were read, theirs included."""
    tracemalloc.start()
    try:
        network.predict(np.zeros((number, network.widths[0]), np.uint8))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_one_image_is_read_as_in_a_batch(network: Network, images: np.ndarray[Any, Any]) -> None:
    """Every image alone gets the class that it gets in the batch."""
    assert [int(network.classify(image)) for image in images] == network.classify(images).tolist()


def test_an_image_with_nan_has_no_class(network: Network) -> None:
    """It is refused, not read as a zero."""
    with pytest.raises(ValueError, match=r"^an image that holds NaN has no class$"):
        network.classify([0.0, np.nan, 0.0, 0.0])


def test_an_empty_batch_has_no_classes(network: Network) -> None:
    """No images, no answers."""
    assert network.classify(np.zeros((0, 4))).shape == (0,)


@pytest.mark.parametrize("widths", [(3, 2), (3, 3, 2), (2, 3, 4, 5, 6)])
def test_any_number_of_layers_works(widths: tuple[int, ...]) -> None:
    """From one layer on, the widths are those of the parameters."""
    network = Network(parameters(*widths))
    assert network.widths == widths
    assert network.predict(np.zeros(widths[0])).shape == (widths[-1],)


def test_the_order_in_which_parameters_are_given_does_not_matter(network: Network) -> None:
    """Names decide, not their order."""
    shuffled = dict(sorted(network.parameters.items(), reverse=True))
    assert list(Network(shuffled).parameters) == ["W1", "b1", "W2", "b2", "W3", "b3"]


def test_a_network_does_not_change_with_the_arrays_it_was_made_of() -> None:
    """The parameters are copies, and read-only."""
    given = parameters(2, 2)
    network = Network(given)
    given["W1"][:] = 0
    assert network.parameters["W1"].any()
    assert not network.parameters["W1"].flags.writeable


def pickled(network: Network) -> Network:
    """Return what another process would be given."""
    unpickled: Network = pickle.loads(pickle.dumps(network))  # noqa: S301 - we wrote it
    return unpickled


COPIES = pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, pickled])


@COPIES
def test_a_copy_reads_as_the_network_does(copied: Callable[[Network], Network]) -> None:
    """It has the same parameters, of the same dtypes."""
    given = parameters(4, 3, 2) | {"b2": np.array([0.1, 0.2])}
    network = Network(given)
    copied_network = copied(network)
    assert copied_network.widths == network.widths
    assert list(copied_network.parameters) == list(network.parameters)
    for name, array in network.parameters.items():
        other = copied_network.parameters[name]
        assert np.array_equal(other, array)
        assert other.dtype == array.dtype


@COPIES
def test_the_parameters_of_a_copy_are_read_only(
    network: Network, copied: Callable[[Network], Network]
) -> None:
    """As those of any network: neither the arrays nor which there are can be changed."""
    read_only = copied(network).parameters
    assert not any(array.flags.writeable for array in read_only.values())
    assert not isinstance(read_only, MutableMapping)


def test_a_copy_is_of_the_same_class(network: Network) -> None:
    """Whoever extends it keeps what they have added."""
    assert type(pickled(Extended(network.parameters))) is Extended


def test_a_network_says_its_widths(network: Network) -> None:
    """The widths are what tells networks apart at sight."""
    assert repr(network) == "Network(4-3-5-2)"


@pytest.mark.parametrize("shape", [(), (3,), (6, 5), (1, 6, 4)])
def test_images_of_another_width_are_refused(network: Network, shape: tuple[int, ...]) -> None:
    """The error says what was given and what the network takes."""
    message = f"images have shape {shape}, but Network(4-3-5-2) takes (4,) or (batch, 4)"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        network.scores(np.zeros(shape))


def test_a_missing_parameter_is_named() -> None:
    """The names are W1, b1, W2, b2, ... without a gap."""
    with pytest.raises(ValueError, match=r"^network: b1 is missing; unexpected arrays: momentum$"):
        Network({"W1": np.ones((2, 2)), "momentum": np.ones(2)})


def test_layers_that_do_not_fit_are_refused_when_the_network_is_built() -> None:
    """The outputs of a layer are the inputs of the next."""
    wrong = parameters(4, 3) | {"W2": np.ones((5, 2)), "b2": np.ones(2)}
    message = "network: layer 1 has 3 outputs but layer 2 takes 5: W1 is (4, 3), W2 is (5, 2)"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        Network(wrong)


def test_parameters_may_be_integers() -> None:
    """Integers mean their values."""
    network = Network({"W1": [[1, 2]], "b1": [0, 1]})
    assert network.scores([3]).tolist() == [3.0, 7.0]


def test_parameters_keep_their_dtype() -> None:
    """A network in float32 reads float32 images in float32; integers are float64."""
    network = Network(parameters(2, 2) | {"b1": [0, 1]})
    dtypes = [array.dtype for array in network.parameters.values()]
    assert dtypes == [np.float32, np.float64]


def test_mlp_is_the_network_of_its_parameters(
    network: Network, images: np.ndarray[Any, Any]
) -> None:
    """mlp(x, W1, b1, W2, b2, ...) = Network(...).predict(x)."""
    expected = network.predict(images)
    assert np.array_equal(mlp(images, *network.parameters.values()), expected)


@pytest.mark.parametrize("number", [0, 1, 3])
def test_mlp_refuses_half_a_layer(number: int) -> None:
    """Each W needs its b, and a network a layer."""
    with pytest.raises(ValueError, match="missing"):
        mlp(np.ones(2), *[np.ones((2, 2)), np.ones(2), np.ones((2, 2))][:number])


@pytest.mark.parametrize("x", [(600, 2), (2,), (), (1, 2, 3)])
def test_mlp_refuses_images_of_another_width(x: tuple[int, ...]) -> None:
    """The error says what was given, however many images there are."""
    with pytest.raises(ValueError, match=f"^mlp: x .*{re.escape(str(x))}"):
        mlp(np.ones(x), np.ones((3, 4)), np.ones(4))


def test_mlp_refuses_a_bias_that_does_not_fit() -> None:
    """As affine does."""
    with pytest.raises(ValueError, match=re.escape("b must have shape (4,), not (1,)")):
        mlp(np.ones((2, 3)), np.ones((3, 4)), np.ones(1))


def test_networks_of_the_same_parameters_are_equal(network: Network) -> None:
    """They have the same hash, too, so that they are one key."""
    same = Network(network.parameters)
    assert same == network
    assert {network: 1}[same] == 1


@pytest.mark.parametrize("name", ["W1", "b1", "W2", "b3"])
@pytest.mark.parametrize("change", [lambda a: a + 1, lambda a: a.astype(np.float64)])
def test_networks_that_differ_in_a_parameter_are_not_equal(
    network: Network, name: str, change: Callable[[Any], Any]
) -> None:
    """In its numbers or in their dtype, in which results would differ."""
    changed = dict(network.parameters) | {name: change(network.parameters[name])}
    assert Network(changed) != network


def test_zeros_of_either_sign_tell_networks_apart() -> None:
    """Equal are the bits, as hashes need it."""
    plus, minus = (Network({"W1": [[zero]], "b1": [0.0]}) for zero in (0.0, -0.0))
    assert plus != minus


def test_networks_of_other_widths_are_not_equal() -> None:
    """Though their numbers are the same."""
    one, other = (Network({"W1": np.ones(n), "b1": np.zeros(n[1])}) for n in [(2, 3), (3, 3)])
    assert one != other


def test_a_network_equals_nothing_else(network: Network) -> None:
    """Not one of another class, which may read otherwise, nor anything that is no network."""
    assert network != Extended(network.parameters)
    assert Extended(network.parameters) == Extended(network.parameters)
    assert network != network.parameters


@COPIES
def test_a_copy_equals_the_network(network: Network, copied: Callable[[Network], Network]) -> None:
    """Wherever it was sent."""
    assert copied(network) == network
