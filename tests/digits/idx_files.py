"""IDX files for the tests, written from the definition of the format."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def idx_bytes(array: NDArray[np.uint8]) -> bytes:
    """Return the IDX file of `array`: two zeros, 8 for bytes, the axes, their lengths, the data."""
    lengths = struct.pack(f">{array.ndim}I", *array.shape)
    return bytes([0, 0, 8, array.ndim]) + lengths + array.tobytes()
