"""On which machine a report was made, and with which versions of what computes."""

from __future__ import annotations

import os
import platform
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LIBRARIES = ("mnist_nn", "numpy", "ml_dtypes", "hypothesis", "python-flint")
"""What decides which inputs are tried, and what is true of them."""


def machine() -> dict[str, str]:
    """Return the system, the processor and how many cores there are, by these words."""
    return {
        "system": f"{platform.system()} {platform.release()}",
        "processor": platform.processor() or platform.machine(),
        "cores": str(os.cpu_count()),
    }


@cache
def versions() -> Mapping[str, str]:
    """Return the version of Python, and that of each library that judges, by their names."""
    libraries = {name: version(name) for name in LIBRARIES}
    return {"python": platform.python_version(), **libraries}
