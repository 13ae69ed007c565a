"""Notes and files beside any record: whoever sees it reads and writes them, and nobody else."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dianzhang.engine.act import must, one
from dianzhang.engine.files import keeping, path_of
from dianzhang.engine.models import Attachment, Event, Note, Notice
from dianzhang.service.models import Complaint
from dianzhang.trade.models import Order
from dianzhang.web import uploading

from .conftest import Enter

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)
    return tmp_path


def write(client: Client, kind: str, number: int, text: str) -> int:
    given = {"of_kind": kind, "of_id": number, "text": text, "next": f"/{kind}/{number}#talk"}
    return client.post("/note/new/write", given).status_code


def send(client: Client, kind: str, number: int, content: bytes, name: str) -> tuple[int, str]:
    file = SimpleUploadedFile(name, content)
    answer = client.post("/attachment/new/add", {"of_kind": kind, "of_id": number, "file": file})
    return answer.status_code, answer.content.decode()


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.requirement("W5.7")
def test_a_note_stands_on_the_page_and_in_the_course_of_things(enter: Enter, complaint: Complaint) -> None:
    client = enter("linxiao")
    assert write(client, "complaint", complaint.pk, "先安抚，再补发") == 302
    shown = page(client, f"/complaint/{complaint.pk}")
    assert shown.count("先安抚，再补发") == 1
    assert "写下" in re.sub(r"(?s).*经过", "", shown)
    event = Event.objects.get(kind="note.write")
    assert "安抚" not in event.data, "what people write is not in the journal"


@pytest.mark.requirement("W5.7")
def test_who_may_not_see_the_record_neither_reads_nor_writes(enter: Enter, complaint: Complaint) -> None:
    assert write(enter("linxiao"), "complaint", complaint.pk, "内部的话") == 302
    note = Note.objects.get(text="内部的话")
    outsider = enter("chenmo")
    assert outsider.get(f"/complaint/{complaint.pk}").status_code == 404
    assert outsider.get(f"/note/{note.pk}").status_code == 404
    assert write(outsider, "complaint", complaint.pk, "我也说一句") == 422
    assert write(outsider, "note", note.pk, "备注的备注") == 422
    assert send(outsider, "complaint", complaint.pk, PNG, "a.png")[0] == 404
    assert Note.objects.filter(status="kept").count() == 1


@pytest.mark.requirement("W5.7")
def test_a_mention_tells_those_who_may_see_it(people: SimpleNamespace, enter: Enter, complaint: Complaint) -> None:
    Notice.objects.all().delete()
    write(enter("linxiao"), "complaint", complaint.pk, "@周可 跟进一下，@陈默 查库存，@林晓 我自己")
    told = Notice.objects.filter(kind="mentioned")
    assert [(n.person_id, n.subject_kind, n.subject_id) for n in told] == [
        (people.zhouke.person_id, "complaint", complaint.pk)
    ]
    assert "林晓提到了你" in page(enter("zhouke"), "/notices")


@pytest.mark.requirement("W5.7")
def test_its_author_withdraws_a_note_and_that_stays_to_be_seen(enter: Enter, complaint: Complaint) -> None:
    client = enter("linxiao")
    write(client, "complaint", complaint.pk, "写错地方了")
    note = Note.objects.get(text="写错地方了")
    assert enter("zhouke").post(f"/note/{note.pk}/withdraw").status_code == 404
    assert client.post(f"/note/{note.pk}/withdraw", {"next": f"/complaint/{complaint.pk}"}).status_code == 302
    shown = page(client, f"/complaint/{complaint.pk}")
    assert "写错地方了" not in shown
    assert "林晓撤回了一条备注" in shown
    assert Event.objects.filter(kind="note.withdraw").exists()


@pytest.mark.requirement("W5.7")
def test_a_reason_written_with_an_action_cannot_be_withdrawn(
    people: SimpleNamespace, enter: Enter, order: Order
) -> None:
    must(one("order.hold", people.zhaoning, order.pk, reason="地址要问"))
    note = Note.objects.get(text="地址要问")
    outcome = one("note.withdraw", people.zhaoning, note.pk)
    assert outcome.status == "moved_on" or outcome.status == "refused"
    note.refresh_from_db()
    assert note.text == "地址要问"


@pytest.mark.requirement("W5.7")
def test_a_note_on_an_order_is_the_one_that_its_rules_count(enter: Enter, order: Order) -> None:
    client = enter("zhaoning")
    assert f'action="/order/{order.pk}/note"' in page(client, f"/order/{order.pk}")
    assert client.post(f"/order/{order.pk}/note", {"note": "已经问过买家"}).status_code == 302
    assert Event.objects.filter(kind="order.note").count() == 1
    assert "已经问过买家" in page(client, f"/order/{order.pk}")


@pytest.mark.requirement("W5.6")
def test_a_file_is_saved_and_never_opened(enter: Enter, complaint: Complaint) -> None:
    client = enter("zhouke")
    assert send(client, "complaint", complaint.pk, "订单,金额\n".encode(), "../明细\u202e.csv")[0] == 302
    held = Attachment.objects.get()
    assert (held.name, held.kind) == ("明细.csv", "csv")
    answer = enter("linxiao").get(f"/attachment/{held.pk}/file")
    assert b"".join(answer) == "订单,金额\n".encode()  # type: ignore[arg-type]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert client.get(f"/attachment/{held.pk}/picture").status_code == 404
    assert enter("chenmo").get(f"/attachment/{held.pk}/file").status_code == 404


@pytest.mark.requirement("W5.6")
def test_a_picture_is_shown_on_the_page(enter: Enter, complaint: Complaint) -> None:
    client = enter("zhouke")
    assert send(client, "complaint", complaint.pk, PNG, "破损.png")[0] == 302
    held = Attachment.objects.get()
    shown = page(client, f"/complaint/{complaint.pk}")
    assert f'src="/attachment/{held.pk}/picture"' in shown
    answer = client.get(f"/attachment/{held.pk}/picture")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert enter("chenmo").get(f"/attachment/{held.pk}/picture").status_code == 404


@pytest.mark.requirement("W5.6")
@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"<script>alert(1)</script>", "a.html", "浏览器会运行"),
        (b"<svg onload='x'/>", "a.svg", "浏览器会运行"),
        (b"<html>", "照片.jpg", "浏览器会运行"),
        (b"", "空.png", "空"),
    ],
)
def test_what_is_refused_is_told_and_nothing_is_kept(
    enter: Enter, complaint: Complaint, home: Path, content: bytes, name: str, said: str
) -> None:
    status, text = send(enter("zhouke"), "complaint", complaint.pk, content, name)
    assert (status, said in text) == (422, True)
    assert not Attachment.objects.exists()
    assert [path for path in home.rglob("*") if path.is_file()] == []


@pytest.mark.requirement("W5.6")
def test_what_is_too_large_is_told_and_nothing_is_kept(
    enter: Enter, complaint: Complaint, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (keeping, uploading):
        monkeypatch.setattr(module, "LARGEST", 1_000_000)
    for size in (1_500_000, 3_000_000):  # found out on the way in, and before
        status, text = send(enter("zhouke"), "complaint", complaint.pk, b"x" * size, "大.txt")
        assert (status, "超过 1 MB" in text) == (422, True)
    assert not Attachment.objects.exists()
    assert [path for path in home.rglob("*") if path.is_file()] == []


@pytest.mark.requirement("W5.6")
def test_its_author_takes_a_file_back(enter: Enter, people: SimpleNamespace, complaint: Complaint) -> None:
    client = enter("zhouke")
    send(client, "complaint", complaint.pk, PNG, "破损.png")
    held = Attachment.objects.get()
    assert one("attachment.withdraw", people.linxiao, held.pk).status == "refused"
    must(one("attachment.withdraw", people.zhouke, held.pk))
    assert client.get(f"/attachment/{held.pk}/file").status_code == 404
    assert "周可撤回了一个附件" in page(client, f"/complaint/{complaint.pk}")
    assert path_of(held.sha256).exists(), "until it is swept"
