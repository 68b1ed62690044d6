"""How others check: the same wrong and right code, through what is used to tell them apart.

    python -m tests.benchmarks.how_others_check [--verbose] [NAME ...]

prints a table: how many mutants a method catches, how many right implementations it blames, and how
long it takes, all of it in one process on one core. `--verbose` names those that escape and those
that are blamed; a NAME chooses the methods whose names contain it.

The protocol gives each method its best case. A mutant is caught if a method finds fault with it at
any of its dtypes, in any of its trials; a raised error, a wrong shape and NaN are faults. A right
implementation (tests/specification/variants.py, widened to float32 as is required of half
precision) is blamed if the method finds fault with it anywhere. A method is asked about every
function that it has a way to ask about, though most tests of kernels are of one dtype; mutants that
it cannot be asked about are not caught. Inputs, shapes, dtypes and tolerances are those of the
method's own source, which its file in tests/benchmarks/rivals names, with what was scaled down.
Where its source leaves a choice, it is the one that blames nobody. Seconds are those of one
processor for all these checks, without imports.

What the table does not show: the mutants and the laws were written side by side, and no law may
leave a mutant alive (tests/specification/test_catalogue.py). So the last row is true by
construction; the others say what is missed by those who check in that way.
"""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec
from time import process_time
from typing import TYPE_CHECKING, NamedTuple

from mnist_nn.mutants.catalogue import MUTANTS
from tests.benchmarks.rivals.all_rivals import RIVALS
from tests.specification.variants import VARIANTS, widened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mnist_nn.mutants.mutant import Mutant
    from mnist_nn.specification.function import Implemented
    from tests.benchmarks.rivals.rival import Rival


HEADS = "| method | wrong code caught | right code blamed | seconds |\n| --- | ---: | ---: | ---: |"


class Result(NamedTuple):
    """What one method found.

    Attributes:
        name: the method.
        caught: the mutants that it catches.
        escaped: those that it does not, of functions that it can be asked about.
        unasked: those that it cannot be asked about.
        blamed: the right implementations with which it finds fault.
        seconds: of a processor that all that took.

    """

    name: str
    caught: list[str]
    escaped: list[str]
    unasked: list[str]
    blamed: list[str]
    seconds: float


class Asked(NamedTuple):
    """An implementation that a method is asked about: which function it is of, and its name."""

    function: str
    name: str
    implementation: Implemented
    is_right: bool


def right_code() -> list[Asked]:
    """Return each right implementation."""
    return [
        Asked(function, f"{function}.{variant.__name__}", widened(variant), is_right=True)
        for function, variants in VARIANTS.items()
        for variant in variants
    ]


def result_of(rival: Rival, mutants: Iterable[Mutant]) -> Result:
    """Ask one method about all mutants and all right implementations."""
    wrong = [Asked(mutant.function, str(mutant), mutant, is_right=False) for mutant in mutants]
    everyone, found = [*wrong, *right_code()], Result(rival.name, [], [], [], [], 0.0)
    start = process_time()
    for function in dict.fromkeys(asked.function for asked in everyone):
        of_it = [asked for asked in everyone if asked.function == function]
        if function not in rival.functions:
            found.unasked.extend(asked.name for asked in of_it if not asked.is_right)
            continue
        verdicts = rival.caught(function, [asked.implementation for asked in of_it])
        for asked, is_caught in zip(of_it, verdicts, strict=True):
            if not asked.is_right:
                (found.caught if is_caught else found.escaped).append(asked.name)
            elif is_caught:
                found.blamed.append(asked.name)
    return found._replace(seconds=process_time() - start)


def row(r: Result) -> str:
    """Return a line of the table."""
    wrong, right = len(r.caught) + len(r.escaped) + len(r.unasked), len(right_code())
    caught, blamed = f"{len(r.caught)} of {wrong}", f"{len(r.blamed)} of {right}"
    return f"| {r.name} | {caught} | {blamed} | {r.seconds:.0f} |"


def missing_packages(rivals: Iterable[Rival]) -> list[str]:
    """Return which packages the methods need and do not find.

    Without them every call would fail, and count as a fault that was found.
    """
    needed = {package for rival in rivals for package in rival.needs}
    return sorted(package for package in needed if find_spec(package) is None)


def names(r: Result) -> str:
    """Return who escaped a method, who could not be asked about, and who is blamed."""
    kinds = {"escaped": r.escaped, "not asked about": r.unasked, "blamed": r.blamed}
    lines = [f"  {kind}: {', '.join(found) or 'nobody'}" for kind, found in kinds.items()]
    return "\n".join(["", r.name, *lines])


def main(arguments: list[str]) -> None:
    """Print the table, and on request the names."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("name", nargs="*", help="a part of the name of a method to run")
    parser.add_argument("--verbose", action="store_true", help="name who escapes and who is blamed")
    options = parser.parse_args(arguments)
    chosen = [r for r in RIVALS if not options.name or any(n in r.name for n in options.name)]
    if missing := missing_packages(chosen):
        parser.error(f"not installed: {', '.join(missing)}. pip install -e '.[peers,test]'")
    results: list[Result] = []
    _print(HEADS)
    for rival in chosen:
        results.append(result_of(rival, MUTANTS))
        _print(row(results[-1]))
    for result in results if options.verbose else ():
        _print(names(result))


def _print(text: str) -> None:
    """Print at once: a method can take minutes."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
