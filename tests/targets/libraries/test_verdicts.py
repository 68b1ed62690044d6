"""What the laws say of each library: required ones hold, but for the deviations that are known."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from mnist_nn.checking.deviations import known_deviations
from mnist_nn.checking.judgement import judge
from mnist_nn.checking.verify import checks
from mnist_nn.specification.catalogue import CATALOGUE
from mnist_nn.specification.law import Level
from mnist_nn.targets.implementation import SPECIFIED
from mnist_nn.targets.libraries import LIBRARIES
from mnist_nn.targets.target import opened

if TYPE_CHECKING:
    from mnist_nn.specification.law import Law
    from mnist_nn.targets.implementation import Implementation

# JAX and tinygrad compile anew for each shape, which takes most of a second.
COMPILED = {"jax", "tinygrad"}

INSTALLED = [library for library in LIBRARIES if find_spec(library)]
REQUIRED = [law for law in CATALOGUE if law.level == Level.REQUIRED]


@cache
def library(name: str) -> Implementation:
    """Return a library, loaded once."""
    with opened(name) as implementation:
        return implementation


@pytest.mark.parametrize("name", INSTALLED)
def test_what_a_library_offers_is_specified(name: str) -> None:
    """What an adapter calls otherwise, no law would be tried on."""
    assert set(library(name).functions) <= set(SPECIFIED)


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("name", "law"),
    [
        (name, law)
        for name in INSTALLED
        for law in REQUIRED
        if law.function in library(name).functions
    ],
    ids=str,
)
def test_a_library_obeys_a_law_but_for_what_is_known(name: str, law: Law) -> None:
    """A known deviation is tried first; one that is none any more is a failure too."""
    for check in checks(library(name), [law], known_deviations(name)):
        visited = check.is_visited
        if name in COMPILED and visited and not check.deviation and check.dtype != "float32":
            continue
        examples = (1 if visited else 2) if name in COMPILED else (1 if visited else 5)
        verdict = judge(check, examples, seed=1).verdict
        assert not verdict.fails, verdict.message
