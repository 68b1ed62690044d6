"""Runs and what is seen in them, to make pages of."""

from __future__ import annotations

import math
from dataclasses import replace

from mnist_nn.checking.accuracy import Accuracy, Reading
from mnist_nn.checking.observation import Observation, Part
from mnist_nn.checking.strength import Strength
from mnist_nn.checking.verdict import Status, Verdict
from mnist_nn.report.run import Run
from mnist_nn.specification.catalogue import law_named
from mnist_nn.specification.law import Level
from mnist_nn.targets.implementation import Implementation
from tests.report.plots.surveys import DEAD, EXACT, RIGHT

HOSTILE = "</code><script>alert(1)</script>\" onload='x'"
"""Text that would do something if it were no text."""

HELD = Verdict("softmax.sums_to_one", "softmax", "float32", Level.REQUIRED, Status.HELD, 100, 0.25)
PROVED = replace(HELD, law="relu.lies", function="relu", dtype="float16", status=Status.PROVED)
REFUTED = replace(
    HELD,
    law="softmax.does_not_overflow",
    status=Status.REFUTED,
    examples=0,
    worst=math.inf,
    counterexample="x = array([[89.]], dtype=float32)",
    message=(
        "softmax.does_not_overflow[float32] is refuted for it: the statement\n"
        "  observed nan, expected 1.0 within 8.34e-07 at (0, 0)\n"
        "  for x = array([[89.]], dtype=float32)\n"
        "  the smallest that fails: 2 rows (1 hold)\n"
        "reproduce it with\n    print(1)"
    ),
    reproduce="print(1)",
    cause="not finite",
)
ALSO = replace(REFUTED, law="softmax.is_1_lipschitz", dtype="float64")
KNOWN = replace(REFUTED, law="softmax.preserves_order", deviation="it is known", cause=None)
NOT_OFFERED = Verdict("step.holds", "step", "float32", Level.REQUIRED, Status.NOT_OFFERED)
SUFFICIENT = Strength(refuted=("softmax.wrong", "relu.wrong"), out_of_reach=("relu.far",))


def part(name: str, *rows: tuple[float, ...], shape: tuple[int, ...] = ()) -> Part:
    """Return a part of an array that begins with it, and is all of it if no shape is given."""
    return Part(name, shape or (len(rows), len(rows[0])), rows)


SEEN = Observation(
    (part("x", (89.0, 1.0)),),
    part("observed", (math.nan, 0.5)),
    part("true", (1.0, 0.5)),
    part("allowed", (0.25, 0.25)),
    part("off", (math.inf, 0.0)),
    0,
    0,
)

READINGS = (
    Reading(7, 9, 4, (9,), (0.0,) * 4 + (1.0,) + (0.0,) * 5),
    Reading(8, 5, 5, (5, 6), (0.0,) * 5 + (0.5, 0.5) + (0.0,) * 3),
    Reading(9, 1, 2, (2,), (math.nan,) * 10),
)

RUN = Run(
    Implementation("it", "1.2", {}),
    [HELD, PROVED, REFUTED, ALSO, KNOWN, NOT_OFFERED],
    SUFFICIENT,
    Accuracy(9890, 10_000, 9895, 9895, READINGS),
    laws={HELD.law: law_named(HELD.law), REFUTED.law: law_named(REFUTED.law)},
    observations={f"{REFUTED.law}[float32]": SEEN},
    surveys=[RIGHT, EXACT, DEAD],
)
"""A run that has something of everything."""
