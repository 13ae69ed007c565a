"""Doing things from pages: forms from input models, outcomes in words, nobody overwrites anybody."""

from __future__ import annotations

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.models import Approval
from dianzhang.people.models import LeaveRequest
from dianzhang.service.models import Complaint
from dianzhang.trade.models import Order

from .conftest import Enter, new_order

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def test_the_form_comes_from_the_input(enter: Enter, order: Order) -> None:
    text = enter("zhaoning").get(f"/order/{order.pk}/contact", headers=HTMX).text
    assert 'name="contact_outcome" value="confirmed"' in text
    assert '<textarea id="f-note" name="note"' in text
    assert f'name="revision" value="{order.revision}"' in text


def test_what_is_wrong_stands_beside_it_and_what_was_typed_stays(enter: Enter, order: Order) -> None:
    sent = {"revision": str(order.revision), "note": "打了两次没人接"}
    answer = enter("zhaoning").post(f"/order/{order.pk}/contact", sent, headers=HTMX)
    assert answer.status_code == 422
    assert 'class="error"' in answer.text
    assert "打了两次没人接" in answer.text


def test_an_action_is_done_and_said(enter: Enter, order: Order) -> None:
    client = enter("zhaoning")
    answer = client.post(f"/order/{order.pk}/approve", {"revision": str(order.revision)}, follow=True)
    order.refresh_from_db()
    assert order.fulfilment == "approved"
    assert "审核：办好了。" in answer.text


def test_the_second_of_two_reads_who_was_first(enter: Enter, people: object, order: Order) -> None:
    seen = str(order.revision)
    must(one("order.approve", people.zhaoning, order.pk))  # type: ignore[attr-defined]
    answer = enter("zhaoning").post(f"/order/{order.pk}/approve", {"revision": seen})
    assert answer.status_code == 409
    assert "赵宁" in answer.text
    order.refresh_from_db()
    assert order.fulfilment == "approved"


def test_nobody_acts_beyond_their_post(enter: Enter, order: Order) -> None:
    answer = enter("chenmo").post(f"/order/{order.pk}/approve", {"revision": str(order.revision)})
    assert answer.status_code == 404
    order.refresh_from_db()
    assert order.fulfilment == "waiting"


def test_a_record_is_made_and_opened(enter: Enter, people: object) -> None:
    sent = {"kind": "logistics", "demand": "三天没有物流", "amount": "86.50"}
    answer = enter("zhouke").post("/complaint/new/accept", sent)
    made = Complaint.objects.get()
    assert answer["Location"] == f"/complaint/{made.pk}"
    assert made.amount_cents == 8650


def test_a_wrong_amount_is_refused_beside_its_field(enter: Enter, people: object) -> None:
    answer = enter("zhouke").post("/complaint/new/accept", {"kind": "logistics", "amount": "一百"})
    assert answer.status_code == 422
    assert not Complaint.objects.exists()
    assert "一百" in answer.text


def test_many_at_once_each_with_its_outcome(enter: Enter, people: object, shop: object) -> None:
    orders = [new_order(f"20{n}") for n in range(3)]
    must(one("order.hold", people.zhaoning, orders[2].pk))  # type: ignore[attr-defined]
    chosen = [f"{order.pk}:{order.revision}" for order in orders]
    text = enter("zhaoning").post("/order/all/approve", {"item": chosen}, headers=HTMX).text
    assert "2 条办好了" in text
    assert "1 条没有办成" in text
    assert "赵宁挂起" in text


def test_a_waybill_for_each(enter: Enter, people: object, shop: object) -> None:
    orders = [new_order(f"30{n}") for n in range(2)]
    for order in orders:
        must(one("order.approve", people.zhaoning, order.pk))  # type: ignore[attr-defined]
    chosen = [f"{order.pk}:" for order in orders]
    client = enter("chenmo")
    form = client.post("/order/all/ship", {"item": chosen}, headers=HTMX).text
    assert form.count('name="each.waybill"') == 2
    sent = {
        "item": chosen, "go": "1", "carrier": "顺丰",
        "each.id": [str(order.pk) for order in orders], "each.waybill": ["SF0000001", "SF0000002"],
    }  # fmt: skip
    assert "2 条办好了" in client.post("/order/all/ship", sent, headers=HTMX).text
    assert sorted(Order.objects.values_list("parcels__waybill", flat=True)) == ["SF0000001", "SF0000002"]


@pytest.mark.parametrize("path", ["/order/1/enter", "/order/1/nonsense", "/order/1/flag", "/nonsense", "/nonsense/1"])
def test_what_is_no_action_of_theirs_is_not_there(enter: Enter, order: Order, path: str) -> None:
    assert enter("chenmo").get(path.replace("/1/", f"/{order.pk}/")).status_code == 404


@pytest.mark.parametrize(
    "elsewhere", ["//elsewhere.example/", "/\\elsewhere.example", "/\t/elsewhere.example", "javascript:alert(1)"]
)
def test_one_never_leaves_the_house(enter: Enter, order: Order, elsewhere: str) -> None:
    sent = {"revision": str(order.revision), "next": elsewhere}
    answer = enter("zhaoning").post(f"/order/{order.pk}/approve", sent)
    assert answer["Location"] == f"/order/{order.pk}"


@pytest.mark.parametrize("path", ["/order/{}/refund", "/order/{}/pay", "/order/all/refund", "/order/new/enter"])
def test_what_the_platform_observes_nobody_types(enter: Enter, order: Order, path: str) -> None:
    """许诺 may take in the platform's files, but no page lets a refund be typed past gates and checks."""
    sent = {"amount": "-5", "item": f"{order.pk}:{order.revision}", "go": "1"}
    assert enter("xunuo").post(path.format(order.pk), sent).status_code == 404
    assert Order.objects.get(pk=order.pk).refunded_cents == 0


@pytest.mark.parametrize("number", ["²", "9" * 30, "-1", "x", ""])
def test_a_number_that_is_none_chooses_nothing(enter: Enter, order: Order, number: str) -> None:
    answer = enter("zhaoning").post("/order/all/approve", {"item": f"{number}:{number}"})
    assert answer.status_code == 302
    assert Order.objects.get(pk=order.pk).revision == order.revision


def test_a_record_out_of_reach_keeps_its_title(enter: Enter, complaint: Complaint) -> None:
    """陈默 may not see complaints: neither the question nor the answer of a batch names one."""
    client, sent = enter("chenmo"), {"item": f"{complaint.pk}:1", "note": "办了"}
    for more in ({}, {"go": "1"}):
        answer = client.post("/complaint/all/resolve", sent | more, follow=True, headers=HTMX)
        assert f"#{complaint.pk}" not in answer.text
    complaint.refresh_from_db()
    assert complaint.status == "open"


def test_a_gated_action_without_input_is_asked_for_by_its_button(enter: Enter) -> None:
    sent = {"kind": "annual", "first_day": "2026-12-01", "last_day": "2026-12-01"}
    enter("zhouke").post("/leave/new/draft", sent)
    leave = LeaveRequest.objects.get()
    assert enter("zhouke").post(f"/leave/{leave.pk}/apply", {"revision": leave.revision}).status_code == 302
    asked = Approval.objects.get()
    assert (asked.action, asked.status) == ("leave.apply", "waiting")
    assert enter("linxiao").post(f"/approvals/{asked.pk}/decide", {"decision": "agree"}).status_code == 302
    leave.refresh_from_db()
    assert leave.status == "granted"


@pytest.mark.requirement("O8.4")
def test_what_can_be_taken_back_says_so_at_once(enter: Enter, order: Order) -> None:
    client = enter("zhaoning")
    given = {"revision": str(order.revision), "reason": "地址不对"}
    answer = client.post(f"/order/{order.pk}/hold", given, follow=True)
    assert f'href="/order/{order.pk}/release"' in answer.text.split('id="toasts"')[1]
    assert client.get(f"/order/{order.pk}/release", headers=HTMX).status_code == 200


def test_what_cannot_be_taken_back_does_not(enter: Enter, order: Order) -> None:
    answer = enter("zhaoning").post(f"/order/{order.pk}/approve", {"revision": str(order.revision)}, follow=True)
    assert "data-act" not in answer.text[answer.text.index('class="toast') :].partition("</div>")[0]
