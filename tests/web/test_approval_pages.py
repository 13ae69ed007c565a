"""The pages of requests: paged, bounded in what they ask of the database, many agreed to at once, both names shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine import organisation
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Approval, Assignment
from dianzhang.engine.moment import today
from dianzhang.people.models import LeaveRequest
from tests.engine.department import put_in_force, workday

from .conftest import Enter, new_order

pytestmark = pytest.mark.django_db

Ask = Callable[[int], LeaveRequest]
GATED = """---
制度: 人事另定
代号: more
版本: "1"
生效: 2026-01-01
---

# 八 人事

## 8.1 填写要先问 {#more.leave}
```rule
权限: {岗位: 客服专员, 可做: [请假.填写, 请假.查看], 范围: 本人}
审批: {动作: 请假.填写, 审批人: 人事专员}
```
"""


@pytest.fixture
def ask(people: SimpleNamespace) -> Ask:
    """周可 asks for one day of leave, so many days from now."""

    def asked(days: int) -> LeaveRequest:
        day = str(workday(days))
        leave = must(one("leave.draft", people.zhouke, kind="personal", first_day=day, last_day=day, reason="家里有事"))
        assert one("leave.apply", people.zhouke, leave.pk).status == "awaiting"
        return leave  # type: ignore[no-any-return]

    return asked


def queries(client: object, address: str) -> int:
    client.get(address)  # type: ignore[attr-defined]
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200  # type: ignore[attr-defined]
    return len(asked)


@pytest.mark.parametrize(
    ("who", "address"),
    [("linxiao", "/approvals"), ("zhouke", "/approvals?tab=asked"), ("linxiao", "/"), ("linxiao", "/leave"),
     ("linxiao", "/radar?scope=all")],
)  # fmt: skip
def test_more_requests_cost_no_more_statements(enter: Enter, ask: Ask, who: str, address: str) -> None:
    for n in range(2):
        ask(7 + n)
    client = enter(who)
    few = queries(client, address)
    for n in range(8):
        ask(20 + n)
    many = queries(client, address)
    assert many <= few
    assert many < 40


def test_what_was_decided_costs_no_more_statements_either(enter: Enter, people: SimpleNamespace, ask: Ask) -> None:
    client = enter("linxiao")
    counts = []
    for upto in (2, 10):
        for n in range(upto - Approval.objects.count()):
            ask(7 + n + upto * 3)
        for approval in Approval.objects.filter(status="waiting"):
            must(one("approval.agree", people.linxiao, approval.pk))
        counts.append(queries(client, "/approvals?tab=decided"))
    assert counts[1] <= counts[0]


def test_agreeing_to_many_costs_little_more_for_each(people: SimpleNamespace, ask: Ask) -> None:
    from dianzhang.engine.act import perform
    from dianzhang.engine.outcome import Item

    def cost(n: int, start: int) -> int:
        ids = [Approval.objects.get(target_id=ask(start + k).pk).pk for k in range(n)]
        with CaptureQueriesContext(connection) as asked:
            outcomes = perform("approval.agree", [Item(pk) for pk in ids], people.linxiao)
        assert all(o.done for o in outcomes)
        return len(asked)

    few, many = cost(2, 5), cost(10, 30)
    assert many <= few


def test_long_lists_are_paged(enter: Enter, ask: Ask) -> None:
    for n in range(23):
        ask(7 + n)
    client = enter("linxiao")
    first = client.get("/approvals").text
    assert first.count('class="ask"') == 20
    address = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert client.get(f"/approvals{address}").text.count('class="ask"') == 3
    assert client.get("/approvals?after=nonsense").status_code == 200


def test_several_are_agreed_to_at_once_and_each_says_what_became_of_it(
    enter: Enter, people: SimpleNamespace, ask: Ask
) -> None:
    leaves = [ask(7), ask(9)]
    first, second = Approval.objects.order_by("id")
    client = enter("linxiao")
    page = client.get("/approvals").text
    assert "同意选中的" in page
    assert f'name="item" value="{first.pk}:{first.revision}"' in page
    must(one("approval.withdraw", people.zhouke, second.pk))  # meanwhile, in another window
    sent = {"item": [f"{a.pk}:{a.revision}" for a in (first, second)], "go": "1", "next": "/approvals"}
    answer = client.post("/approval/all/agree", sent).text
    assert "已执行" in answer
    for leave in leaves:
        leave.refresh_from_db()
    assert [leave.status for leave in leaves] == ["granted", "draft"]


def test_of_others_requests_nothing_is_agreed_to_by_sending_their_numbers(enter: Enter, ask: Ask) -> None:
    ask(7)
    approval = Approval.objects.get()
    sent = {"item": [f"{approval.pk}:{approval.revision}"], "go": "1"}
    enter("suhe").post("/approval/all/agree", sent)
    assert Approval.objects.get().status == "waiting"


@pytest.mark.requirement("P1.1")
def test_a_leave_that_waits_does_not_read_as_a_draft(enter: Enter, ask: Ask) -> None:
    leave = ask(7)
    listed = enter("zhouke").get("/leave").text
    assert "待审批 · 林晓" in listed
    assert "申请" not in listed.split("data-may=")[1].split(">")[0]  # it cannot be asked for twice
    page = enter("zhouke").get(f"/leave/{leave.pk}").text
    assert "待审批：申请，等林晓" in page
    assert "<span>待审批</span><small>等林晓</small>" in page
    assert "<span>草稿</span>" not in page


def test_an_order_whose_release_waits_does_not_offer_it_again(
    enter: Enter, people: SimpleNamespace, shop: object
) -> None:
    held = new_order("1003", complete=False, total="1800.00")
    must(one("order.contact", people.zhaoning, held.pk, contact_outcome="changed"))
    client = enter("zhaoning")
    assert 'class="btn main" hx-get="/order/' in client.get(f"/order/{held.pk}").text
    assert one("order.release", people.zhaoning, held.pk, reason="地址补全").status == "awaiting"
    page = client.get(f"/order/{held.pk}").text
    assert f'hx-get="/order/{held.pk}/release"' not in page
    assert "已经提交，在等孟岩审批" in page
    assert f'hx-get="/order/{held.pk}/release"' not in client.get("/radar").text
    assert "待审批 · 孟岩" in client.get("/order").text


def test_the_card_says_old_and_new_and_whose_turn_it_is(enter: Enter, ask: Ask) -> None:
    ask(7)
    text = enter("linxiao").get(f"/approval/{Approval.objects.get().pk}").text
    assert "<del>草稿</del>已准" in text
    assert "等答复" in text
    assert "客服组长" in text
    assert "/hand_over" in text


def test_a_stand_in_is_told_for_whom_and_both_names_are_shown(enter: Enter, people: SimpleNamespace, ask: Ask) -> None:
    client = enter("linxiao")
    given = {"stand_in": "suhe", "since": str(today()), "until": str(today() + timedelta(days=3)), "reason": "出差"}
    address = f"/person/{people.linxiao.person_id}/appoint_stand_in"
    assert "代理人" in client.get(address).text
    assert client.post(address, given | {"next": "/approvals"}, follow=True).status_code == 200
    organisation.forget()
    assert "苏禾代你审批" in client.get("/approvals").text
    leave = ask(7)
    standing = enter("suhe")
    assert "等你代林晓审批" in standing.get("/notices").text
    page = standing.get("/approvals").text
    assert "林晓不在，由你代批" in page
    assert standing.get(f"/leave/{leave.pk}").status_code == 200
    approval = Approval.objects.get()
    standing.post(f"/approvals/{approval.pk}/decide", {"decision": "agree"})
    assert "苏禾（代 林晓）" in standing.get(f"/leave/{leave.pk}").text
    assert "苏禾（代 林晓）" in client.get("/approvals?tab=decided").text
    client.post(f"/person/{people.linxiao.person_id}/end_stand_in", {"next": "/approvals"})
    organisation.forget()
    assert "代你审批" not in client.get("/approvals").text


def test_nobody_appoints_for_those_they_do_not_lead(enter: Enter, people: SimpleNamespace) -> None:
    address = f"/person/{people.mengyan.person_id}/appoint_stand_in"
    assert enter("zhouke").get(address).status_code == 404
    assert enter("shenlan").get(address).status_code == 200


def test_a_stale_tab_of_one_who_lost_the_post_is_refused(enter: Enter, people: SimpleNamespace, ask: Ask) -> None:
    ask(7)
    approval = Approval.objects.get()
    client = enter("linxiao")
    assert 'value="agree"' in client.get("/approvals").text
    Assignment.objects.filter(person_id=people.linxiao.person_id).delete()
    organisation.forget()
    client.post(f"/approvals/{approval.pk}/decide", {"decision": "agree"})
    assert Approval.objects.get().status == "waiting"
    assert client.get(f"/approval/{approval.pk}/hand_over").status_code == 404
    assert (
        "没有“审批单 · 同意”的权限"
        in client.post(f"/approvals/{approval.pk}/decide", {"decision": "agree"}, follow=True).text
    )


def test_an_empty_post_and_a_hand_over_are_said_in_words(enter: Enter, people: SimpleNamespace, ask: Ask) -> None:
    Assignment.objects.filter(person_id=people.linxiao.person_id).delete()
    organisation.forget()
    ask(7)
    approval = Approval.objects.get()
    assert "“客服组长”空缺，由上一级“电商总监”批" in enter("zhouke").get(f"/approval/{approval.pk}").text
    must(one("approval.hand_over", people.shenlan, approval.pk, person="hejing", reason="我开会"))
    assert "沈岚 → 何静：我开会" in enter("zhouke").get(f"/approval/{approval.pk}").text


def test_what_is_to_be_made_and_waits_stands_above_the_list(enter: Enter, people: SimpleNamespace) -> None:
    put_in_force(GATED)
    day = str(workday(7))
    wish = {"kind": "personal", "first_day": day, "last_day": day}
    assert one("leave.draft", people.zhouke, **wish).status == "awaiting"
    page = enter("zhouke").get("/leave").text
    assert "待审批：填写，等何静" in page
    assert "待审批" not in enter("suhe").get("/leave").text
    must(one("approval.agree", people.hejing, Approval.objects.get(status="waiting").pk))
    assert "待审批" not in enter("zhouke").get("/leave").text


def test_the_radar_shows_a_request_to_those_it_waits_for_now(enter: Enter, people: SimpleNamespace, ask: Ask) -> None:
    ask(7)
    approval = Approval.objects.get()
    address = f'href="/approval/{approval.pk}"'
    assert address in enter("linxiao").get("/radar").text
    must(one("approval.hand_over", people.linxiao, approval.pk, person="hejing", reason="我开会"))
    assert address not in enter("linxiao").get("/radar?scope=mine").text
    page = enter("hejing").get("/radar?scope=mine").text
    assert address in page
    assert "何静" in page
