"""A document is owed its looking through and its archiving by the rulebook, seen by who answers for it."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.models import ClockRow, Notice
from dianzhang.engine.moment import living_at, now, today
from dianzhang.engine.radar.first import first
from dianzhang.engine.tick import tick
from dianzhang.work.documents.states import KINDS
from tests.engine.department import found, put_in_force
from tests.work.test_spoken import clause

from .conftest import folders, home, written

__all__ = ["folders", "home"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(clause("A1", "a1.files.findable") + clause("B2", "campaign.archive"))
    return people


def owed(document: object, rule: str) -> ClockRow:
    return ClockRow.objects.get(subject_kind="document", subject_id=document.pk, rule__startswith=rule, live=True)  # type: ignore[attr-defined]


@pytest.mark.requirement("W5.4")
def test_its_day_is_a_deadline_of_who_answers_for_it_and_reviewing_sets_the_next(
    people: SimpleNamespace, folders: SimpleNamespace
) -> None:
    day = today() + timedelta(days=20)
    document = written(people.linxiao, folders.everybody, "退换货流程", "先问清楚原因" * 9, review_on=day.isoformat())
    clock = owed(document, "a1.files")
    assert (clock.owner_id, clock.due_day) == (people.linxiao.person_id, day)
    assert [view.row.pk for view in first(people.linxiao)] == [clock.pk]
    assert first(people.chenmo) == []
    later = today() + timedelta(days=200)
    must(one("document.review", people.linxiao, document.pk, review_on=later.isoformat()))
    assert owed(document, "a1.files").due_day == later


@pytest.mark.requirement("W5.5")
def test_the_files_of_a_campaign_are_archived_in_time_or_the_operations_lead_hears_of_it(
    people: SimpleNamespace, folders: SimpleNamespace
) -> None:
    plan = written(people.xunuo, folders.everybody, "双十一策划", kind="campaign")
    back = written(people.xunuo, folders.everybody, "双十一复盘", kind="retrospective")
    assert owed(plan, "campaign").owner_id == people.xunuo.person_id
    must(one("document.archive", people.xunuo, back.pk))
    tick(now() + timedelta(days=91))
    told = Notice.objects.filter(kind="escalated", person_id=people.mengyan.person_id)
    assert [notice.subject_id for notice in told] == [plan.pk]
    with living_at(now() + timedelta(days=91)):
        must(one("document.archive", people.xunuo, plan.pk))
    states = dict(ClockRow.objects.filter(rule__startswith="campaign").values_list("subject_id", "state"))
    assert states == {plan.pk: "missed", back.pk: "met"}


@pytest.mark.requirement("W5.1")
def test_process_documents_retrospectives_and_training_have_their_kinds(
    people: SimpleNamespace, folders: SimpleNamespace
) -> None:
    assert {KINDS[kind] for kind in ("process", "retrospective", "training")} == {"流程文件", "复盘报告", "培训资料"}
    for kind in KINDS:
        assert written(people.linxiao, folders.everybody, f"一份{KINDS[kind]}", kind=kind).kind == kind
