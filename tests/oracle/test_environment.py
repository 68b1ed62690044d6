"""Where float64 does not do what the proofs rely on, the oracle says so and judges nothing."""

from __future__ import annotations

import ctypes
import platform
import struct
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mnist_nn.oracle.arithmetic import CERTIFIABLE
from mnist_nn.oracle.certificate.certificate import certify
from mnist_nn.oracle.environment import check_environment
from mnist_nn.parameters import Layer
from mnist_nn.specification.truth import true_sigmoid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

on_x86 = pytest.mark.skipif(
    (platform.system(), platform.machine()) != ("Linux", "x86_64"),
    reason="the control word is set as the C library of Linux on x86-64 does",
)
ROUNDING = {"down": 1 << 13, "up": 2 << 13, "towards zero": 3 << 13}
FLUSHING = {"results": 1 << 15, "operands": 1 << 6}


@contextmanager
def control(bits: int) -> Iterator[None]:
    """Set bits of the register that controls float64 operations of this thread."""
    library, environment = ctypes.CDLL(None), ctypes.create_string_buffer(32)
    library.fegetenv(environment)
    before = environment.raw
    *x87, register = struct.unpack("<8I", before)
    try:
        library.fesetenv(struct.pack("<8I", *x87, register | bits))
        yield
    finally:
        library.fesetenv(before)


def message(call: Callable[[], object], bits: int) -> str:
    """Return how a call fails where some bits are set."""
    failure: FloatingPointError | None = None
    with control(bits):
        try:
            call()
        except FloatingPointError as error:
            failure = error
    assert failure is not None
    return str(failure)


def test_as_python_comes_nothing_is_wrong() -> None:
    """And nothing is raised."""
    check_environment()


@on_x86
@pytest.mark.parametrize("bits", ROUNDING.values(), ids=ROUNDING)
def test_another_rounding_is_an_error(bits: int) -> None:
    """Whichever it is."""
    assert "not rounded to nearest" in message(check_environment, bits)


@on_x86
@pytest.mark.parametrize("bits", FLUSHING.values(), ids=FLUSHING)
def test_flushing_subnormal_numbers_is_an_error(bits: int) -> None:
    """Of results or of operands: torch.set_flush_denormal(True) does both."""
    assert "torch.set_flush_denormal" in message(check_environment, bits)


@on_x86
def test_no_truth_is_told_where_subnormal_numbers_are_flushed() -> None:
    """An oracle is asked for each, if it was not asked before: what it said then is remembered."""
    x = np.array([0.8146973], np.float32)
    assert "flushed to zero" in message(lambda: true_sigmoid(x), FLUSHING["results"])


@on_x86
def test_nothing_is_certified_where_subnormal_numbers_are_flushed() -> None:
    """A certificate is computed in float64."""
    layers = [Layer(np.eye(2), np.zeros(2))]
    call = lambda: certify(layers, np.ones((1, 2)), CERTIFIABLE["float32"])  # noqa: E731
    assert "flushed to zero" in message(call, FLUSHING["results"])
