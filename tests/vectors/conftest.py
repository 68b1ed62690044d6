"""A folder with all test vectors, written once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with all test vectors."""
    from mnist_nn.vectors.writing import write_vectors  # not before coverage is measured

    path = tmp_path_factory.mktemp("vectors")
    write_vectors(path)
    return path
