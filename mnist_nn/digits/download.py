"""Fetches a file of the MNIST training set, once, and only when asked."""

from __future__ import annotations

import gzip
import logging
import shutil
import zlib
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)
"""The addresses at which the training set is published, packed by gzip; tried in this order."""

TRAINING_FILES: Mapping[str, str] = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
}
"""The SHA-256 of each file, unpacked: packings may differ between mirrors, the content may not."""

# The errors that a mirror out of order can cause: those of requests are OSErrors, as is a damaged
# gzip header; pooch reports content with the wrong SHA-256 by a ValueError.
_FAILURES = (OSError, EOFError, zlib.error, ValueError)


def fetch(
    name: str,
    *,
    mirrors: Sequence[str] = MIRRORS,
    cache: Path | None = None,
    known: Mapping[str, str] = TRAINING_FILES,
    timeout: float = 30,
) -> Path:
    """Return the path of a training file, unpacked and verified; fetch it if it is not there yet.

    The SHA-256 of the content is verified at each call: a cached file that was damaged is fetched
    again. A file enters the cache whole and verified, or not at all, however many processes fetch
    it at once.

    Args:
        name: the file's name, without .gz.
        mirrors: the addresses, each ending in a slash, to which `name`.gz is appended.
        cache: the folder to keep the file in; by default the user's cache folder for mnist_nn.
        known: the SHA-256 of the content of each file that may be fetched, by its name.
        timeout: how long a mirror may be silent, in seconds.

    Raises:
        ValueError: `name` is not one of the `known` files.
        OSError: no mirror gave the file; the message says why, and how else to get it.

    """
    if name not in known:
        raise ValueError(f"{name!r} is not a training file, expected one of: {', '.join(known)}")
    reasons = []
    for mirror in mirrors:
        url = f"{mirror}{name}.gz"
        try:
            return _retrieve(url, name, known[name], cache, timeout)
        except _FAILURES as error:
            reasons.append(f"{url}: {type(error).__name__}: {error}")
    raise OSError(_advice(name, reasons, mirrors, known))


def _retrieve(url: str, name: str, sha256: str, cache: Path | None, timeout: float) -> Path:
    """Return the verified file from the cache, where pooch puts it first if need be."""
    import pooch

    downloader = partial(_download_and_unpack, timeout=timeout)
    folder = cache or pooch.os_cache("mnist_nn")
    with _quiet(pooch.get_logger()):
        return Path(pooch.retrieve(url, sha256, name, folder, downloader=downloader))


def _download_and_unpack(url: str, output_file: str, _pooch: object, *, timeout: float) -> None:
    """Write the content of the gzip file at `url` to `output_file`, in the way pooch asks for."""
    from pooch import HTTPDownloader
    from tqdm import tqdm

    label = url.rpartition("/")[2]
    with TemporaryFile() as packed:
        # disable=None shows the bar on a terminal only; pooch replaces the total by the true one.
        with tqdm(desc=label, total=1, unit="B", unit_scale=True, disable=None) as bar:
            download = HTTPDownloader(progressbar=bar, chunk_size=1 << 16, timeout=timeout)
            download(url, packed, None)
        packed.seek(0)
        with gzip.open(packed) as content, Path(output_file).open("wb") as file:
            shutil.copyfileobj(content, file)


@contextmanager
def _quiet(logger: logging.Logger) -> Iterator[None]:
    """Keep pooch, within the block, from announcing on stderr each file it fetches."""

    def is_a_warning(record: logging.LogRecord) -> bool:
        return record.levelno >= logging.WARNING

    logger.addFilter(is_a_warning)
    try:
        yield
    finally:
        logger.removeFilter(is_a_warning)


def _advice(
    name: str, reasons: Sequence[str], mirrors: Sequence[str], known: Mapping[str, str]
) -> str:
    """Return why `name` could not be fetched, and how else to get the training set."""
    return "\n".join(
        [
            f"{name} could not be fetched:",
            *(f"  {reason}" for reason in reasons),
            "Try again later, or download these files by hand, from any one of the mirrors:",
            *(f"  {mirror}{file}.gz" for mirror in mirrors for file in known),
            "and name their folder: load_mnist(data_dir=FOLDER), or the variable MNIST_NN_DATA.",
        ]
    )
