"""The precision of the tests of formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mpmath import workdps

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def forty_digits() -> Iterator[None]:
    """Compute formulas more exactly than anything that they are compared with."""
    with workdps(40):
        yield
