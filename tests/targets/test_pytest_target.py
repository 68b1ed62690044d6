"""`pytest --target torch` verifies torch: every required law is a test of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mnist_nn.checking.check import Check


@pytest.mark.unmeasured
def test_the_target_obeys(law_of_the_target: Check, examples: int) -> None:
    """A required law holds of what --target names, the reference if it is not given."""
    evidence = law_of_the_target.run(examples)
    assert evidence.whole or evidence.examples == examples
