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
RIGHT = Mutant("relu", "right", "Nothing.", "", REFERENCE.functions["relu"])


def soonest(*names: str) -> list[int]:
    """Return how many examples refute each of some mutants of one function."""
    return [search.examples for search in searches([MUTANT[name] for name in names], seed=0)]


def test_what_is_wrong_everywhere_is_refuted_by_one_example() -> None:
    """No law needs to search for it."""
    assert soonest("relu.always_zero") == [1]


@pytest.mark.slow
def test_what_is_wrong_for_few_inputs_takes_more_examples() -> None:
    """The fewest, over all laws."""
    often, seldom = soonest("mlp.always_zero", "mlp.reads_a_tile_of_weights_again")
    assert often < seldom


def test_what_is_right_ends_the_search_with_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """An escape is not left out of the table."""
    monkeypatch.setattr(how_soon, "EXAMPLES", 1)
    with pytest.raises(KeyError):
        list(searches([RIGHT], seed=0))


@pytest.mark.slow
def test_a_row_names_the_mutant_that_takes_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the number of mutants, and the median."""
    monkeypatch.setattr(how_soon, "SEEDS", [0])
    names = "mlp.always_zero", "mlp.uniform", "mlp.reads_a_tile_of_weights_again"
    cells = row("mlp", [MUTANT[name] for name in names]).split(" | ")
    assert cells[:3] == ["| mlp", "3", "1"]
    assert int(cells[3]) > 1
    assert cells[4] == "`mlp.reads_a_tile_of_weights_again` |"


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
