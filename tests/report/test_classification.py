"""A report of what was read shows the digit first, or why it is not sure."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from mnist_nn.digits.confidence import Opinion
from mnist_nn.digits.reading import PHOTOGRAPH, Reading, Sight
from mnist_nn.report.classification import Entry, as_json, as_lines

OPINION = Opinion(np.array([0.25, 0.75]), (3, 12))
SIGHT = Sight(np.zeros((28, 28), np.float32), 0, "dark ink", PHOTOGRAPH)
SURE = Entry(Path("a.png"), Reading(SIGHT, OPINION, "", PHOTOGRAPH))
UNSURE = Entry(Path("b.png"), Reading(SIGHT, OPINION, "it flips", PHOTOGRAPH))
BLANK = Entry(Path("c.png"), Reading(None, None, "blank", PHOTOGRAPH))
BAD = Entry(Path("d.png"), "d.png: there is no such file")


def test_a_digit_is_told_with_every_probability() -> None:
    """And with what was seen, and how it was looked at."""
    assert list(as_lines(SURE)) == [
        "a.png: 1",
        "  0  0.250000",
        "  1  0.750000",
        f"  seen: dark ink, looked at {PHOTOGRAPH}",
    ]


def test_of_what_is_not_sure_no_digit_is_told() -> None:
    """But why, and what was seen."""
    assert list(as_lines(UNSURE)) == [
        "b.png: not sure: it flips",
        f"  seen: dark ink, looked at {PHOTOGRAPH}",
    ]


def test_of_a_blank_it_is_told_how_it_was_looked_at() -> None:
    """For that may be the reason."""
    assert list(as_lines(BLANK)) == [
        "c.png: not sure: blank",
        f"  seen: nothing, looked at {PHOTOGRAPH}",
    ]


def test_of_a_file_that_could_not_be_read_nothing_is_told_here() -> None:
    """It was told when that happened."""
    assert list(as_lines(BAD)) == []


def test_json_has_an_entry_for_each_file() -> None:
    """Schema 1; what is not known is null."""
    report = json.loads(as_json([SURE, UNSURE, BLANK, BAD]))
    assert report["schema"] == 1
    sure, unsure, blank, bad = report["digits"]
    assert sure == {
        "picture": "a.png",
        "digit": 1,
        "unsure": None,
        "confidence": 0.75,
        "probabilities": [0.25, 0.75],
        "seen": "dark ink",
        "looked_at": PHOTOGRAPH,
    }
    assert unsure == sure | {"picture": "b.png", "digit": None, "unsure": "it flips"}
    nothing = dict.fromkeys(["digit", "confidence", "probabilities", "seen"])
    assert blank == {"picture": "c.png", "unsure": "blank", "looked_at": PHOTOGRAPH, **nothing}
    assert bad == {"picture": "d.png", "error": "d.png: there is no such file"}
