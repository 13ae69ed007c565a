"""Notes and files of a record through the API: to those who see it, the bytes as they came."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from dianzhang.api import files
from dianzhang.engine.models import Attachment
from dianzhang.service.models import Complaint

from .conftest import Keyed, Program

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)


def send(program: Program, content: bytes, name: str = "破损.png", kind: str = "application/octet-stream"):  # type: ignore[no-untyped-def]
    return program.client.post(f"/api/v1/files?name={name}", content, content_type=kind)


@pytest.mark.requirement("W5.7")
def test_a_note_is_written_and_read(keyed: Keyed, complaint: Complaint) -> None:
    program = keyed("linxiao")
    data = {"of_kind": "complaint", "of_id": complaint.pk, "text": "补发一件"}
    (outcome,) = program.post("/note/write", [{"data": data}]).json()["outcomes"]
    assert outcome["status"] == "done"
    (note,) = program.get(f"/complaint/{complaint.pk}").json()["notes"]
    assert (note["text"], note["by"]["code"]) == ("补发一件", "linxiao")
    assert program.get(f"/note/{outcome['id']}").json()["fields"]["text"] == "补发一件"
    assert keyed("chenmo").get(f"/note/{outcome['id']}").status_code == 404
    (refused,) = keyed("chenmo").post("/note/write", [{"data": data}]).json()["outcomes"]
    assert refused["status"] == "refused"
    program.post("/note/withdraw", [{"id": outcome["id"]}])
    assert program.get(f"/complaint/{complaint.pk}").json()["notes"][0]["text"] is None


@pytest.mark.requirement("W5.6")
def test_a_file_comes_in_stands_beside_and_goes_out(keyed: Keyed, complaint: Complaint) -> None:
    program = keyed("zhouke")
    came = send(program, PNG).json()
    assert (came["kind"], came["size"], came["name"]) == ("png", len(PNG), "破损.png")
    data = {"of_kind": "complaint", "of_id": complaint.pk, "file": came["file"]}
    assert program.post("/attachment/add", [{"data": data}]).json()["outcomes"][0]["status"] == "done"
    (shown,) = program.get(f"/complaint/{complaint.pk}").json()["attachments"]
    answer = program.get(shown["path"])
    assert b"".join(answer) == PNG
    assert answer["Content-Disposition"].startswith("attachment")
    assert keyed("chenmo").get(shown["path"]).status_code == 404
    other = keyed("linxiao").post("/attachment/add", [{"data": data}]).json()["outcomes"][0]
    assert other["status"] == "refused", "a ticket is for whoever sent the file"


@pytest.mark.requirement("W5.6")
def test_what_is_not_taken_is_said(keyed: Keyed, monkeypatch: pytest.MonkeyPatch) -> None:
    program = keyed("zhouke")
    assert send(program, b"<html>", "a.html").status_code == 422
    assert send(program, PNG, "").status_code == 422
    assert send(program, PNG, kind="application/x-www-form-urlencoded").status_code == 415
    assert send(keyed("zhouke", "order:read"), PNG).status_code == 403
    monkeypatch.setattr(files, "LARGEST", 10)
    assert send(program, PNG).status_code == 413
    assert not Attachment.objects.exists()
