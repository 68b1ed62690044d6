"""The page about plots says what a survey does."""

from __future__ import annotations

from mnist_nn.checking.survey.numbers import OF_EACH
from mnist_nn.checking.survey.surveying import LONGEST, SECONDS
from tests.pages import text_of

PAGE = text_of("mnist_nn/report/plots")


def test_the_page_says_how_much_is_asked_and_for_how_long() -> None:
    """Numbers of a stretch, and seconds."""
    assert f" {OF_EACH} in each of hundreds of stretches" in PAGE
    assert "more than five seconds to answer, though fifteen for its first calls" in PAGE
    assert (SECONDS, LONGEST) == (5, 15)
