"""Three digits that pass for MNIST, and how tests of files are called.

Packed files hold the time at which they were packed.
"""

from __future__ import annotations

import pytest

from mnist_nn.digits.files.known import MNIST, digest
from tests.digits.files.samples import THREE


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name the content of a file by its argument, so that each process calls a test the same."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture
def three_are_mnist(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have three digits taken for the training set of MNIST."""
    monkeypatch.setitem(MNIST, "train", digest(THREE))
