"""The commands that read digits: evaluate, classify, show."""

from __future__ import annotations

from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mnist_nn.cli.app import Weights, app, one_clear_line
from mnist_nn.cli.json_option import JsonFile, WithJson, tell
from mnist_nn.cli.places import check_places
from mnist_nn.digits.mnist import load_test_set
from mnist_nn.evaluation import evaluate as evaluate_network
from mnist_nn.network import Network
from mnist_nn.report import classification, evaluation
from mnist_nn.weights.files import REFERENCE_WEIGHTS, load_weights

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnist_nn.oracle.certificate.certificate import Certificate


@app.command(cls=WithJson)
@one_clear_line()
def evaluate(
    weights: Weights = REFERENCE_WEIGHTS,
    *,
    raw_pixels: Annotated[
        bool, typer.Option("--raw-pixels", help="Feed pixels 0 to 255, not scaled to [0, 1].")
    ] = False,
    json_file: JsonFile = None,
) -> None:
    """Classify the 10,000 test images: accuracy, confusions, and which digits are certain.

    A digit is certain in an arithmetic if no implementation that rounds as it does can read another
    one, in whatever order it adds.
    """
    check_places([json_file])
    network = Network(load_weights(weights))
    images, labels = load_test_set(normalize=not raw_pixels)
    result = evaluate_network(network, images, labels)
    shown, written = tee(_certified(network, raw_pixels=raw_pixels))
    tell(
        json_file,
        lambda: evaluation.as_json(result, weights.name, written, labels),
        lambda: evaluation.as_lines(result, weights.name, shown, labels),
    )


def _certified(network: Network, *, raw_pixels: bool) -> Iterator[tuple[str, Certificate]]:
    """Yield the certificate of the test images in each arithmetic, by its name."""
    from mnist_nn.oracle.arithmetic import CERTIFIABLE
    from mnist_nn.oracle.certificate.certificate import certify
    from mnist_nn.report.progress import results

    pixels, _ = load_test_set(normalize=False)
    divisor = 1 if raw_pixels else 255

    def certificate(name: str) -> tuple[str, Certificate]:
        return name, certify(network.layers, pixels, CERTIFIABLE[name], divisor=divisor)

    return results(certificate, list(CERTIFIABLE))


@app.command(cls=WithJson)
@one_clear_line()
def classify(
    pictures: Annotated[list[Path], typer.Argument(help="Pictures of one digit each.")],
    weights: Weights = REFERENCE_WEIGHTS,
    *,
    json_file: JsonFile = None,
) -> None:
    """Read digits from pictures: PNG, JPEG, any size, dark on light or light on dark."""
    from mnist_nn.digits.pictures import read_image

    network = Network(load_weights(weights))
    probabilities = {p: network.predict(read_image(p).reshape(-1)) for p in pictures}
    tell(
        json_file,
        lambda: classification.as_json(probabilities),
        lambda: [classification.as_text(probabilities)],
    )


@app.command()
@one_clear_line()
def show(
    index: Annotated[int, typer.Argument(min=0, max=9999, help="Which test image, from 0.")],
    save: Annotated[
        Path | None, typer.Option(help="Save the picture as this PNG file instead of showing it.")
    ] = None,
) -> None:
    """Show one of the test images, or save it where there is no screen."""
    from mnist_nn.digits.pictures import show_image

    images, labels = load_test_set(normalize=False)
    saved = show_image(images[index], save)
    place = f", saved as {saved}" if saved else ""
    typer.echo(f"test image {index}: a {labels[index]}{place}")
