"""The commands that write files for other implementations."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mnist_nn.mutants.catalogue import MUTANTS
from mnist_nn.specification.catalogue import SPECIFICATION
from mnist_nn.weights.files import load_weights, save_weights

if TYPE_CHECKING:
    from pathlib import Path

    from tests.calls import Run


def test_help_lists_the_commands(run: Run) -> None:
    """Each with its one line."""
    text = run("--help").stdout
    assert "export" in text
    assert "vectors" in text


def test_export_writes_the_reference_network(run: Run, tmp_path: Path) -> None:
    """And says what it wrote."""
    path = tmp_path / "net.npz"
    result = run("export", path)
    assert (result.exit_code, result.stdout) == (0, f"{path}: reference_weights.npz, 183 kB\n")
    assert list(load_weights(path)) == ["W1", "b1", "W2", "b2", "W3", "b3"]


def test_export_writes_other_weights(run: Run, tmp_path: Path) -> None:
    """As a header for C."""
    save_weights({"W1": np.ones((2, 3)), "b1": np.zeros(3)}, tmp_path / "mine.npz")
    path = tmp_path / "net.h"
    result = run("export", path, "--weights", tmp_path / "mine.npz")
    assert (result.exit_code, result.stdout) == (0, f"{path}: mine.npz, 1 kB\n")
    assert "static const double mnist_W1[2 * 3]" in path.read_text()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["net.txt"], "net.txt: expected a name that ends in .onnx, .h, .npz, .safetensors"),
        (["net.h", "--weights", "none.npz"], ".*none.npz.*"),
        (["none/net.h"], "none/net.h: there is no folder none to write it to"),
    ],
)
def test_export_refuses_what_it_cannot_do(run: Run, arguments: list[str], message: str) -> None:
    """Status 2, and one line."""
    result = run("export", *arguments)
    assert result.exit_code == 2
    assert re.fullmatch(f"mnist-nn: {message}\n", result.stderr), result.stderr
    assert result.stdout == ""


OF_TWO = [mutant for mutant in MUTANTS if mutant.function in {"relu", "step"}]


@pytest.fixture
def two_functions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Specify relu and step alone; tests/vectors/ is about the vectors of all functions."""
    records = {name: SPECIFICATION.functions[name] for name in ("relu", "step")}
    few = replace(SPECIFICATION, functions=records)
    for module in ("writing", "refuting"):
        monkeypatch.setattr(f"mnist_nn.vectors.{module}.SPECIFICATION", few)
    monkeypatch.setattr("mnist_nn.vectors.refuting.MUTANTS", OF_TWO)


@pytest.mark.usefixtures("two_functions")
def test_vectors_writes_files_and_says_what_they_refute(run: Run, tmp_path: Path) -> None:
    """Every mutant is counted, and those that are not refuted are named with their mistakes."""
    folder = tmp_path / "vectors"
    result = run("vectors", folder)
    assert result.exit_code == 0
    first, second, *others = result.stdout.splitlines()
    written = list(folder.iterdir())
    size = sum(path.stat().st_size for path in written) / 1e6
    assert first == (
        f"{folder}: {len(written)} files, {size:.1f} MB; README.md says how to read them"
    )
    assert second == (
        f"they refute {len(OF_TWO) - len(others)} of {len(OF_TWO)} mutants; the others are wrong "
        "in what no vector holds:"
    )
    assert [name for line in others if (name := line.split()[0]) not in map(str, OF_TWO)] == []
    assert re.search(r"\n  relu\.reuses_its_output +\S", result.stdout)


def test_vectors_refuses_a_folder_that_is_a_file(run: Run, tmp_path: Path) -> None:
    """The error names it."""
    path = tmp_path / "file"
    path.write_text("")
    result = run("vectors", path)
    assert result.exit_code == 2
    assert re.fullmatch(f"mnist-nn: .*{re.escape(str(path))}.*\n", result.stderr)
