"""Advice is decided, done, looked at on its day and closed; what the number did is said, or why it cannot be told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang import rulebooks as shipped
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import ClockRow
from dianzhang.engine.moment import living_at
from dianzhang.insight.advice.actions import review_due
from dianzhang.insight.advice.models import Advice
from dianzhang.insight.reports.figures import followed
from dianzhang.insight.reports.models import PeriodReport
from tests.engine.department import found, put_in_force
from tests.insight.reports.week import at, enter, sold

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I6.1")]


@pytest.fixture
def office(db: None) -> Iterator[SimpleNamespace]:
    """Each day 40 is sold, from the fourth on 60.  It is Monday, 2 February, nine o'clock."""
    people = found()
    put_in_force(shipped.read("process-first"))
    with living_at(datetime.fromisoformat("2026-01-01T09:00+08:00")):
        people.shop = must(one("shop.open", SYSTEM, code="tm", name="天猫旗舰店", platform="tmall"))
    for day in range(-2, 8):
        sold(people, f"d{day}", "60" if day >= 4 else "40", day)
    with living_at(at(9, day=2)):
        yield people


GIVEN: dict[str, Any] = {
    "title": "老客发券", "what": "满两百减二十", "person": "xunuo", "due_at": "2026-02-04T18:00+08:00",
    "measure": "支付金额", "direction": "up", "percent": "10", "review_on": "2026-02-07",
}  # fmt: skip


def proposed(office: SimpleNamespace, **more: Any) -> Advice:
    made: Advice = must(one("advice.propose", office.mengyan, **GIVEN | more))
    return made


def done(office: SimpleNamespace, **more: Any) -> Advice:
    """Taken up and begun on the second, done on the third."""
    advice = proposed(office, **more)
    must(one("advice.adopt", office.shenlan, advice.pk))
    must(one("advice.begin", office.xunuo, advice.pk))
    with living_at(at(10, day=3)):
        must(one("advice.finish", office.xunuo, advice.pk, note="发完了"))
    return advice


def looked_at(advice: Advice) -> Advice:
    with living_at(at(8, day=7)):
        review_due()
    advice.refresh_from_db()
    return advice


@pytest.mark.requirement("I6.3")
def test_it_moved_as_hoped_and_is_closed(office: SimpleNamespace) -> None:
    advice = done(office)
    with living_at(at(8, day=6)):
        assert review_due() == 0
    advice = looked_at(advice)
    assert (advice.status, advice.verdict) == ("reviewed", "moved")
    assert (float(advice.before), float(advice.after)) == (80, 180)  # on 30 January and the first; of three days
    with living_at(at(9, day=7)):
        must(one("advice.close", office.shenlan, advice.pk, note="券有用，下月再发"))
        page = enter(office, "shenlan").get(f"/advice/{advice.pk}").content.decode()
    for words in ("照想的动了", "80.00", "180.00", "支付订单数"[:4]):
        assert words in page, words
    advice.refresh_from_db()
    assert advice.status == "closed"


@pytest.mark.parametrize(
    ("given", "verdict", "because"),
    [
        ({"percent": "150"}, "not", ""),
        ({"direction": "down"}, "not", ""),
        ({"measure": ""}, "unknown", "number"),
        ({"measure": "总访客数"}, "unknown", "value"),
    ],
)
def test_the_verdict(office: SimpleNamespace, given: dict[str, Any], verdict: str, because: str) -> None:
    advice = looked_at(done(office, **given))
    assert (advice.verdict, advice.because) == (verdict, because)


def test_it_cannot_be_told_where_other_advice_was_to_move_the_same(office: SimpleNamespace) -> None:
    first = done(office)
    done(office, title="换主图")
    assert [looked_at(first).verdict, first.because] == ["unknown", "others"]


def test_nor_where_it_was_done_on_the_day_before_it_is_looked_at(office: SimpleNamespace) -> None:
    advice = proposed(office)
    must(one("advice.adopt", office.shenlan, advice.pk))
    must(one("advice.begin", office.xunuo, advice.pk))
    with living_at(at(10, day=6)):
        must(one("advice.finish", office.xunuo, advice.pk))
    assert looked_at(advice).because == "span"


def test_who_may_and_who_may_not(office: SimpleNamespace) -> None:
    advice = proposed(office)
    for who in (office.mengyan, office.xunuo, office.linxiao, office.hejing):
        assert one("advice.adopt", who, advice.pk).status == "refused"
        assert one("advice.decline", who, advice.pk, reason="不").status == "refused"
    assert one("advice.decline", office.shenlan, advice.pk).status == "refused"  # no reason
    must(one("advice.adopt", office.shenlan, advice.pk))
    for who in (office.mengyan, office.shenlan, office.zhouke):  # only who is to do it
        assert one("advice.begin", who, advice.pk).status == "refused"
    assert enter(office, "zhouke").get(f"/advice/{advice.pk}").status_code == 404
    assert "老客发券" in enter(office, "xunuo").get("/advice").content.decode()
    assert "老客发券" not in enter(office, "zhouke").get("/advice").content.decode()


def test_it_is_declined_with_a_reason(office: SimpleNamespace) -> None:
    advice = proposed(office)
    must(one("advice.decline", office.shenlan, advice.pk, reason="利润不够"))
    advice.refresh_from_db()
    assert advice.status == "declined"
    assert "利润不够" in enter(office, "mengyan").get(f"/advice/{advice.pk}").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"person": "nobody"}, {"due_at": "2026-01-30T18:00+08:00"}, {"review_on": "2026-02-04"}, {"report_id": 987654}],
)
def test_what_cannot_be(office: SimpleNamespace, wrong: dict[str, Any]) -> None:
    assert one("advice.propose", office.mengyan, **GIVEN | wrong).status == "refused"


def test_its_clocks(office: SimpleNamespace) -> None:
    advice = proposed(office)
    must(one("advice.adopt", office.shenlan, advice.pk))
    clocks = {row.rule: row for row in ClockRow.objects.filter(subject_kind="advice", subject_id=advice.pk)}
    assert [clocks["reports.advice/deadline-1"].state, clocks["reports.advice/deadline-2"].state] == ["met", "running"]
    assert clocks["reports.advice/deadline-2"].owner_id == office.xunuo.person_id
    assert clocks["reports.advice/deadline-2"].due_at == at(18, day=4)


@pytest.mark.requirement("I6.2")
def test_the_next_report_says_what_became_of_it(office: SimpleNamespace) -> None:
    made = PeriodReport.objects.create(
        kind="weekly", first_day=date(2026, 1, 19), last_day=date(2026, 1, 25), post="ops_lead", goes_to=",director,",
        owner_id=office.mengyan.person_id, made_at=at(8, day=1), status="accepted", sent='{"numbers":[]}',
    )  # fmt: skip
    advice = done(office, report_id=made.pk)
    (line,) = followed("ops_lead", (date(2026, 1, 26), date(2026, 2, 1)))
    assert (line["id"], line["status"]) == (advice.pk, "done")
    assert followed("promo_lead", (date(2026, 1, 26), date(2026, 2, 1))) == []


def test_the_page_asks_little(office: SimpleNamespace) -> None:
    advice = looked_at(done(office))
    client = enter(office, "shenlan")
    client.get(f"/advice/{advice.pk}")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/advice/{advice.pk}")
    assert len(asked) <= 32
