"""The page of the specification shows a law as it is, and lists every law."""

from __future__ import annotations

from mnist_nn.specification.catalogue import CATALOGUE
from tests.pages import ROOT, block, text_of

PAGE = text_of("mnist_nn/specification")


def test_the_law_that_is_shown_is_one_of_sigmoid() -> None:
    """Word for word."""
    source = (ROOT / "mnist_nn" / "specification" / "sigmoid.py").read_text(encoding="utf-8")
    assert block(PAGE, "example: law") in source


def test_every_law_has_one_row() -> None:
    """By the name that verdicts tell."""
    assert [law for law in CATALOGUE if PAGE.count(f"\n| `{law}` | ") != 1] == []
