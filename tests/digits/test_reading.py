"""A picture is read as a digit, or it is said why that is not sure."""

from __future__ import annotations

import sys
from importlib import util
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from mnist_nn.digits import reading as module
from mnist_nn.digits.mnist import load_test_set
from mnist_nn.digits.picture_files import Picture, open_picture
from mnist_nn.digits.preprocessing import to_digit
from mnist_nn.digits.reading import DRAWING, PHOTOGRAPH, PLAIN, look, read_digit, reading_of
from mnist_nn.network import Network
from mnist_nn.weights.files import load_weights

if TYPE_CHECKING:
    from pathlib import Path

NETWORK = Network(load_weights())
SEVEN = load_test_set(normalize=False, flatten=False)[0][17, 0]


def drawing(text: str = "") -> Image.Image:
    """Return a picture of text in black on white, 300 x 200."""
    image = Image.new("RGB", (300, 200), "white")
    font = ImageFont.load_default(100)
    ImageDraw.Draw(image).text((150, 100), text, fill="black", font=font, anchor="mm")
    return image


def enlarged() -> Image.Image:
    """Return the 7 as a drawing of 200 x 200, black on white, on a sheet of 300 x 300."""
    sheet = Image.new("L", (300, 300), 255)
    sheet.paste(Image.fromarray(255 - SEVEN).resize((200, 200)), (50, 50))
    return sheet.convert("RGB")


def picture(image: Image.Image) -> Picture:
    """Return a picture as it would be read from a file."""
    return Picture(np.asarray(image.convert("L")), np.asarray(image.convert("RGB")))


@pytest.fixture
def without_opencv(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make OpenCV missing, as where the extra is not installed."""
    find = util.find_spec
    monkeypatch.setattr(module, "find_spec", lambda name: None if name == "cv2" else find(name))
    monkeypatch.setitem(sys.modules, "cv2", None)  # an import of it fails


def test_a_digit_in_a_file_is_read(tmp_path: Path) -> None:
    """With all that is known of it."""
    enlarged().save(tmp_path / "seven.jpg")
    found = read_digit(tmp_path / "seven.jpg", NETWORK)
    assert (found.digit, found.unsure, found.way) == (7, "", PHOTOGRAPH)
    assert found.sight
    assert found.sight.seen.startswith("dark ink, ")
    assert found.opinion
    assert found.opinion.confidence > 0.9


def test_several_digits_are_not_sure() -> None:
    """No digit is said, but what is seen."""
    found = reading_of(picture(drawing("1984")), NETWORK)
    assert found.digit is None
    assert found.unsure == "there are 4 shapes, expected one digit"
    assert found.sight


@pytest.mark.parametrize("text", ["A", "H", "W"])
def test_what_is_no_digit_is_not_sure(text: str) -> None:
    """Whatever it is most like."""
    assert reading_of(picture(drawing(text)), NETWORK).digit is None


@pytest.mark.parametrize(
    ("side", "words"), [(60, "it is most like 0, but "), (100, "nothing stands out from the paper")]
)
def test_a_black_square_is_not_sure(side: int, words: str) -> None:
    """The network alone reads it as a 0; a large one is as good as a table."""
    image = drawing()
    ImageDraw.Draw(image).rectangle((100, 50, 100 + side, 50 + side), fill="black")
    assert reading_of(picture(image), NETWORK).unsure.startswith(words)


@pytest.mark.parametrize("side", [50, 300])
def test_a_blank_picture_is_not_sure(side: int) -> None:
    """There is nothing to have an opinion of."""
    found = reading_of(picture(Image.new("RGB", (side, side), "white")), NETWORK)
    assert (found.digit, found.sight, found.opinion) == (None, None, None)
    assert found.unsure == "nothing stands out from the paper"


@pytest.mark.parametrize(("side", "way"), [(64, DRAWING), (65, PHOTOGRAPH)])
def test_a_small_picture_is_a_drawing(side: int, way: str) -> None:
    """No photograph has 64 pixels."""
    assert look(picture(enlarged().resize((side, side)))).way == way


@pytest.mark.usefixtures("without_opencv")
def test_without_opencv_a_clean_drawing_is_read_all_the_same() -> None:
    """And how to read photographs is said."""
    found = reading_of(picture(enlarged()), NETWORK)
    assert (found.digit, found.way) == (7, PLAIN)
    assert found.sight
    assert found.sight.seen == "ink on 300 x 300 pixels"
    np.testing.assert_array_equal(found.sight.image, to_digit(picture(enlarged()).grey))


@pytest.mark.usefixtures("without_opencv")
def test_without_opencv_what_is_no_digit_is_not_sure() -> None:
    """Its form tells it."""
    assert reading_of(picture(drawing("1984")), NETWORK).digit is None


@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
def test_a_grey_picture_has_three_equal_colours(dtype: str) -> None:
    """Of 8 bits, whatever it has."""
    levels = np.array([[0, 255]], np.uint8)
    grey = levels if dtype == "uint8" else levels.astype(np.uint16) * 257
    assert Picture(grey).colours.tolist() == [[[0, 0, 0], [255, 255, 255]]]
    assert Picture(grey).colours.dtype == np.uint8


def test_a_coloured_picture_keeps_its_colours(tmp_path: Path) -> None:
    """Beside its grey."""
    Image.new("RGB", (2, 1), (10, 20, 30)).save(tmp_path / "dark.png")
    found = open_picture(tmp_path / "dark.png")
    assert found.colours.tolist() == [[[10, 20, 30]] * 2]
    assert found.grey.tolist() == [[18, 18]]
