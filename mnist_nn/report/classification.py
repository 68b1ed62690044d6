"""What was read from pictures, as text and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mnist_nn.formats import FloatArray


def as_text(probabilities: Mapping[Path, FloatArray]) -> str:
    """Return a paragraph for each picture: the digit, then the probability of each of the ten."""
    return "\n\n".join(
        "\n".join(
            [f"{picture}: {p.argmax()}", *(f"  {c}  {pc:8.6f}" for c, pc in enumerate(p.tolist()))]
        )
        for picture, p in probabilities.items()
    )


def as_json(probabilities: Mapping[Path, FloatArray]) -> str:
    """Return one JSON object, of schema 1, with an entry for each picture in `digits`."""
    digits = [
        {"picture": str(picture), "digit": int(p.argmax()), "probabilities": p.tolist()}
        for picture, p in probabilities.items()
    ]
    return json.dumps({"schema": 1, "digits": digits}, indent=2)
