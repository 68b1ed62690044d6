"""The badge of NumPy, which stands in a page: it says what the first page says.

    python -m tests.comparison.numpys_badge

draws it anew.
"""

from __future__ import annotations

import re

from mnist_nn.comparison.badge import as_badge
from mnist_nn.comparison.matrix import matrix_of
from mnist_nn.comparison.outcome import Outcome
from mnist_nn.comparison.report import Judged, Report
from mnist_nn.specification.law import Level
from tests.pages import ROOT, output, text_of

FILE = ROOT / "mnist_nn" / "targets" / "libraries" / "badge.svg"


def drawn() -> str:
    """Return the badge of as many checks as the first page tells."""
    told = re.search(
        r"^numpy (\S+) conforms: (\d+) of \2 checks held, (\d+) of them proved",
        output(text_of(), "verify"),
        re.MULTILINE,
    )
    assert told, "the first page does not tell how NumPy came out"
    outcomes = [Outcome.PROVED] * int(told[3]) + [Outcome.HELD] * (int(told[2]) - int(told[3]))
    verdicts = tuple(
        Judged(f"f.{number}", "f", "float32", Level.REQUIRED, outcome)
        for number, outcome in enumerate(outcomes)
    )
    report = Report("", "numpy", told[1], "strict", conforms=True, verdicts=verdicts)
    return as_badge(matrix_of([report], []))


if __name__ == "__main__":
    FILE.write_text(drawn(), encoding="utf-8")
