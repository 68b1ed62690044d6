"""How the libraries run in these tests."""

from __future__ import annotations

import os

# tinygrad would start a process for each core, and keep what it compiles between the runs.
os.environ.setdefault("PARALLEL", "0")
os.environ.setdefault("CACHELEVEL", "0")
