"""The laws of readers of digits: what is certified, and what rounding leaves open."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mnist_nn import Network, load_test_set, load_weights
from mnist_nn.checking.search import explore
from mnist_nn.mutants.catalogue import MUTANTS
from mnist_nn.specification.catalogue import law_named
from mnist_nn.specification.inputs.digits import batches
from mnist_nn.specification.predict import PREDICT, laws_of_digits

if TYPE_CHECKING:
    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.law import Law

BATCHES: list[tuple[int, int, int]] = []
explore(batches(np.dtype("float32")), BATCHES.append, 100, "")
MUTANT = {str(mutant): mutant for mutant in MUTANTS}
REFERENCE = Network(load_weights())


def read_as(digit: int) -> FloatArray:
    """Return the probabilities of one image that is read as a digit."""
    return np.eye(10, dtype=np.float32)[[digit]]


@cache
def laws_about(network: Network) -> dict[str, Law]:
    """Return the laws of predict about a network, which share one certificate."""
    return {law.name: law for law in laws_of_digits(PREDICT, lambda: network)}


def about(network: Network, name: str) -> Law:
    """Return a law of predict about a network."""
    return laws_about(network)[name]


@cache
def torn_between(*digits: int) -> Network:
    """Return a network that holds several digits for equally likely, whatever the image."""
    weights = {name: 0 * array for name, array in REFERENCE.parameters.items()}
    return Network(weights | {"b3": np.isin(np.arange(10), digits).astype(np.float32)})


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("digit", "ratio", "story"),
    [
        (7, 0, "every digit that was read is possible"),
        (9, np.inf, "observed 9 for image 0, expected 7"),
    ],
)
def test_a_certified_image_is_read_as_certified(digit: int, ratio: float, story: str) -> None:
    """The first image of the test set is a 7, and rounding cannot change that."""
    claim = law_named("predict.reads_the_certified_digits").at(lambda x: read_as(digit), 0, 1)
    assert (claim.ratio, claim.story) == (ratio, story)


@pytest.mark.parametrize(("digit", "holds"), [(3, True), (8, True), (0, False)])
def test_an_uncertain_image_is_read_as_one_of_the_possible_digits(
    digit: int, *, holds: bool
) -> None:
    """Where rounding decides between two digits, either is right, and a third is not."""
    law = about(torn_between(3, 8), "reads_the_certified_digits")
    claim = law.at(lambda x: read_as(digit), 0, 1)
    assert claim.holds == holds
    assert holds or claim.story == "observed 0 for image 0, expected 3 or 8"


@pytest.mark.unmeasured
@pytest.mark.parametrize(("digit", "holds"), [(7, True), (8, True), (9, True)])
def test_the_accuracy_may_be_any_that_rounding_leaves_possible(digit: int, *, holds: bool) -> None:
    """Of a 7 that is a 7 or an 8, none or one is read as labelled: the digits tell the rest."""
    law = about(torn_between(7, 8), "is_as_accurate_as_is_certified")
    assert law.at(lambda x: read_as(digit), 0, 1).holds == holds


def test_an_accuracy_below_the_certified_one_is_refuted() -> None:
    """All of the first ten images are certified, and read as labelled but the ninth."""
    law = law_named("predict.is_as_accurate_as_is_certified")
    claim = law.at(lambda x: np.tile(read_as(7), (len(x), 1)), 0, 10)
    assert not claim.holds
    assert claim.story == "observed 1, expected 10 within 0"


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    "name",
    [
        "divides_by_256",
        "shifts_the_images_by_a_column",
        "forgets_the_biases_of_one_layer",
        "swaps_4_and_9",
        "rounds_the_first_weights_to_8_bits",
        "activates_with_relu",
        "begins_its_second_batch_late",
        "drops_the_last_batch",
    ],
)
def test_a_wrong_reader_gets_digits_wrong_that_are_certified(name: str) -> None:
    """Of the whole test set: one of 10,000, where pixels are divided by 256."""
    law = about(REFERENCE, "reads_the_certified_digits")
    assert not law.at(MUTANT[f"predict.{name}"], 0, 10_000).holds


def batches_of(size: int) -> tuple[int, int, int]:
    """Return the example of the law of batches that has batches of a size."""
    (found,) = {drawn for drawn in BATCHES if drawn[2] == size}
    return found


def test_batches_of_many_sizes_are_drawn_and_all_images_at_once_come_first() -> None:
    """Whole walks through the test set, and parts of it that end with a part of a batch."""
    assert BATCHES[0] == (0, 10_000, 10_000)
    assert {batch for _, _, batch in BATCHES} >= {1, 127, 128, 129, 1000, 4097}
    assert sum(number for _, number, _ in BATCHES) < 40_000
    partial = [
        number % batch for _, number, batch in BATCHES if 1000 != batch != 10_000 and batch > 1
    ]
    assert all(partial)


@pytest.mark.unmeasured
@pytest.mark.parametrize(("size", "holds"), [(1000, True), (4097, False), (10_000, False)])
def test_a_reader_that_counts_images_in_12_bits_is_refuted_from_4097_on(
    size: int, *, holds: bool
) -> None:
    """By no batch that is smaller; the counterexample is an image of the test set."""
    law = about(REFERENCE, "reads_batches_of_any_size")
    claim = law.at(MUTANT["predict.counts_images_in_12_bits"], *batches_of(size))
    assert claim.holds == holds
    assert holds or re.fullmatch(r"observed \d for image 409\d, expected \d", claim.story)


def test_a_reader_that_leaves_a_partial_batch_as_it_found_it_is_refuted() -> None:
    """Its results are those of the batch before, where they are not written again."""
    scratch = np.zeros((512, 10), np.float32)

    def reads_tiles_of_64(images: FloatArray) -> FloatArray:
        written = len(images) // 64 * 64
        scratch[:written] = REFERENCE.predict(images[:written])
        return scratch[: len(images)].copy()

    law = about(REFERENCE, "reads_batches_of_any_size")
    assert law.at(reads_tiles_of_64, *batches_of(128)).holds
    assert not law.at(reads_tiles_of_64, *batches_of(129)).holds


def test_the_certified_digits_are_those_of_the_whole_test_set() -> None:
    """One stretch may be all of it: 9,895 images are read as labelled."""
    images, labels = load_test_set()
    assert (REFERENCE.classify(images) == labels).sum() == 9895
    law = law_named("predict.reads_the_certified_digits")
    assert law.at(REFERENCE.predict, 0, 10_000).holds
