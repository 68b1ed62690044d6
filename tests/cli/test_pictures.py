"""`classify` reads every file that it can, and `show` shows test images, where one is."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from mnist_nn.digits.blocks import as_blocks
from mnist_nn.digits.mnist import load_test_set
from mnist_nn.weights.files import save_weights

if TYPE_CHECKING:
    from pathlib import Path

    from tests.calls import Run

PIXELS, LABELS = load_test_set(normalize=False, flatten=False)
PIXELS = PIXELS.squeeze(axis=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a 7, a 2 further inside, a blank, and a text."""
    (tmp_path / "inside").mkdir()
    for index, name in ((0, "a.png"), (1, "inside/b.PNG")):
        Image.fromarray(PIXELS[index]).save(tmp_path / name)
    Image.new("L", (28, 28)).save(tmp_path / "c.png")
    (tmp_path / "notes.txt").write_text("no picture, and not named like one")
    return tmp_path


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return an empty working folder on a machine without a screen."""
    monkeypatch.setattr(sys, "platform", "linux")
    for variable in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_pictures_in_a_folder_are_read(run: Run, folder: Path) -> None:
    """In the folders in it too, in order; what is not named like a picture is not opened."""
    result = run("classify", folder)
    assert (result.exit_code, result.stderr) == (0, "")
    told = [line for line in result.stdout.splitlines() if not line.startswith("  ")]
    assert told == [
        f"{folder}/a.png: 7",
        f"{folder}/c.png: not sure: nothing stands out from the paper",
        f"{folder}/inside/b.PNG: 2",
    ]


def test_a_folder_without_pictures_is_told(run: Run, tmp_path: Path) -> None:
    """It is at fault."""
    line = f"mnist-nn: {tmp_path}: expected a picture, but this is a folder\n"
    assert run("classify", tmp_path) == (2, "", line)


def test_a_bad_file_is_told_and_the_others_are_read(run: Run, folder: Path) -> None:
    """The exit status says that something was wrong."""
    bad = folder / "0.png"
    bad.write_bytes((folder / "a.png").read_bytes()[:100])
    result = run("classify", bad, folder / "missing.png", folder / "a.png")
    assert result.exit_code == 2
    assert result.stdout.startswith(f"{folder}/a.png: 7\n")
    early = "the picture is damaged: the file ends too early; copy or download it again"
    assert result.stderr.splitlines() == [
        f"mnist-nn: {bad}: {early}",
        f"mnist-nn: {folder / 'missing.png'}: there is no such file",
    ]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "Permission denied"), "you may not read this file"),
        (OSError(5, "Input/output error"), "it cannot be read: Input/output error"),
        (OSError("told by hand"), "it cannot be read: told by hand"),
    ],
)
def test_what_the_system_says_is_told_in_words(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    """Of the file that it is about."""

    def failing(*_: object) -> None:
        raise error

    monkeypatch.setattr("mnist_nn.digits.reading.open_picture", failing)
    assert run("classify", folder / "a.png").stderr == f"mnist-nn: {folder}/a.png: {words}\n"


def test_json_has_an_entry_for_each_file(run: Run, folder: Path) -> None:
    """A digit, a blank, an error."""
    result = run("classify", "--json", folder / "a.png", folder / "c.png", folder / "missing.png")
    assert result.exit_code == 2
    seven, blank, missing = json.loads(result.stdout)["digits"]
    assert (seven["digit"], seven["unsure"]) == (7, None)
    assert (blank["digit"], blank["unsure"]) == (None, "nothing stands out from the paper")
    assert missing["error"] == f"{folder / 'missing.png'}: there is no such file"


def test_what_was_read_is_shown_as_blocks(run: Run, folder: Path) -> None:
    """Below what is told of it; of a blank there is nothing, nor of a missing file."""
    result = run("classify", "--show", folder / "a.png", folder / "c.png", folder / "missing.png")
    assert result.stdout.count(as_blocks(PIXELS[0])) == 1
    assert as_blocks(PIXELS[0]).splitlines()[7] in result.stdout.splitlines()


def test_what_was_read_is_saved(run: Run, folder: Path, tmp_path: Path) -> None:
    """In a folder that is made, as PNG, numbered, so that none is written over another."""
    saved = tmp_path / "new" / "folder"
    run("classify", "--save", saved, folder / "a.png", folder / "c.png", folder / "missing.png")
    (file,) = saved.iterdir()
    assert file.name == "0-a-28x28.png"
    with Image.open(file) as image:
        np.testing.assert_array_equal(np.asarray(image), PIXELS[0])


def test_weights_that_read_no_digits_are_refused(run: Run, folder: Path) -> None:
    """Once, and not for each picture."""
    weights = folder / "other.npz"
    save_weights({"W1": np.zeros((4, 3)), "b1": np.zeros(3)}, weights)
    line = f"{weights}: Network(4-3) reads no digits, expected 784 inputs, 10 outputs"
    assert run("classify", "--weights", weights, folder) == (2, "", f"mnist-nn: {line}\n")


def test_without_a_screen_a_test_image_is_printed(run: Run, no_screen: Path) -> None:
    """And no file is written that nobody asked for."""
    assert run("show", 0).stdout == f"test image 0: a 7\n{as_blocks(PIXELS[0])}\n"
    assert not list(no_screen.iterdir())


@pytest.mark.usefixtures("no_screen")
def test_several_test_images_are_printed(run: Run) -> None:
    """One below the other."""
    shown = [f"test image {i}: a {d}\n{as_blocks(PIXELS[i])}\n" for i, d in ((1, 2), (0, 7))]
    assert run("show", 1, 0).stdout == "".join(shown)


def test_several_test_images_are_saved_in_a_folder(run: Run, tmp_path: Path) -> None:
    """Which is made."""
    saved = tmp_path / "digits"
    told = run("show", 1, 0, "--save", saved).stdout
    assert told.startswith(f"test image 1: a 2, saved as {saved}/test-image-1.png\n")
    with Image.open(saved / "test-image-0.png") as image:
        np.testing.assert_array_equal(np.asarray(image), PIXELS[0])


def test_the_images_that_the_weights_misread_are_shown(run: Run) -> None:
    """As evaluate counts them: 105 of the reference weights, with what they were read as."""
    told = [line for line in run("show", "--wrong").stdout.splitlines() if "read as" in line]
    assert len(told) == 10_000 - 9_895
    index, label, read = told[0].replace(",", "").split()[2].rstrip(":"), told[0][-14], told[0][-1]
    assert str(LABELS[int(index)]) == told[0].split(": a ")[1][0]
    assert read != label


@pytest.mark.parametrize("arguments", [(), (1, "--wrong")])
def test_show_is_told_which_images(run: Run, arguments: tuple[object, ...]) -> None:
    """By number, or that they are misread."""
    line = "mnist-nn: show: say which test images: an INDEX from 0 to 9999, or --wrong\n"
    assert run("show", *arguments) == (2, "", line)
