"""No page can drift: its examples are run, its outputs are generated, its links lead somewhere."""

from __future__ import annotations

import doctest
import re
from typing import TYPE_CHECKING

import pytest

from tests.generated import GENERATED, QUICK
from tests.oracle.tables import certificates
from tests.pages import PAGES, ROOT, output, page_with, text_of, with_output

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MEASURED = {
    "test",
    "how soon",
    "how others check",
    "random faults",
    "where time goes",
    "every float32",
}
"""Outputs of commands that take too long to be run here; other tests say what is true of them."""

TAKES_LONG = {"evaluate", "refutation", "shares"}
"""What takes seconds to generate; what it is made of is tested elsewhere, too."""

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def content(page: Path) -> str:
    """Return the text of a page."""
    return page.read_text(encoding="utf-8")


def without_code(text: str) -> str:
    """Return a text without fenced and indented blocks, in which brackets are no links."""
    text = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"^ {4}.*$", "", text, flags=re.MULTILINE)


def links(page: Path) -> Iterator[str]:
    """Yield where the links of a page lead that stay in the repository."""
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(content(page))):
        if not re.match(r"https?://", target):
            yield target


def anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub makes of the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", without_code(content(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}


def broken(page: Path) -> list[str]:
    """Return the links of a page that lead to no file, or to no heading of a page."""
    found = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            found.append(link)
    return found


@every_page
def test_the_examples_of_a_page_do_what_they_say(page: Path) -> None:
    """Every line after >>> is run, and prints what stands below it."""
    assert doctest.testfile(str(page), module_relative=False, encoding="utf-8").failed == 0


def test_there_are_examples() -> None:
    """Nothing found to run would be no proof."""
    parser = doctest.DocTestParser()
    assert sum(len(parser.get_examples(content(page))) for page in PAGES) >= 10


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    "name",  # what it takes longest to certify, `evaluate`, is also told of by tests of the command
    [pytest.param(n, marks=[pytest.mark.slow] if n in TAKES_LONG else []) for n in QUICK],
)
def test_what_is_generated_is_as_it_is_generated_now(name: str) -> None:
    """If it is not, `python -m tests.generated` writes it anew."""
    assert output(content(page_with(name)), name) == GENERATED[name]()


@pytest.mark.slow
def test_the_certificates_are_as_they_are_computed_now() -> None:
    """Of the reference weights, in every arithmetic."""
    assert output(text_of("mnist_nn/oracle"), "certificates") == GENERATED["certificates"]()


@pytest.mark.slow
def test_the_certificates_of_the_lesson_are_as_they_are_computed_now(book_weights: Path) -> None:
    """Of the lesson's weights, where they are."""
    name = "certificates of the lesson"
    assert output(text_of("mnist_nn/oracle"), name) == certificates(book_weights)


def test_every_output_in_a_page_is_generated_or_known_to_be_measured() -> None:
    """None is written by hand."""
    found = re.findall(r"<!-- output: (.*?) -->", "".join(map(content, PAGES)))
    assert sorted(found) == sorted({*GENERATED, *MEASURED})


def test_a_part_of_a_page_is_replaced_and_nothing_else() -> None:
    """Though the same text stands before it and in its name."""
    page = "a <!-- output: a -->\n\na\n\n<!-- end --> a"
    assert with_output(page, "a", "b") == "a <!-- output: a -->\n\nb\n\n<!-- end --> a"


@every_page
def test_every_link_leads_to_a_file_and_to_a_heading(page: Path) -> None:
    """Those that stay in the repository."""
    assert broken(page) == []


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    """A missing file, and a missing heading here and there."""
    page = tmp_path / "README.md"
    page.write_text("# A `b`\n[1](#a-b) [2](#c) [3](none.md) [4](README.md#c)\n    [5](none.md)\n")
    assert broken(page) == ["#c", "none.md", "README.md#c"]


@every_page
def test_every_file_that_is_named_exists(page: Path) -> None:
    """Where it is written with its folders."""
    named = re.findall(r"`((?:mnist_nn|tests)/[\w./]+)`", content(page))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_page_is_linked_from_the_first() -> None:
    """Nobody has to guess that there is one."""
    first = PAGES[0]
    assert {(first.parent / link).resolve() for link in links(first)} >= set(PAGES[1:])


def test_the_page_that_is_written_beside_test_vectors_has_no_links() -> None:
    """In somebody's folder they would lead nowhere."""
    assert list(links(ROOT / "mnist_nn" / "vectors" / "README.md")) == []
