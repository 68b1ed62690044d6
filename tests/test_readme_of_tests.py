"""The page of the tests: what it calls exists, and its measurements are about what there is."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from importlib.util import find_spec

from mnist_nn.checking.plan import EXAMPLES
from mnist_nn.mutants.catalogue import MUTANTS
from mnist_nn.specification.catalogue import SPECIFICATION
from mnist_nn.targets.implementation import SPECIFIED
from tests.benchmarks.how_soon import SEEDS
from tests.benchmarks.random_faults import HEADS
from tests.benchmarks.rivals.all_rivals import RIVALS
from tests.pages import ROOT, output, rows, text_of

PAGE = " ".join(text_of("tests").split())
SOON = rows(output(text_of("tests"), "how soon"))
FAULTS = rows(output(text_of("tests"), "random faults"))
OTHERS = rows(output(text_of("tests"), "how others check"))
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def source(name: str) -> str:
    """Return the text of a file."""
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_module_that_is_run_exists() -> None:
    """After `python -m`."""
    modules = set(re.findall(r"python -m (tests[\w.]+)", PAGE))
    assert modules
    assert [module for module in modules if find_spec(module) is None] == []


def test_every_table_that_is_to_be_extended_exists() -> None:
    """By its name, in the file that is named with it."""
    named = re.findall(r"`([A-Z]+)` (?:of|in) `([\w/]+\.py|conftest\.py)`", PAGE)
    assert named
    assert [
        (name, file)
        for name, file in named
        if not re.search(rf"^{name}\b.* = ", source(file), re.MULTILINE)
    ] == []


def test_every_extra_that_is_installed_exists() -> None:
    """In brackets, after `pip install -e`."""
    extras = {e for found in re.findall(r"'\.\[([\w,]+)\]'", PAGE) for e in found.split(",")}
    assert extras
    assert extras <= set(SETTINGS["project"]["optional-dependencies"])


def test_every_option_of_pytest_is_its_own_or_one_of_ours() -> None:
    """Ours stand in conftest.py, with the number of examples that is told."""
    theirs = {"--no-cov", "--numprocesses", "--cov-report"}
    calls = " ".join(re.findall(r"`pytest( [^`]*)`", PAGE))
    options = set(re.findall(r"--[a-z-]+", calls))
    assert options
    assert all(f'"{option}"' in source("conftest.py") for option in options - theirs)
    (examples,) = re.findall(r"is tried on (\d+) examples", PAGE)
    assert f'"--examples", default={examples},' in source("conftest.py")


def test_the_tests_that_are_chosen_by_words_exist() -> None:
    """`-k` chooses tests of right code."""
    (words,) = re.findall(r'-k "([^"]+)"', PAGE)
    names = re.findall(r"def (test_\w+)", source("tests/specification/test_catalogue.py"))
    names += re.findall(r"def (test_\w+)", source("tests/targets/test_pytest_target.py"))
    for word in words.split(" or "):
        assert any(word in name for name in names)


def test_the_commands_that_check_style_are_those_of_the_whole_check() -> None:
    """As `.ci/run` calls them."""
    for command in ("ruff check", "ruff format --check", "mypy", "pytest -m ''"):
        assert f"`{command}`" in PAGE
        assert command in source(".ci/run")


def test_what_covers_too_little_fails() -> None:
    """Below the number that is told."""
    coverage = SETTINGS["tool"]["coverage"]["report"]
    assert f"fails below {coverage['fail_under']} %" in PAGE


def test_the_table_of_how_soon_is_about_every_function() -> None:
    """In their order, with the mutant that takes longest: no longer than a default run."""
    names = set(map(str, MUTANTS))
    assert [name for name, *_ in SOON] == list(SPECIFIED)
    assert all(int(median) <= int(worst) <= EXAMPLES for _, _, median, worst, _ in SOON)
    assert [mutant for *_, mutant in SOON if mutant.strip("`") not in names] == []


def test_how_many_mutants_and_seeds_how_soon_was_measured_with_is_told() -> None:
    """There may be more mutants by now, and none fewer."""
    total = sum(int(mutants) for _, mutants, *_ in SOON)
    assert f"measured with {total} mutants, from {len(SEEDS)} seeds each" in PAGE
    now = Counter(mutant.function for mutant in MUTANTS)
    assert all(int(mutants) <= now[name] for name, mutants, *_ in SOON)


def test_the_table_of_random_faults_is_that_of_a_default_run() -> None:
    """Of every function that has inputs of every size, and more examples refute no fewer."""
    assert HEADS in text_of("tests")
    assert [name for name, *_ in FAULTS] == [
        f.name for f in SPECIFICATION.functions.values() if f.wide
    ]
    for _, faults, *refuted in FAULTS:
        assert list(map(int, refuted)) == sorted(map(int, refuted))
        assert int(refuted[-1]) <= int(faults)


def test_the_table_of_how_others_check_is_about_every_method() -> None:
    """By its name."""
    assert [method for method, *_ in OTHERS] == [rival.name for rival in RIVALS]


def test_every_method_was_asked_about_the_same_code() -> None:
    """As many mutants as is told, and no law lets one escape or blames right code."""
    _, caught, blamed, _ = OTHERS[-1]
    wrong, right = caught.split(" of ")[1], blamed.split(" of ")[1]
    assert f"measured with {wrong} mutants" in PAGE
    assert [row[1:3] for row in OTHERS if not row[1].endswith(f" of {wrong}")] == []
    assert [row[1:3] for row in OTHERS if not row[2].endswith(f" of {right}")] == []
    assert (caught, blamed) == (f"{wrong} of {wrong}", f"0 of {right}")


def test_the_minutes_that_how_others_check_takes_are_those_of_its_table() -> None:
    """All methods together."""
    minutes = round(sum(int(seconds) for *_, seconds in OTHERS) / 60)
    assert f"| the table [below](#how-others-check) | {minutes} minutes |" in PAGE
