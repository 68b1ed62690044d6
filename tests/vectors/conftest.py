"""A folder with all test vectors, written once."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a folder with all test vectors: of several processes, the first writes it."""
    own = tmp_path_factory.getbasetemp()
    shared = (own if worker_id == "master" else own.parent) / "all-vectors"
    if not shared.exists():
        from mnist_nn.vectors.writing import write_vectors  # not before coverage is measured

        path = tmp_path_factory.mktemp("vectors")
        write_vectors(path)
        with suppress(OSError):  # another process has written them meanwhile
            path.rename(shared)
    return shared
