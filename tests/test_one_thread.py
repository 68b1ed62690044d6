"""Products are computed in one thread while images are read, unless the user says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from mnist_nn.batches import in_batches
from mnist_nn.one_thread import ONE_THREAD, libraries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

VARIABLES = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"]


def threads() -> set[int]:
    """Return how many threads the libraries take with which NumPy computes products."""
    return {library["num_threads"] for library in libraries().info()}


@pytest.fixture(autouse=True)
def _two_threads(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let products take two threads, by nobody's choice."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    with threadpool_limits(2, user_api="blas"):
        if threads() != {2}:
            pytest.skip("threadpoolctl does not know this library")
        yield


def test_products_take_one_thread_inside_and_as_many_as_before_outside() -> None:
    """What the process does otherwise is not slowed down."""
    with ONE_THREAD:
        assert threads() == {1}
    assert threads() == {2}


def test_an_error_gives_the_threads_back() -> None:
    """And is passed on."""
    with pytest.raises(ZeroDivisionError), ONE_THREAD:
        _ = 1 / 0
    assert threads() == {2}


def test_the_last_of_several_callers_gives_the_threads_back() -> None:
    """Callers in several threads come and go in any order."""
    ONE_THREAD.__enter__()
    ONE_THREAD.__enter__()
    ONE_THREAD.__exit__()
    assert threads() == {1}
    ONE_THREAD.__exit__()
    assert threads() == {2}


@pytest.mark.parametrize("name", VARIABLES)
def test_the_users_choice_is_kept(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable of the environment says it, as it does to the libraries."""
    monkeypatch.setenv(name, "2")
    with ONE_THREAD:
        assert threads() == {2}
    assert threads() == {2}


def test_images_are_read_in_one_thread() -> None:
    """Each batch of them."""
    taken: list[set[int]] = []

    def read(images: NDArray[Any]) -> NDArray[Any]:
        taken.append(threads())
        return images

    in_batches(read, np.zeros((2000, 1)))
    assert set().union(*taken) == {1}
