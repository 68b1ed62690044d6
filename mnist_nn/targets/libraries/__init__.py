"""The adapters of libraries, one file each: a library has one because the file is here.

`NAME.py` imports the library, and its `implementation(parameters)` returns an `Implementation`
whose `predict` reads digits with the parameters W1, b1, W2, b2, ...; if it has an argument `device`
too, `NAME:DEVICE` is a target. `NAME.toml` lists the known deviations, or none. An extra NAME in
pyproject.toml installs the library.
"""

from pathlib import Path

LIBRARIES = tuple(sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py")))
"""The libraries that have an adapter; each is imported when it is named, and not before."""
