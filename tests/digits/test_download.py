"""A training file is fetched whole and verified, or not at all. Every mirror is on the loopback."""

from __future__ import annotations

import gzip
import hashlib
import io
import multiprocessing
import socket
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pooch
import pytest

from mnist_nn.digits.download import MIRRORS, TRAINING_FILES, fetch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "train-labels-idx1-ubyte"
CONTENT = bytes(range(256)) * 40
PACKED = gzip.compress(CONTENT, mtime=0)
KNOWN = {"train-images-idx3-ubyte": "0" * 64, NAME: hashlib.sha256(CONTENT).hexdigest()}


class Mirror(ThreadingHTTPServer):
    """A real HTTP server, on which each folder is a mirror in a state of its own."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.requests: list[str] = []
        self.meeting = threading.Barrier(2, timeout=60)
        self.closing = threading.Event()

    def url(self, state: str) -> str:
        """Return the address of the mirror in this state."""
        return f"http://127.0.0.1:{self.server_port}/{state}/"


class Answer(BaseHTTPRequestHandler):
    """What a mirror answers, by its state."""

    server: Mirror

    def do_GET(self) -> None:
        """Answer a request."""
        self.server.requests.append(self.path)
        state = self.path.removesuffix(f"/{NAME}.gz").removeprefix("/")
        getattr(self, state)()

    def good(self) -> None:
        """Send the file."""
        self._send(PACKED)

    def repacked(self) -> None:
        """Send the same content, packed in another way."""
        self._send(gzip.compress(CONTENT, compresslevel=1, mtime=1))

    def meeting(self) -> None:
        """Send the file once two are asking for it."""
        self.server.meeting.wait()
        self.good()

    def altered(self) -> None:
        """Send a file of good gzip data and of the right length, with a wrong byte."""
        self._send(gzip.compress(b"x" + CONTENT[1:]))

    def truncated(self) -> None:
        """Send half the file as if it were the whole."""
        self._send(PACKED[: len(PACKED) // 2])

    def garbled(self) -> None:
        """Send a file in which the compressed data, after the header of 10 bytes, are damaged."""
        self._send(PACKED[:10] + b"\xff" * len(PACKED[10:]))

    def page(self) -> None:
        """Send a web page, as the gateway of a hotel does."""
        self._send(b"<html>Please log in</html>")

    def cut(self) -> None:
        """Announce the file, send half of it and hang up."""
        self._send(PACKED[: len(PACKED) // 2], announced=len(PACKED))

    def lost(self) -> None:
        """Send the status 404."""
        self.send_error(404)

    def silent(self) -> None:
        """Send nothing until the test is over."""
        self.server.closing.wait()

    def _send(self, body: bytes, announced: int | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(announced or len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the log empty."""


@pytest.fixture
def mirror(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mirror]:
    """Serve on a free port of the loopback, to which no proxy stands in the way."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with Mirror() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.closing.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Return a mirror that is down: nobody listens at its port, which is kept from others."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with socket.socket() as port:
        port.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{port.getsockname()[1]}/"


def files(folder: Path) -> list[str]:
    """Return the names of everything in `folder`, hidden files too."""
    return [path.name for path in folder.iterdir()]


@pytest.mark.parametrize("state", ["good", "repacked"])
def test_the_file_arrives_unpacked(mirror: Mirror, tmp_path: Path, state: str) -> None:
    """The content counts, not its packing; the cache then holds the unpacked file alone."""
    path = fetch(NAME, mirrors=[mirror.url(state)], cache=tmp_path, known=KNOWN)
    assert path == tmp_path / NAME
    assert path.read_bytes() == CONTENT
    assert files(tmp_path) == [NAME]


def test_a_second_call_stays_at_home(mirror: Mirror, tmp_path: Path) -> None:
    """What is in the cache is not asked for again."""
    for _ in range(2):
        fetch(NAME, mirrors=[mirror.url("good")], cache=tmp_path, known=KNOWN)
    assert mirror.requests == [f"/good/{NAME}.gz"]


def test_the_cache_serves_without_a_network(closed: str, tmp_path: Path) -> None:
    """What is in the cache is returned although no mirror can be reached."""
    (tmp_path / NAME).write_bytes(CONTENT)
    assert fetch(NAME, mirrors=[closed], cache=tmp_path, known=KNOWN) == tmp_path / NAME


def test_a_damaged_cache_is_noticed(mirror: Mirror, tmp_path: Path) -> None:
    """A cached file that was changed is fetched again."""
    (tmp_path / NAME).write_bytes(b"x" + CONTENT[1:])
    fetch(NAME, mirrors=[mirror.url("good")], cache=tmp_path, known=KNOWN)
    assert (tmp_path / NAME).read_bytes() == CONTENT
    assert files(tmp_path) == [NAME]


def test_the_cache_is_made_where_there_is_none(mirror: Mirror, tmp_path: Path) -> None:
    """The cache folder need not exist before."""
    cache = tmp_path / "a" / "b"
    fetch(NAME, mirrors=[mirror.url("good")], cache=cache, known=KNOWN)
    assert files(cache) == [NAME]


def test_the_cache_is_the_users(
    mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By default the file is kept where the operating system keeps the caches of mnist_nn."""
    for variable in "HOME", "LOCALAPPDATA", "XDG_CACHE_HOME":
        monkeypatch.setenv(variable, str(tmp_path))
    path = fetch(NAME, mirrors=[mirror.url("good")], known=KNOWN)
    assert path == pooch.os_cache("mnist_nn") / NAME
    assert path.is_relative_to(tmp_path)


FAULTS = {
    "altered": "ValueError: SHA256 hash of downloaded file",
    "truncated": "EOFError: Compressed file ended before the end-of-stream marker was reached",
    "garbled": "error: Error -3 while decompressing data",
    "page": "BadGzipFile: Not a gzipped file (b'<h')",
    "cut": "ChunkedEncodingError: ",
    "lost": "HTTPError: 404 Client Error: Not Found for url: ",
}


@pytest.mark.parametrize("state", FAULTS)
def test_a_mirror_out_of_order_leaves_nothing(mirror: Mirror, tmp_path: Path, state: str) -> None:
    """A fault is told with its address and reason, and the cache stays empty."""
    with pytest.raises(OSError, match="could not be fetched") as failure:
        fetch(NAME, mirrors=[mirror.url(state)], cache=tmp_path, known=KNOWN)
    assert f"\n  {mirror.url(state)}{NAME}.gz: {FAULTS[state]}" in str(failure.value)
    assert files(tmp_path) == []


def test_a_silent_mirror_is_given_up(mirror: Mirror, tmp_path: Path) -> None:
    """A mirror that accepts the call and says nothing is left after the timeout."""
    with pytest.raises(OSError, match="timed out"):
        fetch(NAME, mirrors=[mirror.url("silent")], cache=tmp_path, known=KNOWN, timeout=0.1)
    assert files(tmp_path) == []


@pytest.mark.parametrize("state", FAULTS)
def test_the_next_mirror_helps(mirror: Mirror, tmp_path: Path, state: str) -> None:
    """After a mirror out of order the next is asked, and the one after that is not."""
    mirrors = [mirror.url(each) for each in (state, "good", "repacked")]
    assert fetch(NAME, mirrors=mirrors, cache=tmp_path, known=KNOWN).read_bytes() == CONTENT
    assert mirror.requests == [f"/{state}/{NAME}.gz", f"/good/{NAME}.gz"]


def test_a_mirror_that_is_down_is_passed_over(closed: str, mirror: Mirror, tmp_path: Path) -> None:
    """A closed port is no obstacle where another mirror is up."""
    mirrors = [closed, mirror.url("good")]
    assert fetch(NAME, mirrors=mirrors, cache=tmp_path, known=KNOWN).read_bytes() == CONTENT


def test_failing_everywhere_is_one_clear_error(closed: str, mirror: Mirror, tmp_path: Path) -> None:
    """The error lists what was tried, why it failed, and every other way to get the data."""
    mirrors = [mirror.url("page"), closed]
    with pytest.raises(OSError, match="could not be fetched") as failure:
        fetch(NAME, mirrors=mirrors, cache=tmp_path, known=KNOWN)
    first, page, down, *advice = str(failure.value).splitlines()
    assert first == "train-labels-idx1-ubyte could not be fetched:"
    assert page == f"  {mirrors[0]}{NAME}.gz: BadGzipFile: Not a gzipped file (b'<h')"
    assert down.startswith(f"  {closed}{NAME}.gz: ConnectionError: ")
    assert advice == [
        "Try again later, or download these files by hand, from any one of the mirrors:",
        f"  {mirrors[0]}train-images-idx3-ubyte.gz",
        f"  {mirrors[0]}train-labels-idx1-ubyte.gz",
        f"  {closed}train-images-idx3-ubyte.gz",
        f"  {closed}train-labels-idx1-ubyte.gz",
        "and name their folder: load_mnist(data_dir=FOLDER), or the variable MNIST_NN_DATA.",
    ]
    assert files(tmp_path) == []


def test_an_unknown_file_is_refused() -> None:
    """Only what can be verified is fetched."""
    with pytest.raises(ValueError, match="training file") as refused:
        fetch("train-images-idx3-ubyte.gz")
    assert str(refused.value) == (
        "'train-images-idx3-ubyte.gz' is not a training file, expected one of:"
        " train-images-idx3-ubyte, train-labels-idx1-ubyte"
    )


def test_two_processes_may_fetch_at_once(mirror: Mirror, tmp_path: Path) -> None:
    """Two that find the cache empty both fetch, and both get the verified file."""
    get = partial(fetch, NAME, mirrors=[mirror.url("meeting")], cache=tmp_path, known=KNOWN)
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as processes:
        tasks = [processes.submit(get) for _ in range(2)]
        assert [task.result().read_bytes() for task in tasks] == [CONTENT, CONTENT]
    assert len(mirror.requests) == 2
    assert files(tmp_path) == [NAME]


class Terminal(io.StringIO):
    """A stderr that is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_a_terminal_shows_the_progress(
    mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal a bar names the file, and ends at its true size of packed bytes."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    fetch(NAME, mirrors=[mirror.url("good")], cache=tmp_path, known=KNOWN)
    last = terminal.getvalue().rstrip().rpartition("\r")[2]
    assert last.startswith(f"{NAME}.gz: 100%|")
    assert f"| {len(PACKED)}/{len(PACKED)} [" in last


def test_elsewhere_nothing_is_printed(
    mirror: Mirror, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Where stderr is no terminal, the file is fetched without a word."""
    get = partial(fetch, NAME, mirrors=[mirror.url("good")], cache=tmp_path, known=KNOWN)
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        process.submit(get).result()
    assert capfd.readouterr() == ("", "")


def test_pooch_speaks_to_others_as_before(mirror: Mirror, tmp_path: Path) -> None:
    """Keeping pooch quiet is for the fetch alone: its logger is left as it was."""
    logger = pooch.get_logger()
    before = (logger.level, list(logger.filters), list(logger.handlers))
    fetch(NAME, mirrors=[mirror.url("good")], cache=tmp_path, known=KNOWN)
    assert (logger.level, logger.filters, logger.handlers) == before


def test_the_mirrors_are_encrypted_folders() -> None:
    """More than one mirror is known; each is an https folder, to which a name can be appended."""
    assert len(MIRRORS) > 1
    assert all(url.startswith("https://") and url.endswith("/") for url in MIRRORS)


def test_the_known_files_are_the_published_ones(training_set_dir: Path) -> None:
    """The SHA-256 of the real training set are those that `fetch` demands."""
    for name, sha256 in TRAINING_FILES.items():
        content = gzip.decompress((training_set_dir / f"{name}.gz").read_bytes())
        assert hashlib.sha256(content).hexdigest() == sha256
