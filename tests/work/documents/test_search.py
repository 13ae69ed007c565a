"""Found by any Chinese words, by those who may read it and nobody else; the archive only when asked for."""

from __future__ import annotations

import io
import zipfile
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine import files, fulltext, jobs
from dianzhang.engine.act import must, one
from dianzhang.engine.models import FullText
from dianzhang.work.documents.reading import search
from dianzhang.work.models import Folder

from .conftest import written

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W5.2")]


def titles(actor: object, query: str, **more: bool) -> list[str]:
    return [one.title for one in search(actor, query, **more)]  # type: ignore[arg-type]


def test_by_words_of_the_text_and_of_the_title_first(people: SimpleNamespace, folders: SimpleNamespace) -> None:
    written(people.linxiao, folders.everybody, "客服手册", "退换货要先问清楚原因")
    written(people.linxiao, folders.everybody, "退换货流程", "第一步")
    written(people.linxiao, folders.everybody, "大促准备", "备货、排班")
    assert titles(people.chenmo, "退换货") == ["退换货流程", "客服手册"] or titles(people.chenmo, "退换货") == [
        "客服手册", "退换货流程"
    ][::-1]  # fmt: skip
    assert titles(people.chenmo, "问清 原因") == ["客服手册"]
    assert titles(people.chenmo, "排") == ["大促准备"]
    assert titles(people.chenmo, "没有写过") == []
    assert titles(people.chenmo, "；'\"*) OR (") == []


def test_what_stands_only_in_old_texts_is_found_too(
    people: SimpleNamespace, folders: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fulltext, "LATELY", 1)
    for n in range(3):
        written(people.linxiao, folders.everybody, f"退换货 {n}")
    written(people.linxiao, folders.everybody, "大促准备")
    assert titles(people.chenmo, "退换货") == ["退换货 2", "退换货 1", "退换货 0"]


def test_only_what_one_may_read(people: SimpleNamespace, folders: SimpleNamespace) -> None:
    written(people.linxiao, folders.everybody, "补偿标准 公开")
    written(people.linxiao, folders.service, "补偿标准 内部")
    written(people.hejing, folders.narrow, "补偿标准 薪酬")
    assert set(titles(people.zhouke, "补偿标准")) == {"补偿标准 公开", "补偿标准 内部"}
    assert set(titles(people.chenmo, "补偿标准")) == {"补偿标准 公开"}
    assert set(titles(people.hejing, "补偿标准")) == {"补偿标准 公开", "补偿标准 薪酬"}


def test_it_follows_revising_moving_and_archiving(people: SimpleNamespace, folders: SimpleNamespace) -> None:
    document = written(people.linxiao, folders.everybody, "旧名", "老话术")
    must(one("document.revise", people.linxiao, document.pk, text="新话术"))
    assert (titles(people.chenmo, "老话术"), titles(people.chenmo, "新话术")) == ([], ["旧名"])
    moved = {"folder_id": folders.service.pk, "title": "新名", "kind": "training"}
    must(one("document.file", people.linxiao, document.pk, **moved))
    assert (titles(people.chenmo, "新名"), titles(people.zhouke, "新名")) == ([], ["新名"])
    must(one("document.archive", people.linxiao, document.pk))
    assert (titles(people.zhouke, "新名"), titles(people.zhouke, "新名", archived=True)) == ([], ["新名"])
    must(one("document.restore", people.linxiao, document.pk))
    assert titles(people.zhouke, "新名") == ["新名"]


def test_a_folder_that_is_narrowed_hides_what_is_in_it(people: SimpleNamespace, folders: SimpleNamespace) -> None:
    written(people.linxiao, folders.everybody, "退换货流程")
    Folder.objects.filter(pk=folders.everybody.pk).update(owner=people.linxiao.person_id)
    must(one("folder.change", people.linxiao, folders.everybody.pk, name="流程", readers="unit", unit="service"))
    assert titles(people.chenmo, "退换货") == []


def test_by_the_words_of_texts_and_word_documents(people: SimpleNamespace, folders: SimpleNamespace) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:p><w:r><w:t>双十一</w:t></w:r><w:r><w:t>复盘要点</w:t></w:r></w:p>")
    for name, content in (("复盘.docx", made.getvalue()), ("旧话术.csv", "问,答\n包邮吗,满百包邮".encode("gb18030"))):
        ticket = files.ticket_for(files.keep([content], name), people.linxiao)
        written(people.linxiao, folders.everybody, name, "", file=ticket)
    jobs.work_off()
    assert titles(people.chenmo, "十一复盘") == ["复盘.docx"]
    assert titles(people.chenmo, "满百包邮") == ["旧话术.csv"]


def test_a_search_costs_as_many_statements_whatever_it_finds(people: SimpleNamespace, folders: SimpleNamespace) -> None:
    written(people.linxiao, folders.everybody, "退换货 1")
    search(people.chenmo, "退换货")
    with CaptureQueriesContext(connection) as few:
        assert len(search(people.chenmo, "退换货")) == 1
    for n in range(12):
        written(people.linxiao, folders.everybody, f"退换货 {n + 2}")
    with CaptureQueriesContext(connection) as many:
        assert len(search(people.chenmo, "退换货")) == 13
    assert len(many) <= len(few) <= 8


def test_the_index_follows_its_rows_whoever_writes_them(people: SimpleNamespace, folders: SimpleNamespace) -> None:
    """A backup put back writes rows and nothing else."""
    written(people.linxiao, folders.everybody, "退换货流程")
    rows = list(FullText.objects.all())
    FullText.objects.all().delete()
    assert titles(people.chenmo, "退换货") == []
    FullText.objects.bulk_create(rows)
    assert titles(people.chenmo, "退换货") == ["退换货流程"]
