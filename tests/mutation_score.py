"""Every mutant that mutmut makes of this package is refuted by a test, or known to be equivalent.

    mutmut run; mutmut export-cicd-stats; python -m tests.mutation_score

exits with 0 if that is so, by the numbers that mutmut exports: its own exit status says nothing of
survivors. `equivalent_mutants.toml` lists those that nothing can refute, each with the reason.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

STATISTICS = Path("mutants/mutmut-cicd-stats.json")
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.toml")


class Change(NamedTuple):
    """What a mutant changes in a function, such as mnist_nn.network:Network.scores."""

    function: str
    before: str
    after: str


def known_to_be_equivalent() -> list[Change]:
    """Return the mutants that are listed."""
    listed = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))["mutant"]
    return [Change(entry["function"], entry["before"], entry["after"]) for entry in listed]


def change_of(name: str, diff: str) -> Change:
    """Return what a mutant changes, from its name and its diff as mutmut shows them."""
    lines = [line for line in diff.splitlines() if not line.startswith(("---", "+++"))]
    before, after = (
        "\n".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in "-+"
    )
    module, function, _ = re.split(r"\.x[_ǁ]|__mutmut_", name)
    return Change(f"{module}:{function.replace('ǁ', '.')}", before, after)


def survivors() -> list[Change]:
    """Return what the mutants that survived change, as mutmut tells it."""
    results = _mutmut("results").splitlines()
    names = [line.split(":")[0].strip() for line in results if line.endswith(": survived")]
    return [change_of(name, _mutmut("show", name)) for name in names]


def complaints(
    numbers: Mapping[str, int], survived: Iterable[Change], equivalent: Iterable[Change]
) -> list[str]:
    """Return what is wrong with a run of mutmut: nothing, if all is well."""
    survived, equivalent = set(survived), set(equivalent)
    undecided = numbers["total"] - numbers["killed"] - numbers["survived"]
    found = [f"no test refutes {change}" for change in sorted(survived - equivalent)]
    found += [f"listed as equivalent, and not found: {c}" for c in sorted(equivalent - survived)]
    if not numbers["killed"]:
        found.append("nothing was refuted: did mutmut run?")
    if undecided:
        found.append(f"{undecided} mutants are neither refuted nor survivors")
    if numbers["survived"] != len(survived):
        found.append(f"{numbers['survived']} survivors are counted, {len(survived)} found")
    return found


def main() -> int:
    """Print the score and the complaints."""
    numbers = json.loads(STATISTICS.read_text(encoding="utf-8"))
    found = complaints(numbers, survivors(), known_to_be_equivalent())
    score = f"{numbers['killed']} of {numbers['total']} mutants are refuted"
    print(*found, f"{score}, {numbers['survived']} survived", sep="\n")  # noqa: T201
    return 1 if found else 0


def _mutmut(*arguments: str) -> str:
    """Return what mutmut prints."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout


if __name__ == "__main__":
    sys.exit(main())
