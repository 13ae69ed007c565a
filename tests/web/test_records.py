"""A record's page: its states, what one may do, what is due and by which clause."""

from __future__ import annotations

import pytest
from django.test import Client

from dianzhang.engine.act import must, one
from dianzhang.engine.models import Person
from dianzhang.service.models import Complaint
from dianzhang.trade.models import Order

from .conftest import Enter, new_order

pytestmark = pytest.mark.django_db


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.text


def test_an_order_shows_states_clocks_and_clauses(enter: Enter, order: Order) -> None:
    text = page(enter("zhaoning"), f"/order/{order.pk}")
    assert 'aria-current="step"' in text
    assert "待审核" in text
    assert 'class="left ok' in text
    assert 'data-peek="/rulebook/clause/' in text


def test_a_held_order_says_why_and_what_to_do(enter: Enter, shop: object) -> None:
    held = new_order("1002", complete=False)
    text = page(enter("zhaoning"), f"/order/{held.pk}")
    assert "挂起：地址不详" in text
    assert "联系买家，补全收货地址" in text


def test_an_action_of_another_post_is_absent(enter: Enter, order: Order) -> None:
    assert f'/order/{order.pk}/approve"' in page(enter("zhaoning"), f"/order/{order.pk}")
    assert f'/order/{order.pk}/approve"' not in page(enter("chenmo"), f"/order/{order.pk}")


def test_personal_data_is_masked_where_the_post_needs_it_not(enter: Enter, order: Order) -> None:
    assert "18612340973" in page(enter("zhaoning"), f"/order/{order.pk}")
    assert "18612340973" not in page(enter("shenlan"), f"/order/{order.pk}")


def test_a_record_one_may_not_see_is_not_there(enter: Enter, order: Order, complaint: Complaint) -> None:
    hr = enter("hejing")
    assert hr.get(f"/order/{order.pk}").status_code == 404
    assert hr.get(f"/complaint/{complaint.pk}").status_code == 404
    assert hr.get("/order/999999").status_code == 404


def test_the_timeline_names_who_did_what(enter: Enter, people: object, complaint: Complaint) -> None:
    text = page(enter("linxiao"), f"/complaint/{complaint.pk}")
    assert "周可" in text
    assert "受理" in text
    assert "类别：质量" in text
    assert "88.00" in text


def test_a_met_deadline_says_so(enter: Enter, people: object, complaint: Complaint) -> None:
    must(one("complaint.resolve", people.zhouke, complaint.pk))  # type: ignore[attr-defined]
    text = page(enter("linxiao"), f"/complaint/{complaint.pk}")
    assert 'class="left ok met"' in text
    assert "按时" in text


def test_a_complaint_names_its_order_and_leads_there(enter: Enter, people: object, order: Order) -> None:
    given = {"kind": "logistics", "order": order.number}
    made = must(one("complaint.accept", people.zhouke, **given))  # type: ignore[attr-defined]
    text = page(enter("zhouke"), f"/complaint/{made.pk}")
    assert f'href="/order/{order.pk}">{order.number}</a>' in text


def test_who_may_list_people_finds_them_in_the_navigation(enter: Enter) -> None:
    assert 'href="/person"' in page(enter("hejing"), "/")
    assert 'href="/person"' not in page(enter("zhouke"), "/")


def test_a_post_stands_there_by_its_name(enter: Enter) -> None:
    hr = enter("hejing")
    hr.post("/person/new/add", {"code": "xinren", "name": "新人", "post": "service"})
    added = Person.objects.get(code="xinren")
    assert "岗位：客服专员" in page(hr, f"/person/{added.pk}")
