"""A report says where it was made, and with which versions."""

from __future__ import annotations

import platform

import numpy as np

import mnist_nn
from mnist_nn.report.machine import machine, versions


def test_the_machine_is_that_on_which_it_is_made() -> None:
    """Nothing is empty."""
    on = machine()
    assert on["system"].startswith(platform.system())
    assert int(on["cores"]) > 0
    assert on["processor"]


def test_the_versions_are_those_that_judge() -> None:
    """That of this package is among them."""
    told = versions()
    assert told["numpy"] == np.__version__
    assert told["mnist_nn"] == mnist_nn.__version__
    assert told["python"] == platform.python_version()
