"""C21's reports: of the day between five and half past, in four ways; of the month on its last day, three parts."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import Flag
from dianzhang.engine.moment import living_at
from dianzhang.engine.tick import tick
from dianzhang.work.duties.laying import lay_out
from dianzhang.work.models import Owed
from dianzhang.work.reports.states import readers

from .conftest import at, do, owed

LAST = at("16:00", 30)  # the 31st of October 2026 is a Saturday


@pytest.mark.requirement("W2.1")
@pytest.mark.requirement("W2.2")
@pytest.mark.parametrize("way", ["written", "spoken", "qq", "wechat"])
@pytest.mark.parametrize(("clock", "status"), [("16:59", "missed"), ("17:00", "done"), ("17:30", "done")])
def test_a_report_of_the_day_in_its_half_hour(laid: SimpleNamespace, way: str, clock: str, status: str) -> None:
    said = {"done": "巡了两遍商城"} if way == "written" else {}
    report = must(do(laid.bailu, "report.send", None, at(clock), way=way, **said))
    tick(at("17:31"))
    assert owed("日报", "bailu") == status
    assert (report.way, report.reader_post) == (way, "ops_lead")
    with living_at(at("17:31")):
        assert readers(report) == (laid.gaoyuan.person_id,)


@pytest.mark.requirement("W2.4")
def test_who_did_not_report_is_missed(laid: SimpleNamespace) -> None:
    must(do(laid.bailu, "report.send", None, at("17:10"), way="spoken"))
    tick(at("17:31"))
    assert [owed("日报", who) for who in ("bailu", "jiangfan", "xiaqing")] == ["done", "missed", "missed"]
    assert not Owed.objects.filter(name="日报", owner__code__in=("gaoyuan", "zhouke")).exists()


WHOLE = {"done": "上线三场活动", "suggestions": "广告位早一天排好", "plan": "双十一"}


@pytest.mark.requirement("W2.7")
@pytest.mark.parametrize("missing", ["", "done", "suggestions", "plan"])
def test_a_summary_of_the_month_has_three_parts(people: SimpleNamespace, missing: str) -> None:
    given = {name: text for name, text in WHOLE.items() if name != missing}
    report = must(do(people.xiaqing, "report.send", None, LAST, kind="monthly", **given))
    assert report.parts == 3 - bool(missing)
    marks = Flag.objects.filter(subject_kind="report", subject_id=report.pk).values_list("reason", flat=True)
    assert list(marks) == (["月总结没有写全"] if missing else [])


@pytest.mark.requirement("W2.7")
@pytest.mark.parametrize(("when", "status"), [(LAST, "done"), (at("18:01", 30), "missed")])
def test_it_is_handed_in_on_the_last_day(people: SimpleNamespace, when: datetime, status: str) -> None:
    with living_at(at("9:00", 26)):
        lay_out()
    summary = Owed.objects.filter(name="月总结", owner__code="xiaqing").order_by("due_at")[0]
    assert summary.due_at == at("18:00", 30)  # the last day is a day of rest
    tick(when)
    if status == "done":
        must(do(people.xiaqing, "report.send", None, when, kind="monthly", **WHOLE))
    tick(at("18:02", 30))
    assert Owed.objects.get(pk=summary.pk).status == status


def test_one_by_chat_need_not_be_written_again(people: SimpleNamespace) -> None:
    report = must(do(people.bailu, "report.send", None, LAST, kind="monthly", way="qq"))
    assert not Flag.objects.filter(subject_kind="report", subject_id=report.pk).exists()
    assert not do(people.jiangfan, "report.send", None, LAST, kind="monthly").done  # in writing, and nothing written
