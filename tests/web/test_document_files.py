"""A document of 200 MB, and files with something in them that runs: told plainly, nothing that was typed is lost."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dianzhang.work.models import Document
from tests.work.documents.conftest import folders, home

from .conftest import Enter

__all__ = ["folders", "home"]
pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W5.6")]
EDGE = "----edge"
LONG = 200_000_000


class Endless(io.RawIOBase):
    """A body of a form with a file of so many bytes, none of which lies in memory."""

    def __init__(self, fields: dict[str, str], size: int) -> None:
        parts = [f'--{EDGE}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
        about = f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="培训录像.pdf"\r\n\r\n'
        self.parts = [("".join(parts) + about).encode() + b"%PDF-1.7\n", f"\r\n--{EDGE}--\r\n".encode()]
        self.left = size
        self.length = sum(map(len, self.parts)) + size

    def readable(self) -> bool:
        return True

    def readinto(self, room: bytearray | memoryview) -> int:  # type: ignore[override]
        if len(self.parts) == 2 or not self.left:
            some = self.parts.pop(0) if self.parts else b""
            some, rest = some[: len(room)], some[len(room) :]
            if rest:
                self.parts.insert(0, rest)
        else:
            some = bytes(min(self.left, len(room)))
            self.left -= len(some)
        room[: len(some)] = some
        return len(some)


def typed(folders: SimpleNamespace) -> dict[str, str]:
    return {
        "folder_id": str(folders.everybody.pk), "title": "新人培训", "kind": "training", "text": "写了一上午的正文",
    }  # fmt: skip


def lying(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file()]


def test_200_mb_are_refused_with_the_limit_and_the_text_stays(
    enter: Enter, folders: SimpleNamespace, home: Path
) -> None:
    body = Endless(typed(folders), LONG)
    answer = enter("zhouke").request(
        REQUEST_METHOD="POST", PATH_INFO="/document/new/write", CONTENT_LENGTH=str(body.length),
        CONTENT_TYPE=f"multipart/form-data; boundary={EDGE}", **{"wsgi.input": body},
    )  # fmt: skip
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "超过 50 MB" in shown
    for kept in ("新人培训", "写了一上午的正文"):
        assert kept in shown
    assert not Document.objects.exists()
    assert lying(home) == []


def packed(**members: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:p/>")
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("话术.html", b"<html><script>alert(1)</script>", "浏览器会运行"),
        ("话术.docx", b"<!doctype html><script>alert(1)</script>", "浏览器会运行"),
        ("报价.docx", packed(**{"word__vbaProject.bin": "macro"}), "宏"),
    ],
)
def test_what_would_run_is_refused_with_the_reason_and_the_text_stays(
    enter: Enter, folders: SimpleNamespace, home: Path, name: str, content: bytes, said: str
) -> None:
    client: Client = enter("zhouke")
    answer = client.post("/document/new/write", typed(folders) | {"file": SimpleUploadedFile(name, content)})
    shown = answer.content.decode()
    assert (answer.status_code, said in shown) == (422, True)
    assert "写了一上午的正文" in shown
    assert not Document.objects.exists()
    assert lying(home) == []
