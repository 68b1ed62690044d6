"""Three digits that pass for MNIST."""

from __future__ import annotations

import pytest

from mnist_nn.digits.files.known import MNIST, digest
from tests.digits.files.samples import THREE


@pytest.fixture
def three_are_mnist(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have three digits taken for the training set of MNIST."""
    monkeypatch.setitem(MNIST, "train", digest(THREE))
