"""A run goes on where another one, of the same, was interrupted; anything else is refused."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mnist_nn.checking.judgement import Judgement
from mnist_nn.checking.ledger import about, ledger_in
from mnist_nn.checking.verdict import Status
from tests.checking.in_parts import PARTS, WRONG, session_in_parts

if TYPE_CHECKING:
    from pathlib import Path

    from mnist_nn.checking.session import Session


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the path of a file that is to be written."""
    return tmp_path / "held.json"


def keep(file: Path, session: Session, *parts: int) -> None:
    """Try some parts, and keep those that held."""
    ledger = ledger_in(file, session)
    for part in parts:
        ledger.add(PARTS[part], session.result(PARTS[part]))


def test_parts_that_held_are_not_tried_again(file: Path, tmp_path: Path) -> None:
    """They are known from the file, with what speaks for them."""
    with session_in_parts(tmp_path) as session:
        keep(file, session, 2)
        keep(file, session, 0)
        ledger = ledger_in(file, session)
        left = replace(session, held=ledger.held).tasks
        assert [task for task in left if task.check] == [PARTS[1], PARTS[3]]
        assert dict(ledger.judgements) == {
            task: session.result(task) for task in (PARTS[0], PARTS[2])
        }


def test_a_part_that_is_refuted_is_tried_again(file: Path, tmp_path: Path) -> None:
    """For its story."""
    with session_in_parts(tmp_path, WRONG) as session:
        keep(file, session, 1, 2)
        assert list(ledger_in(file, session).held) == [PARTS[1]]


def test_what_has_no_parts_is_not_kept(file: Path, tmp_path: Path) -> None:
    """It takes no time to speak of."""
    with session_in_parts(tmp_path) as session:
        ledger = ledger_in(file, session)
        ledger.add(PARTS[0]._replace(part=None), session.result(PARTS[0]))
        assert not file.exists()


def test_without_a_file_nothing_is_kept(tmp_path: Path) -> None:
    """Nor is anything known."""
    with session_in_parts(tmp_path) as session:
        ledger = ledger_in(None, session)
        ledger.add(PARTS[0], session.result(PARTS[0]))
        assert ledger.judgements == []


def test_parts_of_checks_that_are_not_asked_for_are_kept(file: Path, tmp_path: Path) -> None:
    """The file may be that of a run about more laws."""
    with session_in_parts(tmp_path) as session:
        keep(file, session, 0)
        (check,) = session.checks.values()
        ledger = ledger_in(file, replace(session, checks={"another": check}))
        assert ledger.judgements == []
        ledger.add(PARTS[1], session.result(PARTS[1]))
        assert list(ledger_in(file, session).held) == PARTS[:2]


def test_a_file_about_other_code_is_refused(file: Path, tmp_path: Path) -> None:
    """Of the same name."""
    with session_in_parts(tmp_path) as session:
        keep(file, session, 0)
    told = rf"^{re.escape(str(file))}: it is about another run: its files is '.*name another file"
    with session_in_parts(tmp_path, WRONG) as session, pytest.raises(ValueError, match=told):
        ledger_in(file, session)


@pytest.mark.parametrize("content", ["", "[]", '{"about": {}}', '{"about": 1, "held": []}'])
def test_a_file_that_is_no_ledger_is_refused(file: Path, tmp_path: Path, content: str) -> None:
    """And not overwritten."""
    file.write_text(content)
    told = ": expected what --resume wrote, but "
    with session_in_parts(tmp_path) as session, pytest.raises(ValueError, match=told):
        ledger_in(file, session)
    assert file.read_text() == content


def test_a_ledger_says_what_it_is_about(file: Path, tmp_path: Path) -> None:
    """To people, too."""
    with session_in_parts(tmp_path) as session:
        keep(file, session, 0)
        known = json.loads(file.read_text())["about"]
        assert known == about(session)
        assert known["target"] == str(tmp_path / "mine.py")


def test_parts_that_all_held_are_proved(file: Path, tmp_path: Path) -> None:
    """Where nothing is left to try."""
    with session_in_parts(tmp_path) as session:
        keep(file, session, 0, 1, 2, 3)
        (_, judgement), *_ = ledger_in(file, session).judgements
        assert isinstance(judgement, Judgement)
        assert judgement.verdict.status == Status.PROVED
