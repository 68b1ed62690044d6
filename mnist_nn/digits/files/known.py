"""What MNIST is: the SHA-256 of its two sets, as decoded, so that it is the same in every file."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mnist_nn.digits.files.labelled import Labelled, Part

MNIST: dict[Part, str] = {
    "train": "edc0d1098aa497be14ace79ddd5171e5a3dcf9c4d196c015389203eb3ba1f59b",
    "test": "c3f9adf9c66efb572b1f9326c3a511b45910c7173b97be66ceceeeeaef6b802b",
}
"""The SHA-256 of all images, row by row and a byte a pixel, followed by all labels."""

NAMES: Mapping[Part, str] = {"train": "training set", "test": "test set"}
"""What each part is called."""


def digest(digits: Labelled) -> str:
    """Return the SHA-256 of images and labels, in hexadecimal."""
    return sha256(digits.images.tobytes() + digits.labels.tobytes()).hexdigest()


def objection(digits: Labelled, part: Part) -> str:
    """Return why digits are not that part of MNIST, or nothing if they are."""
    found = digest(digits)
    if found == MNIST[part]:
        return ""
    for other, known in MNIST.items():
        if found == known:
            return f"it is the {NAMES[other]} of MNIST, expected the {NAMES[part]}"
    return (
        f"its {len(digits.labels):,} digits are not the {NAMES[part]} of MNIST (SHA-256"
        f" {found[:12]}..., expected {MNIST[part][:12]}...): if they are to be others, such as"
        " Fashion-MNIST or KMNIST, pass only_mnist=False"
    )
