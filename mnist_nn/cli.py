"""The command `mnist-nn`. Exit status: 0 all is well, 1 a law refuted, 2 the call at fault."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mnist_nn.evaluation import evaluate as evaluate_network
from mnist_nn.implementations.reference import REFERENCE
from mnist_nn.mnist import load_test_set
from mnist_nn.network import Network
from mnist_nn.report import classification, evaluation, verdicts
from mnist_nn.report import laws as catalogue
from mnist_nn.weights import REFERENCE_WEIGHTS, load_weights

if TYPE_CHECKING:
    from collections.abc import Iterator

app = typer.Typer(
    help="Reads handwritten digits, and verifies implementations of what that takes.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Weights = Annotated[
    Path,
    typer.Option(
        help="Parameters W1, b1, W2, b2, ... as .npz, .safetensors or the lesson's .pkl.",
        show_default="the reference weights",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]


@contextmanager
def one_clear_line() -> Iterator[None]:
    """Report what is wrong with the input in one line, and exit with status 2."""
    try:
        yield
    except (ValueError, OSError, ImportError) as error:
        typer.echo(f"mnist-nn: {error}", err=True)
        raise typer.Exit(2) from None


@app.command()
@one_clear_line()
def evaluate(
    weights: Weights = REFERENCE_WEIGHTS,
    *,
    raw_pixels: Annotated[
        bool, typer.Option("--raw-pixels", help="Feed pixels 0 to 255, not scaled to [0, 1].")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Classify the 10,000 test images: accuracy, and which digits are taken for which."""
    images, labels = load_test_set(normalize=not raw_pixels)
    result = evaluate_network(Network(load_weights(weights)), images, labels)
    report = evaluation.as_json if as_json else evaluation.as_text
    typer.echo(report(result, weights.name))


@app.command()
@one_clear_line()
def classify(
    pictures: Annotated[list[Path], typer.Argument(help="Pictures of one digit each.")],
    weights: Weights = REFERENCE_WEIGHTS,
    *,
    as_json: AsJson = False,
) -> None:
    """Read digits from pictures: PNG, JPEG, any size, dark on light or light on dark."""
    from mnist_nn.images import read_image

    network = Network(load_weights(weights))
    probabilities = {p: network.predict(read_image(p).reshape(-1)) for p in pictures}
    report = classification.as_json if as_json else classification.as_text
    typer.echo(report(probabilities))


@app.command()
@one_clear_line()
def show(
    index: Annotated[int, typer.Argument(min=0, max=9999, help="Which test image, from 0.")],
    save: Annotated[
        Path | None, typer.Option(help="Save the picture as this PNG file instead of showing it.")
    ] = None,
) -> None:
    """Show one of the test images, or save it where there is no screen."""
    from mnist_nn.images import show_image

    images, labels = load_test_set(normalize=False)
    saved = show_image(images[index], save)
    place = f", saved as {saved}" if saved else ""
    typer.echo(f"test image {index}: a {labels[index]}{place}")


@app.command()
def laws(
    *,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print a table of Markdown.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Print the laws that a correct implementation obeys."""
    from mnist_nn.laws.catalogue import CATALOGUE

    report = catalogue.as_json if as_json else catalogue.as_text
    typer.echo(catalogue.as_markdown(CATALOGUE) if markdown else report(CATALOGUE))


@app.command()
@one_clear_line()
def verify(
    examples: Annotated[int, typer.Option(min=1, help="Inputs to try for each law.")] = 100,
    seed: Annotated[int, typer.Option(help="Decides which inputs are tried.")] = 0,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the verdicts to this file too.")
    ] = None,
    *,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Print a line for each law, not each function.")
    ] = False,
) -> None:
    """Check every law of the catalogue on the reference implementation."""
    from mnist_nn.laws.catalogue import CATALOGUE
    from mnist_nn.verify import conforms
    from mnist_nn.verify import verify as judge

    if json_file is not None and not json_file.parent.is_dir():
        raise ValueError(f"{json_file}: there is no folder {json_file.parent} to write it to")
    results = list(judge(REFERENCE, CATALOGUE, examples=examples, seed=seed))
    typer.echo(verdicts.as_text(REFERENCE, results, verbose=verbose))
    if json_file is not None:
        json_file.write_text(verdicts.as_json(REFERENCE, results), encoding="utf-8")
    raise typer.Exit(0 if conforms(results) else 1)


def main() -> None:
    """Run the command."""
    app(prog_name="mnist-nn")
