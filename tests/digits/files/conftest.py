"""How tests of files are called: packed files hold the time at which they were packed."""

from __future__ import annotations


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name the content of a file by its argument, so that each process calls a test the same."""
    return argname if isinstance(val, bytes) else None
