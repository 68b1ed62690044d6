"""A digit is shown as the picture it is, and a picture is read, or refused by name."""

from __future__ import annotations

import re
import struct
import sys
import zlib
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image, ImageDraw, ImageShow

from mnist_nn.digits.blocks import as_blocks
from mnist_nn.digits.mnist import load_test_set
from mnist_nn.digits.pictures import read_image, show_image
from mnist_nn.digits.preprocessing import to_digit

if TYPE_CHECKING:
    from numpy.typing import NDArray

DIGITS = load_test_set(normalize=False, flatten=False)[0].squeeze(axis=1)
SEVEN: NDArray[np.uint8] = DIGITS[0]
SEVEN_READ = load_test_set(flatten=False)[0][0, 0]
BILEVEL = SEVEN > 127
BILEVEL_READ = to_digit(BILEVEL * np.uint8(255))
SCREENS = ["DISPLAY", "WAYLAND_DISPLAY"]
TRANSPOSED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a picture is turned upright, by its EXIF orientation."""


class Screen(ImageShow.Viewer):
    """A viewer that keeps what it is shown, or fails to show it."""

    def __init__(self, *, works: bool = True) -> None:
        self.works = works
        self.shown: list[Image.Image] = []

    def show(self, image: Image.Image, **_: Any) -> int:
        """Keep the picture, and say whether it was shown."""
        self.shown.append(image)
        return int(self.works)


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Screen:
    """Return the only viewer there is, on a machine with a screen, in an empty folder."""
    viewer = Screen()
    monkeypatch.setattr(ImageShow, "_viewers", [])
    ImageShow.register(viewer)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.chdir(tmp_path)
    return viewer


def pixels(path: Path) -> NDArray[np.uint8]:
    """Return the pixels of a picture of 8-bit levels of grey, as they are in the file."""
    with Image.open(path) as image:
        assert (image.format, image.mode) == ("PNG", "L")
        return np.asarray(image)


def read(image: Image.Image, format_: str = "PNG", **options: Any) -> NDArray[np.floating[Any]]:
    """Save a picture in a format, and read the digit in it."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "picture")
        image.save(path, format_, **options)
        return read_image(path)


def encoded(image: Image.Image, format_: str) -> bytes:
    """Return a picture as a file of a format."""
    file = BytesIO()
    image.save(file, format_)
    return file.getvalue()


def png(width: int, height: int) -> bytes:
    """Return a PNG file that declares its size, and holds no pixels."""
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)), (b"IDAT", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def refusal(path: Path) -> str:
    """See a file refused, and return the words that follow its name."""
    with pytest.raises(ValueError, match=f"^{re.escape(str(path))}: ") as refused:
        read_image(path)
    return str(refused.value).removeprefix(f"{path}: ")


def refusal_of(folder: Path, content: bytes | bytearray) -> str:
    """See the content of a file refused."""
    path = folder / "picture.png"
    path.write_bytes(content)
    return refusal(path)


# Showing


@given(
    arrays(np.uint8, (28, 28)),
    st.sampled_from([(784,), (28, 28), (1, 28, 28)]),
    st.sampled_from(["uint8", "float16", "float32", "float64", ">f4"]),
)
def test_a_saved_picture_has_the_pixels_of_the_digit(
    levels: NDArray[np.uint8], shape: tuple[int, ...], dtype: str
) -> None:
    """A PNG file of 28x28, whatever the shape, and whether the pixels are levels or shares."""
    image = levels if dtype == "uint8" else (levels / 255).astype(dtype)
    with TemporaryDirectory() as folder:
        path = Path(folder, "digit.png")
        assert show_image(image.reshape(shape), path) == path
        np.testing.assert_array_equal(pixels(path), levels)


def test_a_saved_picture_replaces_an_older_one(tmp_path: Path) -> None:
    """The path may be a string, its ending in capitals."""
    path = tmp_path / "DIGIT.PNG"
    path.write_text("older")
    assert show_image(SEVEN, str(path)) == path
    np.testing.assert_array_equal(pixels(path), SEVEN)


@pytest.mark.parametrize("name", ["digit.jpg", "digit"])
def test_a_name_that_says_another_format_is_refused(name: str, tmp_path: Path) -> None:
    """What is written is PNG."""
    path = tmp_path / name
    with pytest.raises(ValueError, match=f"^{re.escape(f'{path}: expected a name')}") as refused:
        show_image(SEVEN, path)
    assert str(refused.value) == f"{path}: expected a name that ends in .png"
    assert not path.exists()


def test_a_folder_that_is_missing_is_said_to_be(tmp_path: Path) -> None:
    """It is not made."""
    with pytest.raises(FileNotFoundError):
        show_image(SEVEN, tmp_path / "missing" / "digit.png")


@pytest.mark.parametrize("shape", [(), (783,), (28, 27), (1, 784), (2, 28, 28), (1, 1, 28, 28)])
def test_what_is_not_one_digit_is_refused(shape: tuple[int, ...], tmp_path: Path) -> None:
    """Only one digit is shown at a time."""
    words = f"expected one digit, (784,), (28, 28) or (1, 28, 28), got an array of shape {shape}"
    with pytest.raises(ValueError, match=f"^{re.escape(words)}$"):
        show_image(np.zeros(shape, np.uint8), tmp_path / "digit.png")


@pytest.mark.parametrize("dtype", ["int64", "uint16", "bool", "complex128", "<U1"])
def test_pixels_of_another_dtype_are_refused(dtype: str, tmp_path: Path) -> None:
    """Their white is not known."""
    image: Any = np.zeros(784, dtype)
    words = f"expected pixels as uint8 or floats in [0, 1], got {dtype}"
    with pytest.raises(TypeError, match=f"^{re.escape(words)}$"):
        show_image(image, tmp_path / "digit.png")


@pytest.mark.parametrize(
    ("pixel", "given_range"),
    [
        (255, "0 to 255"),
        (1.5, "0 to 1.5"),
        (-0.5, "-0.5 to 0"),
        (np.nan, "nan to nan"),
        (np.inf, "0 to inf"),
    ],
)
def test_floats_beyond_black_and_white_are_refused(
    pixel: float, given_range: str, tmp_path: Path
) -> None:
    """Raw levels as floats are a likely mistake, so the words say what to do."""
    image = np.zeros(784)
    image[100] = pixel
    words = f"expected floats in [0, 1], got {given_range}; levels up to 255 are uint8"
    with pytest.raises(ValueError, match=f"^{re.escape(words)}$"):
        show_image(image, tmp_path / "digit.png")


@pytest.mark.parametrize("variable", SCREENS)
def test_a_window_shows_the_digit_ten_times_as_large(
    variable: str, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A square of 10 by 10 pixels for each of its own, and no file is left behind."""
    monkeypatch.delenv("DISPLAY")
    monkeypatch.setenv(variable, "0")
    assert show_image(SEVEN) is None
    (shown,) = screen.shown
    np.testing.assert_array_equal(np.asarray(shown), SEVEN.repeat(10, axis=0).repeat(10, axis=1))
    assert not list(Path.cwd().iterdir())


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_macos_and_windows_need_no_display_variable(
    platform: str, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They have a screen."""
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.delenv("DISPLAY")
    assert show_image(SEVEN) is None
    assert len(screen.shown) == 1


def test_without_a_screen_a_digit_is_printed(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No file is written, and no viewer is started, for it might wait forever."""
    for variable in SCREENS:
        monkeypatch.delenv(variable, raising=False)
    assert show_image(SEVEN) is None
    assert capsys.readouterr().out == as_blocks(SEVEN) + "\n"
    assert not screen.shown
    assert not list(Path.cwd().iterdir())


def test_without_a_viewer_a_digit_is_printed(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where Pillow finds none."""
    monkeypatch.setattr(ImageShow, "_viewers", [])
    show_image(SEVEN)
    assert capsys.readouterr().out == as_blocks(SEVEN) + "\n"
    assert not screen.shown


def test_where_the_viewer_fails_a_digit_is_printed(
    screen: Screen, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where Pillow finds one that shows nothing."""
    screen.works = False
    show_image(SEVEN)
    assert len(screen.shown) == 1
    assert capsys.readouterr().out == as_blocks(SEVEN) + "\n"


# Reading


@given(st.integers(0, 9999))
def test_a_digit_that_was_saved_is_read_exactly(index: int) -> None:
    """Any digit of the test set: it has the form of MNIST already."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "digit.png")
        show_image(DIGITS[index], path)
        np.testing.assert_array_equal(read_image(path) * np.float32(255), DIGITS[index])


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "LA", "CMYK", "P", "I;16"])
def test_dark_on_light_and_light_on_dark_are_the_same_in_every_mode(mode: str) -> None:
    """Colours, opaque alpha, inks of the press, a palette, 16 bits."""
    for levels in (SEVEN, 255 - SEVEN):
        if mode == "I;16":
            image = Image.fromarray(levels * np.uint16(257))
        else:
            image = Image.fromarray(levels).convert(mode)
        np.testing.assert_array_equal(read(image, "TIFF"), SEVEN_READ)


def test_16_bits_are_not_cut_to_8() -> None:
    """Pillow's own conversion would make every level above 255 white."""
    levels = SEVEN.astype(np.uint16) * 256 + 3
    image = Image.fromarray(levels)
    assert image.mode == "I;16"
    np.testing.assert_array_equal(read(image), to_digit(levels))


@pytest.mark.parametrize("byte_order", ["<u2", ">u2"])
def test_16_bits_are_read_in_either_byte_order(byte_order: str) -> None:
    """TIFF has both."""
    levels = (SEVEN.astype(np.uint16) * 257).astype(byte_order)
    mode = "I;16" if byte_order == "<u2" else "I;16B"
    image = Image.frombytes(mode, (28, 28), levels.tobytes())
    np.testing.assert_array_equal(read(image, "TIFF"), SEVEN_READ)


@pytest.mark.parametrize(("scale", "offset"), [(1, 0), (-3, 1000), (100_000, -5)])
@pytest.mark.parametrize("dtype", ["int32", "float32"])
def test_32_bits_have_no_white_but_their_greatest_number(
    dtype: str, scale: int, offset: int
) -> None:
    """The digit is that of the levels, wherever these begin and however far they reach."""
    values = (SEVEN.astype(np.int64) * scale + offset).astype(dtype)
    np.testing.assert_array_equal(read(Image.fromarray(values), "TIFF"), SEVEN_READ)


def test_32_bits_may_reach_as_far_as_they_can() -> None:
    """From one end of the finite numbers to the other, whose difference is not one of them."""
    values = np.where(BILEVEL, np.float32(3e38), np.float32(-3e38))
    np.testing.assert_array_equal(read(Image.fromarray(values), "TIFF"), BILEVEL_READ)


def test_1_bit_is_enough() -> None:
    """As from a fax."""
    np.testing.assert_array_equal(read(Image.fromarray(BILEVEL)), BILEVEL_READ)


@pytest.mark.parametrize("ink", [0, 255])
@pytest.mark.parametrize("mode", ["LA", "RGBA"])
def test_a_digit_on_transparency_is_read_whether_dark_or_light(mode: str, ink: int) -> None:
    """The paper that is missing is white for dark ink and black for light ink."""
    image = Image.new("L", (28, 28), ink)
    image.putalpha(Image.fromarray(SEVEN))
    np.testing.assert_array_equal(read(image.convert(mode)), SEVEN_READ)


def test_grey_ink_on_transparency_is_the_same_as_its_negative() -> None:
    """Dark grey on missing white, light grey on missing black: levels are rounded alike."""
    dark, light = (Image.new("L", (28, 28), ink) for ink in (60, 255 - 60))
    dark.putalpha(Image.fromarray(SEVEN))
    light.putalpha(Image.fromarray(SEVEN))
    np.testing.assert_array_equal(read(dark), read(light))


@pytest.mark.parametrize(
    ("darkest", "alpha", "paper"), [(127, 100, 255), (128, 100, 0), (0, 100, 255), (0, 99, 0)]
)
def test_paper_is_white_where_something_dark_is_half_as_opaque_as_the_picture_gets(
    darkest: int, alpha: int, paper: int
) -> None:
    """Dark is what is darker than middle grey; levels have 16 bits, and are rounded once."""
    light = np.where(SEVEN > 100, np.uint8(darkest), np.uint8(191))
    opacity = np.where(SEVEN > 0, np.uint8(200), np.uint8(0))
    opacity[SEVEN > 100] = alpha
    image = Image.fromarray(light)
    image.putalpha(Image.fromarray(opacity))
    a = opacity.astype(np.float64) / 255
    levels = np.rint(257 * (a * light + (1 - a) * paper)).astype(np.uint16)
    np.testing.assert_array_equal(read(image), to_digit(levels))


def test_the_colour_of_what_is_invisible_means_nothing() -> None:
    """A white digit on transparency is light, though the pixels around it are black."""
    image = Image.fromarray(np.where(SEVEN > 0, np.uint8(255), np.uint8(0)))
    image.putalpha(Image.fromarray(SEVEN))
    np.testing.assert_array_equal(read(image), SEVEN_READ)


def test_a_white_card_with_a_transparent_margin_is_paper() -> None:
    """There is something dark on it, so what is missing is white too."""
    image = Image.fromarray(255 - SEVEN).convert("RGBA")
    padded = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    padded.paste(image, (16, 16))
    np.testing.assert_array_equal(read(padded), SEVEN_READ)


@pytest.mark.parametrize("ink", [0, 255])
@pytest.mark.parametrize("transparency", [0, b"\0\xff"])
def test_a_digit_on_a_transparent_palette_is_read(ink: int, transparency: int | bytes) -> None:
    """The colour that is transparent is that of the ink, which is invisible otherwise."""
    image = Image.fromarray(BILEVEL.astype(np.uint8)).convert("P")
    image.putpalette([ink] * 6)
    np.testing.assert_array_equal(read(image, transparency=transparency), BILEVEL_READ)


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_digit_on_a_level_that_is_transparent_is_read(mode: str) -> None:
    """PNG can say so of one level of grey, or of one colour."""
    image = Image.fromarray(BILEVEL * np.uint8(255)).convert(mode)
    transparency = 0 if mode == "L" else (0, 0, 0)
    np.testing.assert_array_equal(read(image, transparency=transparency), BILEVEL_READ)


def test_a_picture_that_is_all_transparent_is_blank(tmp_path: Path) -> None:
    """Whatever its invisible colours are."""
    image = Image.fromarray(SEVEN)
    image.putalpha(0)
    words = "expected a digit, but nothing stands out from the paper"
    assert refusal_of(tmp_path, encoded(image, "PNG")) == words


@pytest.mark.parametrize("orientation", TRANSPOSED)
@pytest.mark.parametrize("format_", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_a_picture_is_turned_upright(format_: str, orientation: int) -> None:
    """The seven as stored by a camera that was held in each of the ways that EXIF knows."""
    upright = Image.fromarray(SEVEN).resize((280, 224)).convert("RGB")
    lossless: dict[str, Any] = {"lossless": True} if format_ == "WEBP" else {}
    exif = Image.Exif()
    exif[0x0112] = orientation
    turned_back = {6: TRANSPOSED[8], 8: TRANSPOSED[6]}.get(orientation, TRANSPOSED[orientation])
    stored = upright.transpose(turned_back)
    if format_ == "JPEG":  # which changes the pixels: what it makes of them is the picture
        stored = Image.open(BytesIO(encoded(stored, "JPEG")))
        expected = read(stored.transpose(TRANSPOSED[orientation]))
        stored = upright.transpose(turned_back)
    else:
        expected = read(upright)
    np.testing.assert_array_equal(read(stored, format_, exif=exif, **lossless), expected)


def test_the_first_frame_of_an_animation_counts() -> None:
    """A GIF of a seven, then a two."""
    seven, two = (Image.fromarray(digit) for digit in DIGITS[:2])
    digit = read(seven, "GIF", save_all=True, append_images=[two], duration=100)
    np.testing.assert_array_equal(digit, SEVEN_READ)


def test_a_digit_that_a_person_drew_is_like_one_of_mnist() -> None:
    """A black seven of two bars on white, 300x200, its pen 14 pixels, its height 140.

    One pixel of MNIST is 7 of these; the centre of mass is 6.7 rows and 7.8 columns from its
    corner, which goes to row 7 and column 6.
    """
    canvas = Image.new("RGB", (300, 200), "white")
    pen = ImageDraw.Draw(canvas)
    pen.rectangle((90, 20, 90 + 77 - 1, 20 + 14 - 1), fill="black")
    pen.rectangle((90 + 63, 20, 90 + 77 - 1, 20 + 140 - 1), fill="black")
    seven = np.zeros((28, 28))
    seven[7:9, 6:17] = 1
    seven[7:27, 15:17] = 1
    np.testing.assert_array_equal(read(canvas), seven)


# Refusing


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    """As everywhere else in Python."""
    with pytest.raises(FileNotFoundError):
        read_image(tmp_path / "missing.png")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    """By name."""
    assert refusal(tmp_path) == "expected a picture, but this is a folder"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    """By name."""
    assert refusal_of(tmp_path, b"") == "expected a picture, but the file is empty"


@pytest.mark.parametrize(
    "content",
    [
        b"7",
        b"not a picture\n" * 100,
        b"\x89PNG\r\n\x1a\n",
        png(0, 0),
        encoded(Image.fromarray(SEVEN), "EPS"),
    ],
    ids=["a digit as text", "text", "a signature only", "no pixels", "PostScript"],
)
def test_what_is_no_picture_is_refused(content: bytes, tmp_path: Path) -> None:
    """PostScript is a program, for another program to run."""
    words = "expected a picture in a format such as PNG or JPEG"
    assert refusal_of(tmp_path, content) == words


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "GIF", "BMP", "TIFF"])
def test_a_truncated_picture_is_refused(format_: str, tmp_path: Path) -> None:
    """Half a digit may be another digit."""
    content = encoded(Image.fromarray(SEVEN).resize((280, 280)), format_)
    words = refusal_of(tmp_path, content[: len(content) // 2])
    assert words == "the picture is damaged: the file ends too early; copy or download it again"


@pytest.mark.parametrize(
    ("format_", "place", "damage"),
    [("PNG", 36, 128), ("PNG", 11, 1), ("DDS", 80, 0), ("TIFF", 19, 127)],
    ids=["SyntaxError", "ValueError", "NotImplementedError", "OSError"],
)
def test_whatever_pillow_calls_the_damage_it_is_a_value_error(
    format_: str, place: int, damage: int, tmp_path: Path
) -> None:
    """One byte that is wrong makes Pillow raise what it is named after here."""
    content = bytearray(encoded(Image.fromarray(SEVEN).convert("RGB"), format_))
    content[place] = damage
    assert refusal_of(tmp_path, content).startswith("the picture is damaged: ")


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "I;16", "I", "F"])
def test_a_picture_that_is_blank_is_refused(mode: str, tmp_path: Path) -> None:
    """A white page, whatever its white is."""
    content = encoded(Image.new(mode, (300, 200), "white"), "TIFF")
    words = "expected a digit, but nothing stands out from the paper"
    assert refusal_of(tmp_path, content) == words


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_picture_with_infinite_light_is_refused(value: float, tmp_path: Path) -> None:
    """TIFF can hold such numbers."""
    content = encoded(Image.fromarray(np.full((28, 28), value, np.float32)), "TIFF")
    words = "the picture is damaged: its content is not what its format demands"
    words += " (expected finite values)"
    assert refusal_of(tmp_path, content) == words


@pytest.mark.parametrize("side", [10_000, 100_000])
def test_a_decompression_bomb_is_refused_before_it_is_decoded(side: int, tmp_path: Path) -> None:
    """The file holds no pixels at all, which nobody has noticed. At 10,000 Pillow only warns."""
    words = refusal_of(tmp_path, png(side, side))
    assert words.startswith(
        f"the picture is too large: Image size ({side**2} pixels) exceeds limit"
    )


def test_faults_that_pillow_can_mend_are_mended_in_silence(tmp_path: Path) -> None:
    """It warns of an EXIF block that is cut off, and tests here fail on a warning."""
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x05\x01\x12"
    path = tmp_path / "digit.jpg"
    Image.fromarray(SEVEN).save(path, exif=exif, quality=100)
    with pytest.warns(UserWarning, match="Corrupt EXIF data"), Image.open(path) as image:
        image.load()
    assert np.argmax(read_image(path)) == np.argmax(SEVEN)


PICTURES = {
    "PNG": encoded(Image.fromarray(SEVEN), "PNG"),
    "palette PNG": encoded(Image.fromarray(SEVEN).convert("P"), "PNG"),
    "JPEG": encoded(Image.fromarray(SEVEN), "JPEG"),
    "CMYK JPEG": encoded(Image.fromarray(SEVEN).convert("CMYK"), "JPEG"),
    "GIF": encoded(Image.fromarray(SEVEN), "GIF"),
    "BMP": encoded(Image.fromarray(SEVEN), "BMP"),
    "WEBP": encoded(Image.fromarray(SEVEN), "WEBP"),
}


def digit_or_refusal(content: bytes) -> NDArray[np.floating[Any]] | str:
    """Return the digit in a file, or "refused" if it was refused by name."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "picture")
        path.write_bytes(content)
        try:
            return read_image(path)
        except ValueError as error:
            return "refused" if str(error).startswith(f"{path}: ") else str(error)


@given(
    st.sampled_from(sorted(PICTURES)),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=4))),
    st.just(1.0) | st.floats(0, 1),
)
def test_a_damaged_file_is_a_digit_or_refused_by_name(
    kind: str, damages: list[tuple[float, bytes]], kept: float
) -> None:
    """Whatever is overwritten or cut off: no other error, and no warning."""
    content = bytearray(PICTURES[kind])
    for place, damage in damages:
        start = int(place * len(content))
        content[start : start + len(damage)] = damage
    digit = digit_or_refusal(bytes(content[: round(kept * len(content))]))
    if isinstance(digit, str):
        assert digit == "refused"
    else:
        assert digit.shape == (28, 28)
        assert np.float32(254 / 255) <= digit.max() <= 1
