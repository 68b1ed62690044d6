"""With which versions of what computes a report was made."""

from __future__ import annotations

import platform
from importlib.metadata import version

LIBRARIES = ("mnist_nn", "numpy", "ml_dtypes", "hypothesis", "python-flint")
"""What decides which inputs are tried, and what is true of them."""


def versions() -> dict[str, str]:
    """Return the version of Python, and that of each library that judges, by their names."""
    libraries = {name: version(name) for name in LIBRARIES}
    return {"python": platform.python_version(), **libraries}
