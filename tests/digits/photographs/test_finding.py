"""A digit is found on its paper, whatever the table, the light and the colours are."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from mnist_nn.digits.photographs.finding import find_digit
from mnist_nn.digits.preprocessing import BlankError
from tests.digits.photographs.scenes import Levels, bar, coloured, paper, ring, spans

DIGIT = 70, 14  # rows and columns of a bar


def found_in(grey: Levels) -> tuple[int, int]:
    """Return how many rows and columns the ink spans that is found."""
    return spans(find_digit(coloured(grey)).ink)


def test_ink_is_found_on_paper() -> None:
    """And said to be dark, and how large it is and the picture."""
    found = find_digit(coloured(bar(paper())))
    assert spans(found.ink) == DIGIT
    assert found.others == 0
    assert found.seen == "dark ink, 14 x 70 of 200 x 150 pixels"


def test_light_ink_is_found_on_dark_paper() -> None:
    """And said to be light."""
    found = find_digit(coloured(255 - bar(paper())))
    assert spans(found.ink) == DIGIT
    assert found.seen.startswith("light ink, ")


def test_ink_has_sharp_edges_and_nothing_beside_it() -> None:
    """1 where the bar is and 0 where it is not."""
    ink = find_digit(coloured(bar(paper()))).ink
    assert ink[2:-2, 2:-2].min() > 1 - 2**-20  # what float32 makes of a quotient, and no more
    assert ink[0].max() == ink[:, 0].max() == 0


@pytest.mark.parametrize("table", [30, 150])
def test_a_sheet_on_a_table_is_no_digit(table: int) -> None:
    """What is written on it is."""
    scene = paper(table, 300, 400)
    scene[80:230, 90:290] = bar(paper())
    assert found_in(scene) == DIGIT


def test_dark_paper_on_a_light_table_is_no_digit() -> None:
    """Nor in the other polarity."""
    scene = paper(220, 300, 400)
    scene[80:230, 90:290] = 255 - bar(paper())
    assert found_in(scene) == DIGIT


@pytest.mark.parametrize("edge", [60, 96, 130])
def test_the_edge_of_a_shadow_is_no_ink(edge: int) -> None:
    """Beside the digit or across it."""
    scene = bar(paper()).astype(float)
    scene[:, edge:] *= 0.5
    assert found_in(np.rint(scene).astype(np.uint8)) == DIGIT


def test_a_soft_shadow_that_is_narrow_is_no_ink() -> None:
    """As of a finger, which comes in from below and covers a part of the digit."""
    shadow = np.zeros((150, 200), np.float32)
    shadow[70:, 70:115] = 0.45
    scene = bar(paper()) * (1 - cv2.GaussianBlur(shadow, (0, 0), 4))
    assert found_in(np.rint(scene).astype(np.uint8)) == DIGIT


def test_what_lies_on_the_table_is_no_shape_beside_the_digit() -> None:
    """It is on no paper, or on another."""
    scene = paper(150, 300, 400)
    scene[40:110, 340:354] = 20
    scene[80:230, 90:290] = bar(paper())
    assert find_digit(coloured(scene)).others == 0
    on_one_sheet = bar(bar(paper()), (40, 110, 130, 144))
    assert find_digit(coloured(on_one_sheet)).others == 1


def test_light_that_falls_off_is_no_ink() -> None:
    """To a third, from one side of the picture to the other."""
    scene = bar(paper()) * np.linspace(1, 0.35, 200)
    assert found_in(np.rint(scene).astype(np.uint8)) == DIGIT


@pytest.mark.parametrize("polarity", ["dark", "light"])
def test_the_hole_of_a_ring_is_no_digit(polarity: str) -> None:
    """Though it is lighter than the ink around it, or darker."""
    scene = ring(paper()) if polarity == "dark" else 255 - ring(paper())
    assert find_digit(coloured(scene)).seen.startswith(f"{polarity} ink, 5")


def test_red_ink_is_found_on_green_paper_that_is_as_light() -> None:
    """Grey would be the same."""
    scene = np.empty((150, 200, 3), np.uint8)
    scene[:] = 140, 190, 128
    scene[40:110, 90:104] = 230, 146, 115
    assert abs(np.ptp(cv2.cvtColor(scene, cv2.COLOR_RGB2GRAY).astype(int))) < 5
    assert spans(find_digit(scene).ink) == DIGIT


def test_a_large_picture_is_averaged_first() -> None:
    """To a longer side of 640 pixels."""
    scene = bar(paper()).repeat(8, axis=0).repeat(8, axis=1)
    assert find_digit(coloured(scene)).seen == "dark ink, 45 x 224 of 640 x 480 pixels"


@pytest.mark.parametrize("contrast", [0, 10])
def test_paper_with_nothing_on_it_is_blank(contrast: int) -> None:
    """Or with less than a sixteenth of contrast."""
    scene = bar(paper(), level=230 - contrast)
    with pytest.raises(BlankError, match=r"^expected a digit, but nothing stands out"):
        find_digit(coloured(scene))


def test_what_the_border_cuts_is_no_digit() -> None:
    """It is seen in part only."""
    with pytest.raises(BlankError):
        find_digit(coloured(bar(paper(), (0, 70, 90, 104))))


def test_a_frame_and_lines_are_told() -> None:
    """They were taken away."""
    scene = bar(paper())
    scene[20:22], scene[130:132] = 60, 60
    scene[30:120, 60:140][[0, 1, -1, -2]] = 20
    scene[30:120, 60:140][:, [0, 1, -1, -2]] = 20
    found = find_digit(coloured(scene))
    assert spans(found.ink) == DIGIT
    assert found.seen.endswith(" pixels, without its frame and lines")
