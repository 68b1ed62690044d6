"""What is read from a picture: a digit, or "not sure" and why."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from mnist_nn.digits.confidence import Opinion, opinion
from mnist_nn.digits.doubt import doubt
from mnist_nn.digits.form import WHITE, in_form
from mnist_nn.digits.picture_files import open_picture
from mnist_nn.digits.preprocessing import BlankError, to_digit

if TYPE_CHECKING:
    import os

    from mnist_nn.digits.picture_files import Picture
    from mnist_nn.formats import FloatArray
    from mnist_nn.network import Network

PHOTOGRAPH = "as a photograph, with OpenCV"
DRAWING = "as a clean drawing"
PLAIN = "as a clean drawing; photographs need OpenCV: pip install 'mnist_nn[pictures]'"

_LARGEST_DRAWING = 64  # pixels, little more than twice MNIST's: no photograph is as small


@dataclass(frozen=True)
class Sight:
    """What is seen in a picture, before it is read.

    Attributes:
        image: the digit in the form of MNIST, float32 (28, 28) in [0, 1].
        others: how many other shapes there are.
        seen: in words, what was seen.
        way: in words, in which way it was looked at.

    """

    image: FloatArray
    others: int
    seen: str
    way: str


@dataclass(frozen=True)
class Reading:
    """What is read from a picture.

    Attributes:
        sight: what was seen, None if nothing stands out from the paper.
        opinion: what the network makes of it, None if there is nothing.
        unsure: why it is not sure that this is the digit, or "" if it is sure.
        way: in words, in which way the picture was looked at.

    """

    sight: Sight | None
    opinion: Opinion | None
    unsure: str
    way: str

    @property
    def digit(self) -> int | None:
        """The digit, None if it is not sure that it is one."""
        return self.opinion.digit if self.opinion and not self.unsure else None


def read_digit(path: str | os.PathLike[str], network: Network) -> Reading:
    """Read the digit in a picture, and say whether that is sure.

    Args:
        path: a file that Pillow reads; see `mnist_nn.digits.pictures.read_image`.
        network: what reads digits of 784 pixels. Confidence is calibrated for the reference
            weights.

    Raises:
        OSError: there is no such file, or it cannot be read.
        ValueError: the file is no picture, or a damaged or too large one; the message names it.

    """
    return reading_of(open_picture(path), network)


def reading_of(picture: Picture, network: Network) -> Reading:
    """Read the digit in a picture that was opened."""
    try:
        sight = look(picture)
    except BlankError:
        return Reading(None, None, "nothing stands out from the paper", way_for(picture))
    view = opinion(network, sight.image)
    return Reading(sight, view, doubt(sight.image, view, sight.others), sight.way)


def way_for(picture: Picture) -> str:
    """Return in words in which way a picture is looked at."""
    if max(picture.grey.shape) <= _LARGEST_DRAWING:
        return DRAWING
    return PHOTOGRAPH if find_spec("cv2") else PLAIN


def look(picture: Picture) -> Sight:
    """Find the digit in a picture.

    Raises:
        BlankError: nothing stands out from the paper.

    """
    way = way_for(picture)
    if way != PHOTOGRAPH:
        height, width = picture.grey.shape
        return Sight(to_digit(picture.grey), 0, f"ink on {width} x {height} pixels", way)
    from mnist_nn.digits.photographs.finding import find_digit

    found = find_digit(picture.colours)
    return Sight(in_form(WHITE * found.ink), found.others, found.seen, way)
