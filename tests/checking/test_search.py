"""What is drawn depends on the seed, and on nothing else."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from mnist_nn.checking.search import explore

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def numbers() -> list[int]:
    """Return numbers that are drawn from one seed."""
    drawn: list[int] = []
    explore(st.integers(0, 10**9), lambda inputs: drawn.append(inputs[0]), 300, "seed")
    return drawn


def test_numbers_in_the_sources_of_what_is_loaded_are_not_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which Hypothesis draws of a project's own modules."""
    before = numbers()
    path = tmp_path / "of_a_project.py"
    path.write_text(f"NUMBERS = {list(range(123_000, 123_900))}\n")
    spec = spec_from_file_location("of_a_project", path)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setitem(sys.modules, "of_a_project", module)
    assert numbers() == before
