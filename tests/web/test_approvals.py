"""Requests for approval: who sees them, who decides, in which words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.models import Approval, Notice
from dianzhang.engine.moment import today
from dianzhang.people.models import LeaveRequest

from .conftest import Enter, new_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def leave(people: object) -> LeaveRequest:
    """周可 asks for three days."""
    first, last = today() + timedelta(days=7), today() + timedelta(days=9)
    given = {"kind": "personal", "first_day": str(first), "last_day": str(last), "reason": "家里有事"}
    leave = must(one("leave.draft", people.zhouke, **given))  # type: ignore[attr-defined]
    assert one("leave.apply", people.zhouke, leave.pk).status == "awaiting"  # type: ignore[attr-defined]
    return leave  # type: ignore[no-any-return]


def decide(enter: Enter, who: str, **sent: str) -> str:
    approval = Approval.objects.get()
    return enter(who).post(f"/approvals/{approval.pk}/decide", sent, follow=True).text


def test_the_lead_sees_what_it_is_about(enter: Enter, leave: LeaveRequest) -> None:
    text = enter("linxiao").get("/approvals").text
    assert "周可" in text
    assert "家里有事" in text
    assert 'value="agree"' in text
    assert "待我审批" in enter("linxiao").get("/").text


def test_agreed_it_is_done(enter: Enter, leave: LeaveRequest) -> None:
    assert "同意了" in decide(enter, "linxiao", decision="agree")
    leave.refresh_from_db()
    assert leave.status == "granted"


def test_refusing_asks_for_the_reason(enter: Enter, leave: LeaveRequest) -> None:
    assert "驳回要写理由" in decide(enter, "linxiao", decision="refuse")
    assert Approval.objects.get().status == "waiting"
    assert "驳回了" in decide(enter, "linxiao", decision="refuse", note="那几天没有人手")
    assert Approval.objects.get().status == "refused"


def test_the_applicant_decides_nothing_but_may_withdraw(enter: Enter, leave: LeaveRequest) -> None:
    page = enter("zhouke").get("/approvals?tab=asked").text
    assert "提交人不审批本人事项" in page
    assert 'value="agree"' not in page
    decide(enter, "zhouke", decision="agree")
    assert Approval.objects.get().status == "waiting"
    decide(enter, "zhouke", decision="withdraw")
    assert Approval.objects.get().status == "withdrawn"


def test_a_notice_leads_there_and_is_read(enter: Enter, leave: LeaveRequest) -> None:
    client = enter("linxiao")
    assert "等你审批" in client.get("/notices").text
    notice = Notice.objects.get(person__code="linxiao")
    answer = client.get(f"/notices/{notice.pk}")
    assert answer["Location"] == f"/approval/{notice.subject_id}"
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_notices_of_others_are_not_opened(enter: Enter, leave: LeaveRequest) -> None:
    notice = Notice.objects.get(person__code="linxiao")
    enter("zhouke").get(f"/notices/{notice.pk}")
    notice.refresh_from_db()
    assert notice.read_at is None


def test_a_release_shows_the_amount_and_the_timeline_what_was_asked(enter: Enter, people: object, shop: object) -> None:
    held = new_order("1003", complete=False, total="1800.00")
    must(one("order.contact", people.zhaoning, held.pk, contact_outcome="changed"))  # type: ignore[attr-defined]
    given = {"reason": "地址补全"}
    assert one("order.release", people.zhaoning, held.pk, **given).status == "awaiting"  # type: ignore[attr-defined]
    text = enter("mengyan").get("/approvals").text
    assert "1,800.00" in text
    assert "地址补全" in text
    page = enter("zhaoning").get(f"/order/{held.pk}").text
    assert "请求：放行" in page
    assert "审批记录" not in page  # it waits above, and none is decided yet
