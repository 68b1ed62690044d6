"""A report of what was read shows the digit first, and how sure the network is."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from mnist_nn.report.classification import as_json, as_text

PROBABILITIES = {Path("a.png"): np.array([0.25, 0.75]), Path("b.png"): np.array([1.0, 0.0])}


def test_text_has_a_paragraph_for_each_picture() -> None:
    """The digit, then every probability."""
    assert as_text(PROBABILITIES) == (
        "a.png: 1\n  0  0.250000\n  1  0.750000\n\nb.png: 0\n  0  1.000000\n  1  0.000000"
    )


def test_json_has_an_entry_for_each_picture() -> None:
    """Schema 1."""
    report = json.loads(as_json(PROBABILITIES))
    assert report["schema"] == 1
    assert report["digits"][0] == {"picture": "a.png", "digit": 1, "probabilities": [0.25, 0.75]}
    assert [entry["digit"] for entry in report["digits"]] == [1, 0]
