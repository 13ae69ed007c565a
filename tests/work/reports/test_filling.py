"""A report begins with what is known: what the journal says was done, one's figures, what is due next."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.act import must
from dianzhang.engine.moment import living_at
from dianzhang.work.duties.laying import lay_out
from dianzhang.work.reports.actions import filled
from dianzhang.work.reports.filling import what_was_done

from .conftest import MONDAY, do, sent

EVENING = MONDAY + timedelta(hours=8, minutes=20)


@pytest.fixture
def worked(people: SimpleNamespace) -> SimpleNamespace:
    """周可 took in five complaints on Monday and settled two, 林晓 one."""
    with living_at(MONDAY):
        lay_out()
    for n in range(5):
        at = MONDAY + timedelta(minutes=10 * n)
        complaint = must(do(people.zhouke, "complaint.accept", at=at, kind="quality"))
        if n < 2:
            must(do(people.zhouke, "complaint.resolve", complaint.pk, at=at + timedelta(minutes=5), note="换货"))
    must(do(people.linxiao, "complaint.accept", at=MONDAY, kind="service"))
    return people


@pytest.mark.requirement("W2.3")
def test_what_was_done_stands_there_counted(worked: SimpleNamespace) -> None:
    lines = what_was_done(worked.zhouke.person_id, MONDAY.date(), MONDAY.date()).splitlines()
    assert [line.partition("（")[0] for line in lines] == ["客诉 · 受理：5 次", "客诉 · 解决：2 次"]
    assert lines[0].endswith("…）")
    assert not lines[1].endswith("…）")


def test_not_what_was_done_on_other_days_or_by_others(worked: SimpleNamespace) -> None:
    tuesday = MONDAY.date() + timedelta(days=1)
    assert what_was_done(worked.zhouke.person_id, tuesday, tuesday) == ""
    assert what_was_done(worked.xunuo.person_id, MONDAY.date(), MONDAY.date()) == ""
    week = what_was_done(worked.zhouke.person_id, MONDAY.date(), MONDAY.date() + timedelta(days=6))
    assert "受理：5 次" in week


def test_reporting_itself_is_no_work(worked: SimpleNamespace) -> None:
    sent(worked)
    assert "汇报" not in what_was_done(worked.zhouke.person_id, MONDAY.date(), MONDAY.date())


@pytest.mark.requirement("W2.3")
def test_the_form_has_all_but_problems(worked: SimpleNamespace) -> None:
    with living_at(EVENING):
        begun = filled({}, worked.zhouke)
    assert begun["kind"] == "daily"
    assert begun["day"] == "2026-10-12"
    assert "受理：5 次" in begun["done"]
    assert "problems" not in begun
    assert begun["plan"].splitlines() == ["10-13 18:00 日报 10-13 完成"]


@pytest.mark.parametrize("given", [{"day": "gestern"}, {"kind": "yearly"}, {"day": "2026-02-30"}])
def test_an_address_that_says_nonsense_is_today(worked: SimpleNamespace, given: dict[str, str]) -> None:
    with living_at(EVENING):
        assert filled(given, worked.zhouke)["day"] == "2026-10-12"


def test_what_was_done_costs_the_same_for_any_number_of_events(worked: SimpleNamespace) -> None:
    with CaptureQueriesContext(connection) as asked:
        what_was_done(worked.zhouke.person_id, MONDAY.date(), MONDAY.date())
    assert len(asked) == 2
