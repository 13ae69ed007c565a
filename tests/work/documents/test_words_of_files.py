"""A document is found by the words of its PDF, Word or Excel file and of what is put beside it, by whoever reads it."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine import files, jobs
from dianzhang.engine.access import Actor
from dianzhang.engine.act import must, one
from dianzhang.engine.files import sweeping, words
from dianzhang.engine.models import Attachment, FileText, Job
from dianzhang.engine.moment import now
from dianzhang.work.documents.reading import read_what_is_not
from dianzhang.work.models import Document, DocumentVersion
from tests.engine.files import made_files as made

from .conftest import written
from .test_search import titles

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W5.2")]


def sent(actor: Actor, content: bytes, name: str) -> str:
    return files.ticket_for(files.keep([content], name), actor)


def filed(actor: Actor, folder: object, title: str, content: bytes, name: str) -> Document:
    return written(actor, folder, title, "", file=sent(actor, content, name))  # type: ignore[arg-type]


def test_by_the_words_of_pdf_word_and_excel(people: SimpleNamespace, folders: SimpleNamespace, tmp_path: Path) -> None:
    filed(people.linxiao, folders.everybody, "甲", made.pdf("赔付标准"), "a.pdf")
    filed(people.linxiao, folders.everybody, "乙", made.word("赔付流程"), "b.docx")
    book = made.workbook(tmp_path / "c.xlsx", [["赔付金额", 35]])
    filed(people.linxiao, folders.service, "丙", book, "c.xlsx")
    assert titles(people.zhouke, "赔付") == [], "not read yet"
    jobs.work_off()
    assert set(titles(people.zhouke, "赔付")) == {"甲", "乙", "丙"}
    assert set(titles(people.chenmo, "赔付")) == {"甲", "乙"}, "the folder is closed to them"


def test_what_cannot_be_read_is_kept_and_found_by_the_rest(people: SimpleNamespace, folders: SimpleNamespace) -> None:
    locked = made.locked_pdf("赔付标准", "s3cret")
    document = filed(people.linxiao, folders.everybody, "赔付", locked, "合同.pdf")
    jobs.work_off()
    row = FileText.objects.get()
    assert (row.state, row.why) == ("not", "locked")
    assert titles(people.chenmo, "赔付") == titles(people.chenmo, "合同") == ["赔付"]
    version = DocumentVersion.objects.get(document_id=document.pk)
    assert files.path_of(version.sha256).read_bytes() == locked


def test_a_next_version_is_found_by_its_own_words(people: SimpleNamespace, folders: SimpleNamespace) -> None:
    document = filed(people.linxiao, folders.everybody, "甲", made.word("老标准"), "a.docx")
    jobs.work_off()
    must(
        one(
            "document.revise",
            people.linxiao,
            document.pk,
            text="",
            file=sent(people.linxiao, made.word("新标准"), "a.docx"),
        )
    )
    jobs.work_off()
    assert (titles(people.chenmo, "老标准"), titles(people.chenmo, "新标准")) == ([], ["甲"])
    must(one("document.revise", people.linxiao, document.pk, text="补了正文"))
    assert titles(people.chenmo, "新标准") == ["甲"], "its file stays, and is read already"


def test_moved_and_archived_while_its_file_waits(people: SimpleNamespace, folders: SimpleNamespace) -> None:
    document = filed(people.linxiao, folders.everybody, "甲", made.word("赔付"), "a.docx")
    moved = {"folder_id": folders.service.pk, "title": "甲", "kind": "process"}
    must(one("document.file", people.linxiao, document.pk, **moved))
    must(one("document.archive", people.linxiao, document.pk))
    jobs.work_off()
    assert titles(people.chenmo, "赔付", archived=True) == []
    assert (titles(people.zhouke, "赔付"), titles(people.zhouke, "赔付", archived=True)) == ([], ["甲"])


def test_what_is_put_beside_a_document_and_taken_back(people: SimpleNamespace, folders: SimpleNamespace) -> None:
    document = written(people.linxiao, folders.service, "甲")
    given = {"of_kind": "document", "of_id": document.pk, "file": sent(people.zhouke, made.pdf("赔付附件"), "x.pdf")}
    attachment: Attachment = must(one("attachment.add", people.zhouke, **given))
    jobs.work_off()
    assert (titles(people.zhouke, "赔付附件"), titles(people.chenmo, "赔付附件")) == (["甲"], [])
    must(one("attachment.withdraw", people.zhouke, attachment.pk))
    jobs.work_off()
    assert titles(people.zhouke, "赔付附件") == []


def test_the_same_file_is_read_once_for_all(
    people: SimpleNamespace, folders: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, count = words.read, list[str]()
    monkeypatch.setattr(words, "read", lambda path, kind: count.append(kind) or read(path, kind))
    for title in ("甲", "乙"):
        filed(people.linxiao, folders.everybody, title, made.word("赔付"), "a.docx")
    jobs.work_off()
    filed(people.linxiao, folders.everybody, "丙", made.word("赔付"), "a.docx")
    assert count == ["docx"]
    assert set(titles(people.chenmo, "赔付")) == {"甲", "乙", "丙"}


def test_a_worker_that_dies_loses_nothing(
    people: SimpleNamespace, folders: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed(people.linxiao, folders.everybody, "甲", made.word("赔付"), "a.docx")

    def die(*_given: object) -> None:
        raise OSError("killed")

    with monkeypatch.context() as dying:
        dying.setattr(words, "read", die)
        jobs.work_off()
    assert FileText.objects.get().state == "waits"
    Job.objects.update(leased_until=now() - timedelta(seconds=1))
    jobs.work_off()
    assert titles(people.chenmo, "赔付") == ["甲"]


def test_what_nobody_could_bring_to_an_end_waits_no_longer(people: SimpleNamespace, folders: SimpleNamespace) -> None:
    filed(people.linxiao, folders.everybody, "甲", made.word("赔付"), "a.docx")
    assert words.give_up() == 0
    FileText.objects.update(asked_at=now() - words.GIVEN_UP - timedelta(minutes=1))
    assert words.give_up() == 1
    assert FileText.objects.get().state == "not"


def test_files_from_before_are_read_when_the_worker_comes_by(people: SimpleNamespace, folders: SimpleNamespace) -> None:
    filed(people.linxiao, folders.everybody, "甲", made.word("赔付"), "a.docx")
    FileText.objects.all().delete()
    jobs.work_off()
    assert titles(people.chenmo, "赔付") == []
    assert read_what_is_not() == 1
    jobs.work_off()
    assert (titles(people.chenmo, "赔付"), read_what_is_not()) == (["甲"], 0)


def test_a_file_that_is_swept_takes_its_words_with_it(people: SimpleNamespace, folders: SimpleNamespace) -> None:

    filed(people.linxiao, folders.everybody, "甲", made.word("赔付"), "a.docx")
    jobs.work_off()
    row = FileText.objects.get()
    DocumentVersion.objects.update(sha256="")
    os.utime(files.path_of(row.sha256), (0, 0))
    assert sweeping.sweep() == 1
    assert not FileText.objects.exists()


def test_more_files_beside_cost_no_more_statements(people: SimpleNamespace, folders: SimpleNamespace) -> None:
    document = written(people.linxiao, folders.everybody, "甲")

    def put(n: int) -> None:
        ticket = sent(people.linxiao, f"第 {n} 条".encode(), f"{n}.txt")
        must(one("attachment.add", people.linxiao, of_kind="document", of_id=document.pk, file=ticket))

    put(1)
    with CaptureQueriesContext(connection) as few:
        must(one("document.revise", people.linxiao, document.pk, text="一"))
    for n in range(2, 8):
        put(n)
    with CaptureQueriesContext(connection) as many:
        must(one("document.revise", people.linxiao, document.pk, text="二"))
    assert len(many) <= len(few)
    jobs.work_off()
    assert titles(people.chenmo, "第 7 条") == ["甲"]
