"""Files lie whole or not at all; what nobody names goes after a while, what is missing is told."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings

from dianzhang.engine import files
from dianzhang.engine.act import must, one
from dianzhang.engine.files import keeping, sweeping
from dianzhang.kernel.filekinds import FileKindError
from dianzhang.safety.doctor import department as doctor
from tests.web.conftest import people, shop

__all__ = ["people", "shop"]
pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W5.6")]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)
    return tmp_path


def lying(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file()]


def grow_old(path: Path, seconds: float) -> None:
    at = time.time() - seconds
    os.utime(path, (at, at))


def attached(people: SimpleNamespace, shop: object, text: bytes = b"hello") -> object:
    kept = files.keep([text], "说明.txt")
    ticket = files.ticket_for(kept, people.mengyan)
    return must(one("attachment.add", people.mengyan, of_kind="shop", of_id=shop.pk, file=ticket))  # type: ignore[attr-defined]


def test_the_same_content_lies_there_once(home: Path) -> None:
    first, second = files.keep([b"he", b"llo"], "a.txt"), files.keep([b"hello"], "b.txt")
    assert first.sha256 == second.sha256
    assert (first.name, second.name) == ("a.txt", "b.txt")
    assert lying(home) == [files.path_of(first.sha256)]
    assert files.path_of(first.sha256).stat().st_mode & 0o077 == 0


def test_what_is_too_long_or_refused_leaves_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "LARGEST", 10)
    with pytest.raises(files.TooLarge):
        files.keep([b"12345678", b"9012"], "a.txt")
    with pytest.raises(FileKindError):
        files.keep([b"<html>"], "a.html")
    assert lying(home) == []


def test_cut_off_on_its_way_in_leaves_nothing(home: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        files.keep(broken(), "a.txt")
    assert lying(home) == []


def test_killed_between_file_and_row_leaves_a_file_that_is_swept(home: Path) -> None:
    kept = files.keep([b"nobody names it"], "a.txt")
    assert sweeping.sweep() == 0, "an action may still take it"
    grow_old(files.path_of(kept.sha256), sweeping.LEFT_ALONE + 60)
    assert sweeping.sweep() == 1
    assert lying(home) == []


def test_what_a_row_names_is_never_swept(people: SimpleNamespace, shop: object) -> None:
    attachment = attached(people, shop)
    path = files.path_of(attachment.sha256)  # type: ignore[attr-defined]
    grow_old(path, sweeping.LEFT_ALONE * 100)
    assert (sweeping.sweep(), path.exists()) == (0, True)
    must(one("attachment.withdraw", people.mengyan, attachment.pk))  # type: ignore[attr-defined]
    assert (sweeping.sweep(), path.exists()) == (1, False)


def test_the_doctor_says_that_a_file_is_missing(people: SimpleNamespace, shop: object) -> None:
    attachment = attached(people, shop)
    assert doctor.CHECKS["files"]()[0] == "ok"
    files.path_of(attachment.sha256).unlink()  # type: ignore[attr-defined]
    state, said, todo = doctor.CHECKS["files"]()  # type: ignore[misc]
    assert (state, "1" in said.zh, "restore" in todo.en) == ("bad", True, True)


def test_a_ticket_is_for_who_sent_the_file(people: SimpleNamespace, shop: object) -> None:
    kept = files.keep([b"hello"], "a.txt")
    ticket = files.ticket_for(kept, people.mengyan)
    outcome = one("attachment.add", people.xunuo, of_kind="shop", of_id=shop.pk, file=ticket)  # type: ignore[attr-defined]
    assert outcome.status == "refused"
    assert files.of_ticket(ticket + "x", people.mengyan) is None
    files.path_of(kept.sha256).unlink()
    assert files.of_ticket(ticket, people.mengyan) is None, "a row never names a file that is not there"
