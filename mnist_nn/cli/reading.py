"""The commands that read digits: evaluate, classify, show."""

from __future__ import annotations

from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mnist_nn.cli.app import Weights, app, one_clear_line
from mnist_nn.cli.exit_statuses import ExitStatus
from mnist_nn.cli.json_option import JsonFile, WithJson, tell
from mnist_nn.cli.places import check_places
from mnist_nn.cli.showing import blocks_of
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
    pictures: Annotated[
        list[Path], typer.Argument(help="Pictures of one digit each, or folders of them.")
    ],
    weights: Weights = REFERENCE_WEIGHTS,
    *,
    show: Annotated[
        bool, typer.Option("--show", help="Print the 28 x 28 pixels that were read, as blocks.")
    ] = False,
    save: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Save the 28 x 28 pixels that were read, as PNG."),
    ] = None,
    json_file: JsonFile = None,
) -> None:
    """Read digits from pictures, photographs too, or say why it is not sure that they show one.

    PNG, JPEG and whatever else Pillow reads, dark on light or light on dark. A file that is no
    picture is told, the others are read all the same, and the exit status is 2.
    """
    from mnist_nn.cli.picture_arguments import entries_of, reader_of_digits, save_sights

    check_places([json_file])
    entries = entries_of(pictures, reader_of_digits(weights))
    if save:
        entries = save_sights(entries, save)
    shown, written, counted = tee(entries, 3)
    tell(
        json_file,
        lambda: classification.as_json(written),
        lambda: (line for entry in shown for line in _lines(entry, show=show)),
    )
    if any(isinstance(entry.reading, str) for entry in counted):
        raise typer.Exit(ExitStatus.CALL_AT_FAULT)


def _lines(entry: classification.Entry, *, show: bool) -> Iterator[str]:
    """Yield what is told of a picture, and what was read of it if it is to be shown."""
    yield from classification.as_lines(entry)
    if show and not isinstance(entry.reading, str) and entry.reading.sight:
        yield blocks_of(entry.reading.sight.image)


@app.command()
@one_clear_line()
def show(
    index: Annotated[
        list[int] | None, typer.Argument(min=0, max=9999, help="Which test images, from 0.")
    ] = None,
    weights: Weights = REFERENCE_WEIGHTS,
    *,
    wrong: Annotated[
        bool, typer.Option("--wrong", help="Those that the weights misread, and as what.")
    ] = False,
    save: Annotated[
        Path | None,
        typer.Option(help="Save it as this PNG file, or several in this folder, unshown."),
    ] = None,
) -> None:
    """Show test images: one in a window, if there is a screen, or else in the terminal."""
    from mnist_nn.cli.showing import chosen, show_test_images

    show_test_images(chosen(index or [], weights if wrong else None), save)
