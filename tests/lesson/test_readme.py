"""The lesson's page: what needs the book's files is run here, and the rest as on every page."""

from __future__ import annotations

import re
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import mnist_nn
import mnist_nn.lesson
from mnist_nn.digits.pictures import show_image
from mnist_nn.mutants.softmax_arrays import sums_the_whole_batch
from tests.pages import block, rows, text_of

if TYPE_CHECKING:
    from pathlib import Path

PAGE = text_of("mnist_nn/lesson")
RAW = pytest.warns(mnist_nn.RawPixelsWarning, match=r"^pixels up to 255: normalize")


def known() -> dict[str, Any]:
    """Return the names that the page has imported, and the function that it writes."""
    names: dict[str, Any] = {"np": np, **vars(mnist_nn.lesson)}
    names |= {name: getattr(mnist_nn, name) for name in ("Network", "accuracy", "affine")}
    (written,) = re.findall(r">>> (def softmax_of_one.*?)\n\n", PAGE, re.DOTALL)
    exec(written.replace("\n... ", "\n"), names)  # noqa: S102 - the page is ours
    return names


@pytest.mark.usefixtures("training_set_dir")
def test_the_images_are_those_of_the_book(
    capsys: pytest.CaptureFixture[str], shown: list[tuple[int, int]]
) -> None:
    """Their shapes and the first label, and one is shown."""
    exec(block(PAGE, "example: shapes"), known())  # noqa: S102 - the page is ours
    assert capsys.readouterr().out == block(PAGE, "prints: shapes")
    assert shown == [(280, 280)]


def test_the_accuracies_are_those_of_the_book(
    book_weights: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One by one, of raw pixels, and in batches; each block goes on where the last one ended."""
    (tmp_path / "sample_weight.pkl").symlink_to(book_weights.resolve())
    monkeypatch.chdir(tmp_path)
    names = known()
    for name in ("one by one", "raw", "why", "batches", "wrong batches"):
        with RAW if name == "raw" else nullcontext():
            exec(block(PAGE, f"example: {name}"), names)  # noqa: S102 - the page is ours
        assert capsys.readouterr().out == block(PAGE, f"prints: {name}"), name


def test_every_block_is_run() -> None:
    """By a test here or, after >>>, by that of every page."""
    tests = "shapes", "one by one", "raw", "why", "batches", "wrong batches"
    assert re.findall(r"<!-- example: (.*) -->\n```python\n", PAGE) == list(tests)
    assert re.findall(r"<!-- prints: (.*) -->\n```text\n", PAGE) == list(tests)
    plain = re.findall(r"(?<!-->\n)^```python\n(?!>>> )", PAGE, re.MULTILINE)
    assert plain == []


def test_the_mutant_that_is_named_is_the_softmax_of_the_chapter() -> None:
    """On one row it is right, and on more it is wrong in the same way."""
    names = known()
    for batch in (np.array([[0.3, 2.9, 4.0]]), np.array([[0.3, 2.9, 4.0], [5.0, 1.0, -700.0]])):
        result = names["softmax_of_one"](batch)
        np.testing.assert_array_equal(sums_the_whole_batch(batch), result, strict=True)
        assert np.array_equal(mnist_nn.softmax(batch), result) == (len(batch) == 1)


def test_each_section_has_a_heading_in_both_languages() -> None:
    """In the order of the chapter."""
    assert re.findall(r"^## (\d+)\. .* · .*$", PAGE, re.MULTILINE) == [*map(str, range(1, 11))]
    assert len(re.findall(r"^## ", PAGE, re.MULTILINE)) == 10


def test_the_books_names_stand_beside_ours() -> None:
    """All that the lesson has, and each of ours is what this package has."""
    named = rows("\n".join(re.findall(r"^\| .*$", PAGE, re.MULTILINE)))
    books = {name for book, _ in named for name in re.findall(r"`(\w+)\(", book)}
    assert books == set(mnist_nn.lesson.__all__)
    ours = {name for _, own in named for name in re.findall(r"`(\w+)\(", own)}
    assert ours - {"show_image"} <= set(mnist_nn.__all__)
    assert callable(show_image)
