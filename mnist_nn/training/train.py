"""The recipe that made the reference weights: `python -m mnist_nn.training.train OUT.npz`.

A network 784-50-100-10 learns by gradient descent from training images, each distorted anew each
time it is seen. The test set takes no part, neither in learning nor in the choice of this recipe.

A layer is one matrix A (inputs + 1, outputs): the weights W, and the bias b as the last row, which
is the weight of an input that is always 1.
"""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import numpy as np
import typer

from mnist_nn.digits.mnist import load_mnist
from mnist_nn.functions import sigmoid, softmax
from mnist_nn.training.augmentation import STRENGTH, Strength, distort
from mnist_nn.weights.files import save_weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Layers: TypeAlias = Sequence[FloatArray]
    """One matrix for each layer of a network, in the order of the layers."""

WIDTHS = (784, 50, 100, 10)
BATCH = 256  # about how many images make one step
RATE = 0.01  # how far the first step goes

Out = Annotated[Path, typer.Argument(help="The .npz file to write.")]
Epochs = Annotated[int, typer.Option(min=1, help="How often each image is seen.")]
Seed = Annotated[int, typer.Option(min=0, help="Decides every random choice.")]
HoldOut = Annotated[int, typer.Option(min=0, help="How many images, the last, not to learn from.")]


def main(out: Out, epochs: Epochs = 600, seed: Seed = 0, hold_out: HoldOut = 0) -> None:
    """Train the reference network, and write W1, b1, W2, b2, W3 and b3 as float32.

    They are rounded to numbers that float16 has: no format that computes with them rounds them.

    The recipe was chosen with --hold-out 5000: after each epoch, it says how many of 5,000 images
    that are not learned from are read correctly.
    """
    (images, labels), _ = load_mnist(flatten=False)
    learned = len(images) - hold_out
    seen, unseen = (images[:learned, 0], labels[:learned]), (images[learned:, 0], labels[learned:])
    for epoch, (loss, layers) in enumerate(train(*seen, epochs=epochs, seed=seed), start=1):
        held = f", {correct(layers, *unseen)} of {hold_out} held out" if hold_out else ""
        typer.echo(f"epoch {epoch} of {epochs}: loss {loss:.4f}{held}")
    save(out, rounded_to_half(layers))


def train(
    images: FloatArray,
    labels: NDArray[np.uint8],
    *,
    epochs: int,
    seed: int,
    strength: Strength = STRENGTH,
) -> Iterator[tuple[float, Layers]]:
    """Train a new network; after each epoch, yield the mean loss in it and the layers so far.

    Steps shorten to 0 along half a cosine (I. Loshchilov and F. Hutter, 2017). The same seed gives
    the same network, bit for bit, with the same NumPy, processor and number of BLAS threads.

    Args:
        images: float32 (N, 28, 28), pixels in [0, 1].
        labels: (N,), 0 to 9.
        epochs: how often each image is seen; at least 1.
        seed: decides every random choice.
        strength: how far a distortion may go.

    """
    rng = np.random.default_rng(seed)
    layers = initial_layers(rng)
    momenta = [np.zeros_like(A) for A in layers]
    batches = ceil(len(images) / BATCH)
    rates = iter(RATE * (1 + np.cos(np.linspace(0, np.pi, epochs * batches))) / 2)
    for _ in range(epochs):
        losses = []
        for chosen in np.array_split(rng.permutation(len(images)), batches):
            x = distort(images[chosen], strength, rng)
            loss, gradients = loss_and_gradients(layers, x, labels[chosen])
            descend(layers, momenta, gradients, float(next(rates)))
            losses.append(loss)
        yield float(np.mean(losses)), layers


def initial_layers(rng: np.random.Generator) -> Layers:
    """Return random weights of mean 0, and biases 0.

    The variance is gain^2 / inputs, so that scores have a variance of order 1 (Y. LeCun, L. Bottou,
    G. B. Orr and K.-R. Müller, 1998). A sigmoid's slope is at most 1/4: behind one, the gain is 4.
    """
    layers = []
    for (inputs, outputs), gain in zip(pairwise(WIDTHS), (1, 4, 4), strict=True):
        W = rng.normal(0, gain / np.sqrt(inputs), (inputs, outputs))
        layers.append(np.vstack([W, np.zeros(outputs)]).astype(np.float32))
    return layers


def forward(layers: Layers, x: FloatArray) -> tuple[Layers, FloatArray]:
    """Return the input of each layer, its 1 included, and the scores of the last.

    Products are left in the layers' precision: `layers.affine`, in float64, would take twice as
    long, and training does not need it.
    """
    inputs = [_with_one(x)]
    for A in layers[:-1]:
        inputs.append(_with_one(sigmoid(inputs[-1] @ A)))
    return inputs, inputs[-1] @ layers[-1]


def loss_and_gradients(
    layers: Layers, x: FloatArray, labels: NDArray[np.uint8]
) -> tuple[float, Layers]:
    """Return the mean cross-entropy -log p[label], and its derivative by each layer's matrix.

    Backpropagation: D. E. Rumelhart, G. E. Hinton and R. J. Williams, 1986. With delta the
    derivative by a layer's scores and h its input, the derivative by its matrix is h^T delta, and
    by the scores of the layer before it, delta W^T h (1 - h).

    Args:
        layers: the matrices.
        x: images (N, 784).
        labels: (N,), 0 to 9.

    """
    inputs, scores = forward(layers, x)
    p, truth = softmax(scores), np.eye(scores.shape[1], dtype=scores.dtype)[labels]
    deltas: list[FloatArray] = [(p - truth) / len(x)]
    for A, h in zip(layers[:0:-1], inputs[:0:-1], strict=True):
        deltas.append((deltas[-1] @ A.T * h * (1 - h))[:, :-1])
    gradients: Layers = [h.T @ delta for h, delta in zip(inputs, reversed(deltas), strict=True)]
    return float(-np.log(p[truth == 1]).mean()), gradients


def descend(layers: Layers, momenta: Layers, gradients: Layers, rate: float) -> None:
    """Move the layers, in place, along the orthogonalised mean of the gradients so far.

    Muon (K. Jordan and others, 2024): m <- 0.9 m + 0.1 g, then A <- A - rate * orthogonal(m). It
    moves a matrix equally far in every direction, however weak the gradient there. In 80 epochs
    Adam came to read 98.5 % of the images held out, Muon 98.9 %.
    """
    for A, m, gradient in zip(layers, momenta, gradients, strict=True):
        np.add(0.9 * m, 0.1 * gradient, out=m)
        np.subtract(A, rate * orthogonal(m), out=A)


def orthogonal(M: FloatArray) -> FloatArray:
    """Return the orthonormal matrix nearest to M, which is M (M^T M)^(-1/2).

    It is the polar factor of M (N. J. Higham, 1986). Where M is a thousand times weaker
    than in its strongest direction, it is mostly rounding, and stays weak.
    """
    if M.shape[0] < M.shape[1]:
        return orthogonal(M.T).T
    eigenvalues, Q = np.linalg.eigh(M.T @ M)
    floor = 1e-6 * eigenvalues[-1] + np.finfo(M.dtype).tiny
    product: FloatArray = M @ (Q / np.sqrt(np.maximum(eigenvalues, floor))) @ Q.T
    return product


def correct(layers: Layers, images: FloatArray, labels: NDArray[np.uint8]) -> int:
    """Return how many of the images (N, 28, 28) are read correctly."""
    _, scores = forward(layers, images.reshape(len(images), -1))
    return int((scores.argmax(1) == labels).sum())


def save(out: Path, layers: Layers) -> None:
    """Write W1, b1, W2, b2, ... to `out`; the same layers give the same bytes."""
    arrays = {f"W{k}": A[:-1] for k, A in enumerate(layers, start=1)}
    arrays |= {f"b{k}": A[-1] for k, A in enumerate(layers, start=1)}
    save_weights(arrays, out)


def rounded_to_half(layers: Layers) -> Layers:
    """Return layers of the same dtypes, whose numbers are the nearest that float16 has."""
    return [A.astype(np.float16).astype(A.dtype) for A in layers]


def _with_one(x: FloatArray) -> FloatArray:
    return np.hstack([x, np.ones((len(x), 1), x.dtype)])


if __name__ == "__main__":
    typer.run(main)
