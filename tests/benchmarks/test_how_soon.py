"""How soon wrong code is refuted is counted in examples of the quickest law."""

from __future__ import annotations

import pytest

from mnist_nn.mutants.catalogue import MUTANTS
from mnist_nn.mutants.mutant import Mutant
from mnist_nn.targets.reference import REFERENCE
from tests.benchmarks import how_soon
from tests.benchmarks.how_soon import main, row, search

pytestmark = pytest.mark.unmeasured
MUTANT = {str(mutant): mutant for mutant in MUTANTS}
RIGHT = Mutant("relu", "right", "Nothing.", "", REFERENCE.functions["relu"])


def test_what_is_wrong_everywhere_is_refuted_by_one_example() -> None:
    """No law needs to search for it."""
    assert search(MUTANT["relu.always_zero"], seed=0).examples == 1


def test_what_is_wrong_in_a_few_places_is_refuted_by_the_first_example_that_has_one() -> None:
    """The fewest, over all laws: the one before them refutes nothing."""
    few = search(MUTANT["relu.stops_at_4096_numbers"], seed=0).examples
    assert few > 1
    assert not any(how_soon.refutations(MUTANT["relu.stops_at_4096_numbers"], 0, few - 1))


def test_what_is_right_ends_the_search_with_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """An escape is not left out of the table."""
    monkeypatch.setattr(how_soon, "ROUNDS", (1,))
    with pytest.raises(StopIteration):
        search(RIGHT, seed=0)


def test_a_row_names_the_mutant_that_takes_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the number of mutants, and the median."""
    monkeypatch.setattr(how_soon, "SEEDS", [0])
    names = ("relu.always_zero", "relu.uniform", "relu.stops_at_4096_numbers")
    cells = row("relu", [MUTANT[name] for name in names]).split(" | ")
    assert cells[:3] == ["| relu", "3", "1"]
    assert int(cells[3]) > 1
    assert cells[4] == "`relu.stops_at_4096_numbers` |"


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
