"""The recipe follows the gradient, lowers the loss, and gives the same weights again."""

from __future__ import annotations

import re
import runpy
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias
from zipfile import ZipFile

import numpy as np
import pytest

from mnist_nn.digits.files.known import MNIST, digest
from mnist_nn.digits.files.labelled import Labelled
from mnist_nn.network import Network
from mnist_nn.training import train as train_module
from mnist_nn.training.augmentation import Strength, distort
from mnist_nn.training.train import (
    WIDTHS,
    correct,
    descend,
    forward,
    initial_layers,
    loss_and_gradients,
    main,
    orthogonal,
    rounded_to_half,
    save,
    train,
)
from mnist_nn.weights.files import load_weights
from tests.digits.idx_files import idx_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray
    from mnist_nn.training.train import Layers

    Digits: TypeAlias = tuple[FloatArray, NDArray[np.uint8]]
    """Images and their labels."""

U = np.finfo(float).eps / 2
STEP = 2.0**-17  # near the cube root of U, where truncation and rounding are of one size
STILL = Strength(rotation=0, scale=0, shear=0, shift=0, elastic=0)


def small_network() -> tuple[Layers, FloatArray, NDArray[np.uint8]]:
    """Return layers 6-5-4-3, inputs in [0, 1] and labels.

    Weights are multiples of 2^-12, so that adding and subtracting STEP is exact.
    """
    rng = np.random.default_rng(0)
    layers = [rng.integers(-4096, 4096, (m + 1, n)) / 4096 for m, n in pairwise((6, 5, 4, 3))]
    return layers, rng.random((4, 6)), np.array([0, 2, 1, 2], np.uint8)


def third_derivative(layers: Layers) -> float:
    """Bound the third derivative of the loss by any one weight.

    Let a, b, c bound the first three derivatives of a layer's scores. The weight's own layer has
    a <= 1 and b = c = 0, for its input is in [0, 1]; taking that for the first layer, and at least
    1 behind it, covers every layer. By the chain rule a sigmoid, whose derivatives are at most 1/4,
    1/(6 sqrt(3)) < 1/10 and 1/8, gives a/4, a^2/10 + b/4, a^3/8 + 3ab/10 + c/4; a product with W
    multiplies by its greatest column sum. The loss is log(sum(exp(s))) - s[label]: its third
    derivative is the third cumulant of s' (at most 2 a^3), plus three times the covariance of s'
    and s'' (a b), plus (p - truth) s''' (at most 2 c).
    """
    a, b, c = 1.0, 0.0, 0.0
    for A in layers[1:]:
        w = float(abs(A[:-1]).sum(0).max())
        a, b, c = (
            max(1.0, w * a / 4),
            w * (a**2 / 10 + b / 4),
            w * (a**3 / 8 + 3 * a * b / 10 + c / 4),
        )
    return 2 * a**3 + 3 * a * b + 2 * c


def loss_rounding(layers: Layers, batch: int) -> float:
    """Bound the rounding error of the mean loss, to first order in U.

    A score sums len(A) products with inputs in [0, 1]: len(A) U w, w the greatest column sum; the
    error of its inputs is multiplied by w, and by 1/4 in a sigmoid, which adds 8 U of its own (an
    exp within 3 ulp, a sum, a quotient). -log softmax changes by at most twice the scores' error,
    and adds (spread + classes + 16) U in softmax (its exponents, its sum, its quotient) and 2 U of
    the loss in the logarithm; the loss is at most spread + log(classes). The mean adds batch U.
    """
    inputs = scores = w = 0.0
    for A in layers:
        w = float(abs(A).sum(0).max())
        scores = w * (len(A) * U + inputs)
        inputs = scores / 4 + 8 * U
    spread, classes = 2 * w, layers[-1].shape[1]
    greatest = spread + np.log(classes)
    return float(2 * scores + (spread + classes + 16 + (2 + batch) * greatest) * U)


def difference_error(layers: Layers, batch: int) -> float:
    """Bound how far a central difference may be from the gradient.

    By Taylor's theorem the truncation is at most STEP^2 / 6 times the third derivative. Two rounded
    losses, divided by 2 STEP, are off by at most their rounding / STEP. The gradient's own rounding
    and the quotient's are of the order of the losses', not divided by STEP: doubling covers them.
    """
    truncation = STEP**2 / 6 * third_derivative(layers)
    return truncation + 2 * loss_rounding(layers, batch) / STEP


@pytest.mark.parametrize("layer", [0, 1, 2])
def test_the_gradient_is_the_slope_of_the_loss(layer: int) -> None:
    """Backpropagation agrees with a central difference, for every weight and bias."""
    layers, x, labels = small_network()
    A, slopes = layers[layer], np.empty_like(layers[layer])
    _, gradients = loss_and_gradients(layers, x, labels)
    for index, weight in np.ndenumerate(A):
        losses = []
        for A[index] in (weight + STEP, weight - STEP):
            losses.append(loss_and_gradients(layers, x, labels)[0])
        A[index] = weight
        slopes[index] = (losses[0] - losses[1]) / (2 * STEP)
    bound = difference_error(layers, len(x))
    assert bound < 1e-3 * abs(gradients[layer]).max()  # so that a wrong factor cannot hide
    np.testing.assert_allclose(gradients[layer], slopes, rtol=0, atol=bound)


def test_the_loss_of_an_undecided_network_is_the_logarithm_of_its_classes() -> None:
    """Where all scores are 0, each of ten classes has probability 1/10."""
    layers = [np.zeros((m + 1, n)) for m, n in pairwise(WIDTHS)]
    loss, _ = loss_and_gradients(layers, np.ones((3, 784)), np.array([0, 5, 9], np.uint8))
    np.testing.assert_allclose(loss, np.log(10), rtol=4 * U + 3 * U)  # one log, a mean of three


def test_training_and_inference_compute_the_same_scores(tmp_path: Path) -> None:
    """The last row of a layer is its bias: Network, given what was saved, says the same."""
    layers = [A.astype(np.float64) for A in initial_layers(np.random.default_rng(0))]
    for A in layers:
        A[-1] = np.linspace(-1, 1, A.shape[1])
    x = np.random.default_rng(1).random((5, 784))
    save(tmp_path / "w.npz", layers)
    with np.load(tmp_path / "w.npz") as saved:
        expected = Network(dict(saved)).scores(x)
    bound = 2 * scores_rounding(layers)
    assert abs(forward(layers, x)[1] - expected).max() <= bound


def scores_rounding(layers: Layers) -> float:
    """Bound the rounding error of the scores, as in `loss_rounding`, which counts it twice."""
    return loss_rounding(layers, 1) / 2


def test_initial_weights_vary_as_much_as_their_inputs_allow() -> None:
    """The variance of a weight is gain^2 / inputs, within five standard errors; biases are 0.

    The mean square of N normal numbers of variance v has the standard error v sqrt(2 / N).
    """
    for A, gain in zip(initial_layers(np.random.default_rng(0)), (1, 4, 4), strict=True):
        variance = gain**2 / (len(A) - 1)
        error = variance * np.sqrt(2 / A[:-1].size)
        assert abs((A[:-1].astype(float) ** 2).mean() - variance) < 5 * error
        assert not A[-1].any()
        assert A.dtype == np.float32


def test_a_diagonal_matrix_is_orthogonalised_exactly() -> None:
    """Of a positive diagonal the nearest orthonormal matrix is the identity; signs are kept."""
    np.testing.assert_array_equal(orthogonal(np.diag([2.0, 8.0])), np.eye(2))
    np.testing.assert_array_equal(orthogonal(np.diag([2.0, -8.0])), np.diag([1.0, -1.0]))


@pytest.mark.parametrize("shape", [(7, 3), (3, 7)])
def test_orthogonalising_gives_orthonormal_columns_or_rows(shape: tuple[int, int]) -> None:
    """U^T U = I, or U U^T = I where the matrix is wide, whatever the matrix was.

    Inverting M^T M costs its condition number in accuracy, which is the square of M's; 100
    roundings stand for the products of 7 terms, the eigenvalues of 3 x 3 and their roots.
    """
    M = np.random.default_rng(0).normal(size=shape)
    result = orthogonal(M)
    gram = result.T @ result if shape[0] > shape[1] else result @ result.T
    np.testing.assert_allclose(gram, np.eye(3), rtol=0, atol=100 * U * np.linalg.cond(M) ** 2)
    assert np.trace(result.T @ M) > 0


def test_where_nothing_pulls_nothing_moves() -> None:
    """A gradient of zeros is orthogonalised to zeros, not to NaN."""
    np.testing.assert_array_equal(orthogonal(np.zeros((4, 2), np.float32)), np.zeros((4, 2)))


def test_the_weakest_directions_stay_weak() -> None:
    """What is a million times weaker than the strongest is lifted a thousandfold, no further."""
    result = orthogonal(np.diag([1.0, 2.0**-20]))
    np.testing.assert_allclose(result, np.diag([1, 2.0**-20 * 1000]), rtol=8 * U)


def test_a_step_follows_the_mean_of_the_gradients() -> None:
    """The momentum takes a tenth of the gradient; the layer goes one rate along its direction."""
    layers, momenta = [np.zeros((2, 2))], [np.diag([0.0, 10.0])]
    descend(layers, momenta, [np.diag([10.0, 0.0])], rate=0.5)
    np.testing.assert_array_equal(momenta[0], np.diag([1.0, 9.0]))
    np.testing.assert_array_equal(layers[0], -0.5 * np.eye(2))


def lesson(count: int = 40) -> Digits:
    """Return images of digits as a child might code them: digit d is a bright row d."""
    labels = (np.arange(count) % 10).astype(np.uint8)
    images = np.random.default_rng(0).random((count, 28, 28)).astype(np.float32) / 2
    images[np.arange(count), 2 * labels + 4] = 1
    return images, labels


def last(*, epochs: int = 2, seed: int = 0) -> Layers:
    """Return the layers after training on forty images."""
    *_, (_, layers) = train(*lesson(), epochs=epochs, seed=seed)
    return layers


def test_training_lowers_the_loss_until_everything_is_read() -> None:
    """Forty images, seen two hundred times as they are, are learned by heart."""
    (first, _), *_, (final, layers) = train(*lesson(), epochs=200, seed=0, strength=STILL)
    assert final < first / 10
    assert correct(layers, *lesson()) == 40


def test_a_reader_who_knows_nothing_gets_a_tenth_right() -> None:
    """A network of zeros says 0 to every image, and is right where the digit is 0."""
    layers = [np.zeros((m + 1, n), np.float32) for m, n in pairwise(WIDTHS)]
    assert correct(layers, *lesson()) == 4


def test_the_same_seed_gives_the_same_weights() -> None:
    """Training is deterministic, bit for bit."""
    for first, again in zip(last(), last(), strict=True):
        np.testing.assert_array_equal(first, again, strict=True)


def test_another_seed_gives_other_weights() -> None:
    """The seed decides the start, the order and the distortions."""
    assert all((a != b).any() for a, b in zip(last(), last(seed=1), strict=True))


def test_training_goes_on_in_single_precision() -> None:
    """No step widens the layers, so what is saved is what was trained."""
    assert {A.dtype for A in last()} == {np.dtype(np.float32)}


def test_every_image_is_seen_once_in_an_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    """257 images, one more than make a step, are seen in two steps: none twice, none left out."""
    seen: list[FloatArray] = []

    def watch(images: FloatArray, strength: Strength, rng: np.random.Generator) -> FloatArray:
        seen.append(images)
        return distort(images, strength, rng)

    monkeypatch.setattr("mnist_nn.training.train.distort", watch)
    images, labels = lesson(257)
    list(train(images, labels, epochs=1, seed=0))
    assert [len(step) for step in seen] == [129, 128]
    sums = np.concatenate(seen).sum((1, 2))
    np.testing.assert_array_equal(np.sort(sums), np.sort(images.sum((1, 2))))


def test_a_file_of_weights_holds_nothing_but_the_arrays(tmp_path: Path) -> None:
    """In particular not the time of writing: the same layers give the same bytes."""
    save(tmp_path / "w.npz", last())
    with ZipFile(tmp_path / "w.npz") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = sorted(archive.namelist())
    assert names == [f"{letter}{k}.npy" for letter in "Wb" for k in (1, 2, 3)]


def test_what_is_written_is_held_by_every_format_from_half_precision_on() -> None:
    """The nearest numbers of float16, in the precision of the training."""
    (rounded,) = rounded_to_half([np.array([[1 + 2**-10 - 2**-20, 0.5]], np.float32)])
    assert rounded.tolist() == [[1 + 2**-10, 0.5]]
    assert rounded.dtype == np.float32


def test_the_reference_weights_are_held_by_half_precision() -> None:
    """They are what the recipe writes."""
    for array in load_weights().values():
        np.testing.assert_array_equal(array.astype(np.float16).astype(np.float32), array)


@pytest.fixture
def training_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Digits:
    """Return forty images and labels, and have `load_mnist` take them for its training set."""
    images, labels = lesson()
    pixels = np.round(images * 255).astype(np.uint8)
    (tmp_path / "train-images-idx3-ubyte").write_bytes(idx_bytes(pixels))
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(idx_bytes(labels))
    monkeypatch.setenv("MNIST_NN_DATA", str(tmp_path))
    monkeypatch.setitem(MNIST, "train", digest(Labelled(pixels, labels)))
    return pixels / np.float32(255), labels


@pytest.mark.usefixtures("training_set")
def test_the_command_trains_reports_and_saves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`python -m mnist_nn.training.train OUT` reads the training set, and writes a network."""
    out = tmp_path / "out.npz"
    monkeypatch.setattr(sys, "argv", ["train", str(out), "--epochs", "2"])
    with pytest.raises(SystemExit, match=r"^0$"):
        runpy.run_path(train_module.__file__, run_name="__main__")
    told = r"epoch 1 of 2: loss \d\.\d{4}\nepoch 2 of 2: loss \d\.\d{4}\n"
    assert re.fullmatch(told, capsys.readouterr().out)
    with np.load(out) as saved:
        assert Network(dict(saved)).widths == WIDTHS
        assert {array.dtype for array in saved.values()} == {np.dtype(np.float32)}


def test_images_held_out_are_read_but_not_learned(
    training_set: Digits, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Training without the last eight images gives the same network, which reads them as told."""
    images, labels = training_set
    main(tmp_path / "out.npz", epochs=60, hold_out=8)
    *_, (_, layers) = train(images[:-8], labels[:-8], epochs=60, seed=0)
    read = correct(layers, images[-8:], labels[-8:])
    assert read > correct(layers, images[-8:], labels[:8])  # so that other labels would be noticed
    assert capsys.readouterr().out.endswith(f", {read} of 8 held out\n")
    with np.load(tmp_path / "out.npz") as saved:
        for k, A in enumerate(rounded_to_half(layers), start=1):
            np.testing.assert_array_equal(np.vstack([saved[f"W{k}"], saved[f"b{k}"]]), A)
