"""The page of deviations says what a file of them holds."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING

from mnist_nn.checking.deviations import Deviation, read_deviations
from tests.pages import block, text_of

if TYPE_CHECKING:
    from pathlib import Path

PAGE = text_of("mnist_nn/targets/libraries")


def test_the_deviation_that_is_shown_can_be_read(tmp_path: Path) -> None:
    """It is as a file must be."""
    path = tmp_path / "mine.toml"
    path.write_text(block(PAGE, "example: deviations.toml"))
    (deviation,) = read_deviations(path)
    assert deviation.law == "softmax.sums_to_one_over_long_rows"


def test_the_keys_of_a_deviation_are_listed() -> None:
    """In their order."""
    _, _, table = PAGE.partition("| key | is |\n")
    keys = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    assert keys == [field.name for field in fields(Deviation)]
