"""The page beside the vectors names every function, and its line for the shell works."""

from __future__ import annotations

import re
import subprocess
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from mnist_nn.specification.catalogue import SPECIFICATION
from tests.pages import text_of
from tests.test_examples import found

if TYPE_CHECKING:
    from pathlib import Path

PAGE = text_of("mnist_nn/vectors")


def test_every_function_is_named() -> None:
    """In the first sentence, in their order."""
    first_sentence = PAGE.partition("which `mnist-nn export` writes")[0]
    assert re.findall(r"`(\w+)`", first_sentence) == list(SPECIFICATION.functions)


@pytest.mark.slow
def test_the_line_for_c_reads_the_vectors_beside_it(folder: Path, tmp_path: Path) -> None:
    """As it stands, in the folder of the page."""
    found("cc")
    (line,) = re.findall(r"^    (cc .*)$", PAGE, re.MULTILINE)
    here = copytree(folder, tmp_path / "vectors")
    shell = found("sh")
    done = subprocess.run([shell, "-c", line], cwd=here, capture_output=True, check=True, text=True)
    assert done.stdout.startswith("softmax.float64.json: 0 of ")
