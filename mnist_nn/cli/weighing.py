"""The command that weighs reports against each other: compare."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mnist_nn.cli.app import app, one_clear_line
from mnist_nn.cli.places import STDOUT, check_places, write


@app.command()
@one_clear_line()
def compare(
    reports: Annotated[
        list[Path],
        typer.Argument(
            metavar="REPORT",
            help="What `mnist-nn verify --json FILE` wrote: of one library, older versions first.",
            show_default=False,
        ),
    ],
    html_file: Annotated[
        Path | None,
        typer.Option(
            "--html", help="Write every law at every format to this page; or to stdout, as -."
        ),
    ] = None,
    badge_file: Annotated[
        Path | None,
        typer.Option(
            "--badge", help="Write one line about the only report as this SVG; or to stdout, as -."
        ),
    ] = None,
    *,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print tables of Markdown.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Print every law that differs, not the first ten.")
    ] = False,
) -> None:
    """Compare reports of `verify --json`: which laws hold for whom, and what differs.

    The exit status is 0 when they could be compared, whatever they say, and 2 when one is missing
    or is no report.
    """
    from mnist_nn.comparison.badge import as_badge
    from mnist_nn.comparison.markdown import as_markdown
    from mnist_nn.comparison.matrix import matrix_of
    from mnist_nn.comparison.page import as_html
    from mnist_nn.comparison.reading import read_report
    from mnist_nn.comparison.text import as_text
    from mnist_nn.specification.catalogue import CATALOGUE

    check_places([badge_file, html_file])
    matrix = matrix_of([read_report(path) for path in reports], CATALOGUE)
    for file, rendering in ((badge_file, as_badge), (html_file, as_html)):
        if file:
            write(file, rendering(matrix))
    if STDOUT not in {badge_file, html_file}:
        typer.echo(as_markdown(matrix) if markdown else as_text(matrix, verbose=verbose))
