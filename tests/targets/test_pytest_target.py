"""`pytest --target torch` verifies torch: every required law is a test of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mnist_nn.testing import expect

if TYPE_CHECKING:
    from mnist_nn.checking.check import Check


@pytest.mark.unmeasured
def test_the_target_obeys(
    law_of_the_target: Check, examples: int, request: pytest.FixtureRequest
) -> None:
    """A required law holds of what --target names, the reference if it is not given."""
    expect(law_of_the_target, request.node, examples)
