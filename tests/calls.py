"""Calls of the command `mnist-nn`: the fixture `run` makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable


class Result(NamedTuple):
    """How a call of the command ended."""

    exit_code: int
    stdout: str
    stderr: str


Run: TypeAlias = "Callable[..., Result]"
