"""The shell completes functions, laws, dtypes, arithmetics and targets."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from mnist_nn.cli.choices import (
    arithmetics,
    completed,
    completed_target,
    dtypes,
    functions,
    laws,
)
from tests.generated import COMMAND

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize(
    ("known", "begun", "ends"),
    [
        (functions, "s", ["step", "sigmoid", "softmax"]),
        (laws, "softmax.sums_to_one_over", ["softmax.sums_to_one_over_long_rows"]),
        (dtypes, "fl", ["float64", "float32", "float16"]),
        (arithmetics, "flash", ["flash", "flash-unfused"]),
    ],
)
def test_a_word_is_completed_by_what_begins_so(
    known: Callable[[], list[str]], begun: str, ends: list[str]
) -> None:
    """In the order in which they are known."""
    assert completed(known)(begun) == ends


def test_a_target_is_completed_by_libraries_and_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such files as may be one."""
    for name in ("scores.py", "softmax.onnx", "softmax.txt", "net.py"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    assert completed_target("s") == ["scipy", "sklearn", "scores.py", "softmax.onnx"]


def test_bash_is_told(tmp_path: Path) -> None:
    """As it asks: through the environment."""
    asked = {"COMP_WORDS": "mnist-nn verify --dtype flo", "COMP_CWORD": "3"}
    end = subprocess.run(
        [COMMAND],
        cwd=tmp_path,
        env=os.environ | asked | {"_MNIST_NN_COMPLETE": "complete_bash"},
        capture_output=True,
        check=True,
        text=True,
    )
    assert end.stdout.split() == ["float64", "float32", "float16"]
