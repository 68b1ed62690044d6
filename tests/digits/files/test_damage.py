"""Whatever happens to a file, it is read as something, or refused by name."""

from __future__ import annotations

import gzip
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mnist_nn.digits.files.reading import read_digits
from tests.digits.files.samples import IMAGES, LABELS, keras, parquet, rows

FILES = {
    "train-images": IMAGES,
    "mnist.npz": keras(),
    "train.csv": rows(head=True),
    "train.csv.gz": gzip.compress(rows()),
    "train.parquet": parquet(),
}


def read_or_refused(files: dict[str, bytes]) -> bool:
    """Return whether files are read, or refused by a name of theirs."""
    with TemporaryDirectory() as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        try:
            read_digits(folder, only_mnist=False)
        except (ValueError, FileNotFoundError) as error:
            return str(error).startswith(folder)
    return True


@pytest.mark.unmeasured
@pytest.mark.parametrize("name", FILES)
@settings(max_examples=50)
@given(data=st.data())
def test_changed_bytes_are_read_or_refused(name: str, data: st.DataObject) -> None:
    """A few: within, and near the ends, where formats keep what they say of themselves."""
    content = bytearray(FILES[name])
    places = st.integers(-300, 300) | st.integers(-len(content), len(content) - 1)
    changes = data.draw(st.lists(st.tuples(places, st.integers(0, 255)), min_size=1, max_size=4))
    for place, byte in changes:
        content[place % len(content)] = byte
    assert read_or_refused({name: bytes(content), "train-labels": LABELS})


@pytest.mark.unmeasured
@pytest.mark.parametrize("name", FILES)
@given(share=st.floats(0, 1))
@settings(max_examples=20)
def test_a_cut_file_is_read_or_refused(name: str, share: float) -> None:
    """Wherever it was cut."""
    content = FILES[name]
    cut = content[: int(share * len(content))]
    assert read_or_refused({name: cut, "train-labels": LABELS})
