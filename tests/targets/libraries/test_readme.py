"""The page of deviations says what a file of them holds."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from mnist_nn.checking.deviations import Deviation, known_deviations, read_deviations
from mnist_nn.comparison.outcome import Outcome
from mnist_nn.specification.catalogue import CATALOGUE, law_named
from mnist_nn.specification.law import Level
from mnist_nn.targets.implementation import SPECIFIED
from mnist_nn.targets.libraries import LIBRARIES
from tests.pages import block, output, rows, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from mnist_nn.specification.law import Law

PAGE = text_of("mnist_nn/targets/libraries")
TABLE, _, _ = output(PAGE, "libraries").partition("\n\n")
HEADS = [head.partition(" ")[0] for head in TABLE.partition("\n")[0].strip("| ").split(" | ")]
CELLS = {
    (name, function): cell
    for function, *cells in rows(TABLE)
    for name, cell in zip(HEADS[1:], cells, strict=True)
}


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


def test_the_table_has_every_library_and_every_function() -> None:
    """After NumPy, which is the reference."""
    assert ["function", "numpy", *LIBRARIES] == HEADS
    assert [function for function, *_ in rows(TABLE)] == list(SPECIFIED)


def test_every_required_law_holds_for_the_reference() -> None:
    """At each of its formats."""
    required = Counter(law.function for law in CATALOGUE for _ in law.dtypes if _required(law))
    assert {f: CELLS["numpy", f] for f in SPECIFIED} == {
        f: f"{n} of {n}" for f, n in required.items()
    }


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_table_counts_the_deviations_that_are_known(library: str) -> None:
    """And nothing else that does not hold: .ci/run sees whether that is so.

    What is known of every number of float32 is not tried there.
    """
    known = Counter(
        deviation.law.partition(".")[0]
        for deviation in known_deviations(library)
        if deviation.dtype in law_named(deviation.law).dtypes
    )
    told = {f: re.search(r"(\d+) known deviation", CELLS[library, f]) for f in SPECIFIED}
    assert {f: int(found[1]) for f, found in told.items() if found} == known


def test_the_words_of_a_comparison_are_explained() -> None:
    """Each outcome."""
    _, _, table = PAGE.partition("| word | the check |\n")
    words = re.findall(r"^\| ([a-z, ]+) \|", table.partition("\n\n")[0], re.MULTILINE)
    assert set(", ".join(words).split(", ")) == set(Outcome)


def _required(law: Law) -> bool:
    """Return whether a law is required."""
    return law.level == Level.REQUIRED
