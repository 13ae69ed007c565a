"""Documents with every version: who wrote it, when, what changed; archived, restored; by those who may."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.engine import files
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event
from dianzhang.engine.moment import day_of, today
from dianzhang.work.documents.reading import version_of, versions_of

from .conftest import written

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("W5.1")
def test_every_version_stays_readable(people: SimpleNamespace, folders: SimpleNamespace) -> None:
    document = written(people.linxiao, folders.everybody, "退换货", "第一版")
    must(one("document.revise", people.linxiao, document.pk, document.revision, text="第二版", said="补了运费"))
    document.refresh_from_db()
    assert [(v.number, v.author.name, v.said) for v in versions_of(document)] == [
        (2, "林晓", "补了运费"),
        (1, "林晓", ""),
    ]
    assert [version_of(document, n).text for n in (1, 2)] == ["第一版", "第二版"]  # type: ignore[union-attr]
    assert (document.version, document.letters) == (2, 3)
    told = "".join(Event.objects.filter(subject_kind="document").values_list("data", flat=True))
    assert "退换货" not in told
    assert "第二版" not in told


@pytest.mark.requirement("W5.1")
def test_of_two_who_revise_one_is_told(people: SimpleNamespace, folders: SimpleNamespace) -> None:
    document = written(people.linxiao, folders.everybody, "退换货", "第一版")
    seen = document.revision
    must(one("document.revise", people.linxiao, document.pk, seen, text="她的"))
    assert one("document.revise", people.linxiao, document.pk, seen, text="旧页面上的").status == "moved_on"


@pytest.mark.requirement("W5.1")
def test_a_file_is_a_document_and_stays_until_there_is_another(
    people: SimpleNamespace, folders: SimpleNamespace
) -> None:
    def ticket(text: bytes) -> str:
        return files.ticket_for(files.keep([text], "话术.txt"), people.linxiao)

    document = written(people.linxiao, folders.everybody, "话术", "", file=ticket("先道歉".encode()))
    must(one("document.revise", people.linxiao, document.pk, text="说明"))
    must(one("document.revise", people.linxiao, document.pk, text="说明", file=ticket("先问好".encode())))
    document.refresh_from_db()
    first, second, third = (version_of(document, n) for n in (1, 2, 3))
    assert first.sha256 == second.sha256 != third.sha256  # type: ignore[union-attr]
    assert (first.text, third.text) == ("", "说明")  # type: ignore[union-attr]


@pytest.mark.requirement("W5.1")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"text": " "}, "正文"),
        ({"text": "x", "file": "made up"}, "再传一次"),
        ({"text": "x", "review_on": "2020-01-01"}, "过去"),
        ({"text": "x", "of_kind": "order", "of_id": 999}, "关联"),
        ({"text": "x", "clause": "none.such"}, "没有这一条"),
        ({"text": "x", "folder_id": 999}, "文件夹"),
    ],
)
def test_what_is_wrong_is_said(
    people: SimpleNamespace, folders: SimpleNamespace, given: dict[str, object], said: str
) -> None:
    outcome = one("document.write", people.linxiao, **{"folder_id": folders.everybody.pk, "title": "标题", **given})
    assert (outcome.status, said in outcome.why) == ("refused", True)


@pytest.mark.requirement("W5.1")
def test_only_who_answers_for_it_or_keeps_the_folder_revises(people: SimpleNamespace, folders: SimpleNamespace) -> None:
    document = written(people.linxiao, folders.everybody, "退换货")
    for action, given in (("revise", {"text": "新"}), ("archive", {}), ("review", {}), ("file", {})):
        assert one(f"document.{action}", people.chenmo, document.pk, **given).status == "refused", action
    must(one("document.reassign", people.linxiao, document.pk, person="zhouke"))
    must(one("document.revise", people.zhouke, document.pk, text="接手后改的"))


@pytest.mark.requirement("W5.4")
def test_reviewing_sets_the_next_day(people: SimpleNamespace, folders: SimpleNamespace) -> None:
    document = written(people.linxiao, folders.everybody, "退换货", review_on=today().isoformat())
    assert day_of(document.review_at) == today()  # type: ignore[arg-type]
    later = today().replace(year=today().year + 1, day=1)
    must(one("document.review", people.linxiao, document.pk, review_on=later.isoformat()))
    document.refresh_from_db()
    assert day_of(document.review_at) == later  # type: ignore[arg-type]
    assert document.reviewed_at is not None


@pytest.mark.requirement("W5.5")
def test_archived_it_is_there_and_comes_back(people: SimpleNamespace, folders: SimpleNamespace) -> None:
    document = written(people.linxiao, folders.everybody, "退换货", review_on=today().isoformat())
    assert one("folder.close", people.linxiao, folders.everybody.pk).status == "refused"
    must(one("document.archive", people.linxiao, document.pk))
    document.refresh_from_db()
    assert (document.status, document.review_at) == ("archived", None)
    assert one("document.revise", people.linxiao, document.pk, text="新").status != "done"
    must(one("document.restore", people.linxiao, document.pk))
