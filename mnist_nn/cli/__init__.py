"""The command `mnist-nn`, one file for each kind of work."""

from mnist_nn.cli import reading, sharing, verifying
from mnist_nn.cli.app import main

__all__ = ["main", "reading", "sharing", "verifying"]
