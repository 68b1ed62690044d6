"""The guard: what a function returned is an array of real numbers, of the shape that is due."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.formats import BFLOAT16, is_real
from mnist_nn.specification.defect import Defect
from mnist_nn.specification.failure import Failure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.specification.function import Function, Implemented

    Array = NDArray[Any]


class WrongAnswer(Failure):
    """Not the array that is due: a refutation of every law, and never a refusal.

    Attributes:
        defect: what is wrong with it.

    """

    defect = Defect.NOT_AN_ARRAY


class WrongShape(WrongAnswer):
    """An array of real numbers, but of another shape than is due."""

    defect = Defect.SHAPE


def guarded(specified: Function, function: Implemented) -> Implemented:
    """Return an implementation of a specified function, so that it gives arrays of the right shape.

    What it may return beside arrays of NumPy are arrays of others that NumPy can read where they
    are, such as tensors on the CPU.

    Raises:
        WrongAnswer: when it is called, and returns anything else.

    """

    @wraps(function, updated=())
    def guarded_function(*arrays: Array, **options: Any) -> Array:
        y = _array(function(*arrays, **options))
        shape = specified.shape(*arrays)
        observed, expected = f"an array of {y.dtype} of shape {y.shape}", "an array of real numbers"
        if not is_real(y.dtype):
            raise WrongAnswer(f"observed {observed}, expected {expected}")
        if shape is not None and y.shape != shape:
            raise WrongShape(f"observed {observed}, expected {expected} of shape {shape}")
        return y

    return guarded_function


def _array(y: Any) -> Array:
    """Return what a function returned as an array, if it is one, of NumPy or of anybody."""
    if isinstance(y, np.ndarray | np.generic):
        return np.asarray(y)
    observed = "None" if y is None else f"a {type(y).__module__}.{type(y).__qualname__}"
    wrong = f"observed {observed}, expected an array of real numbers"
    try:
        if str(getattr(y, "dtype", "")) == "torch.bfloat16":  # which it does not give to NumPy
            return np.asarray(y.float()).astype(BFLOAT16.dtype)
        if hasattr(y, "__array__"):
            return np.asarray(y)
        if hasattr(y, "__dlpack__"):
            return np.from_dlpack(y)
    except Exception as error:  # whatever it is, it says why this is no array
        raise WrongAnswer(f"{wrong}, but reading it as one raised: {error}") from error
    raise WrongAnswer(f"{wrong}: return a NumPy array, or a tensor on the CPU")
