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
Where its source leaves a choice, it is the one that blames nobody. Seconds are those of all these
checks, without imports.

What the table does not show: the mutants and the laws were written side by side, and no law may
leave a mutant alive (tests/specification/test_catalogue.py). So the last row is true by
construction; the others say what is missed by those who check in that way.
"""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from mnist_nn.mutants.catalogue import MUTANTS
from tests.benchmarks.rivals.all_rivals import RIVALS
from tests.specification.variants import VARIANTS, widened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
        seconds: how long all that took.

    """

    name: str
    caught: list[str]
    escaped: list[str]
    unasked: list[str]
    blamed: list[str]
    seconds: float


def right_code() -> Iterator[tuple[str, str, Implemented]]:
    """Yield each right implementation: its function, its name and itself."""
    for function, variants in VARIANTS.items():
        for variant in variants:
            yield function, f"{function}.{variant.__name__}", widened(variant)


def result_of(rival: Rival, mutants: Iterable[Mutant]) -> Result:
    """Ask one method about all mutants and all right implementations."""
    found = Result(rival.name, [], [], [], [], 0.0)
    start = perf_counter()
    for mutant in mutants:
        if mutant.function not in rival.functions:
            found.unasked.append(str(mutant))
        elif rival.catches(mutant.function, mutant):
            found.caught.append(str(mutant))
        else:
            found.escaped.append(str(mutant))
    for function, name, variant in right_code():
        if function in rival.functions and rival.catches(function, variant):
            found.blamed.append(name)
    return found._replace(seconds=perf_counter() - start)


def row(r: Result) -> str:
    """Return a line of the table."""
    wrong, right = len(r.caught) + len(r.escaped) + len(r.unasked), len(list(right_code()))
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
