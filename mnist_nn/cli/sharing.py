"""The commands that write files for other implementations: export, vectors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mnist_nn.cli.app import Weights, app, one_clear_line
from mnist_nn.weights.files import REFERENCE_WEIGHTS


@app.command()
@one_clear_line()
def export(
    file: Annotated[
        Path, typer.Argument(help="Where to: .onnx, .h for C and C++, .npz or .safetensors.")
    ],
    weights: Weights = REFERENCE_WEIGHTS,
) -> None:
    """Write the network to a file: a model, a header for C, or its parameters."""
    from mnist_nn.weights.export import export as export_to

    export_to(file, weights)
    typer.echo(f"{file}: {weights.name}, {file.stat().st_size / 1000:,.0f} kB")


@app.command()
@one_clear_line()
def vectors(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to write the files.")],
) -> None:
    """Write test vectors: inputs with true answers, for any language, and how to read them."""
    from mnist_nn.vectors.refuting import refutations
    from mnist_nn.vectors.writing import write_vectors

    files = write_vectors(folder)
    size = sum(file.stat().st_size for file in files) / 1e6
    typer.echo(f"{folder}: {len(files)} files, {size:.1f} MB; README.md says how to read them")
    result = refutations(folder)
    total = len(result.refuted) + len(result.others)
    typer.echo(
        f"they refute {len(result.refuted)} of {total} mutants; the others are wrong in what no "
        "vector holds:"
    )
    width = max((len(str(mutant)) for mutant in result.others), default=0)
    for mutant in result.others:
        typer.echo(f"  {mutant!s:{width}}  {mutant.mistake}")
