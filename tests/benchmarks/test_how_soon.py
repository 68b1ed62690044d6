"""How soon wrong code is refuted is counted in examples of the quickest law."""

from __future__ import annotations

import pytest

from mnist_nn.mutants.catalogue import MUTANTS
from mnist_nn.mutants.mutant import Mutant
from mnist_nn.targets.reference import REFERENCE
from tests.benchmarks import how_soon
from tests.benchmarks.how_soon import main, row, searches

pytestmark = pytest.mark.unmeasured
MUTANT = {str(mutant): mutant for mutant in MUTANTS}
RARE = MUTANT["relu.stops_at_65535_rows_of_float32"]
RIGHT = Mutant("relu", "right", "Nothing.", "", REFERENCE.functions["relu"])


def after(*mutants: Mutant) -> list[int]:
    """Return after how many examples each mutant is refuted."""
    return [search.examples for search in searches(mutants, seed=0)]


def test_what_is_wrong_everywhere_is_refuted_by_one_example() -> None:
    """No law needs to search for it."""
    assert after(MUTANT["relu.always_zero"], MUTANT["relu.uniform"]) == [1, 1]


def test_what_is_wrong_in_a_few_places_is_refuted_by_the_first_example_that_has_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The fewest, over all laws: the one before them refutes nothing."""
    (few,) = after(RARE)
    assert few > 1
    monkeypatch.setattr(how_soon, "EXAMPLES", few - 1)
    with pytest.raises(KeyError):
        after(RARE)


def test_what_is_right_ends_the_search_with_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """An escape is not left out of the table."""
    monkeypatch.setattr(how_soon, "EXAMPLES", 1)
    with pytest.raises(KeyError, match=r"relu\.right|name='right'"):
        after(RIGHT)


def test_a_row_names_the_mutant_that_takes_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the number of mutants, and the median."""
    monkeypatch.setattr(how_soon, "SEEDS", [0])
    some = [MUTANT["relu.always_zero"], MUTANT["relu.uniform"], RARE]
    cells = row("relu", some).split(" | ")
    assert cells[:3] == ["| relu", "3", "1"]
    assert int(cells[3]) > 1
    assert cells[4] == f"`{RARE}` |"


def test_the_table_has_a_line_for_each_function(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Below two lines of heads."""
    monkeypatch.setattr(how_soon, "SEEDS", [0])
    monkeypatch.setattr(how_soon, "MUTANTS", [MUTANT["relu.leaks"], MUTANT["step.always_zero"]])
    main(["relu", "step"])
    assert [line.split()[1] for line in capsys.readouterr().out.splitlines()] == [
        "function",
        "---",
        "relu",
        "step",
    ]
