"""The command that prints what is specified: laws."""

from __future__ import annotations

from typing import Annotated

import typer

from mnist_nn.cli.app import app, one_clear_line
from mnist_nn.cli.json_option import JsonFile, WithJson, tell
from mnist_nn.report import laws as catalogue


@app.command(cls=WithJson)
@one_clear_line()
def laws(
    *,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print tables of Markdown.")] = False,
    json_file: JsonFile = None,
) -> None:
    """Print the laws that a correct implementation obeys."""
    from mnist_nn.specification.catalogue import CATALOGUE

    text = catalogue.as_markdown if markdown else catalogue.as_text
    tell(json_file, lambda: catalogue.as_json(CATALOGUE), lambda: [text(CATALOGUE)])
