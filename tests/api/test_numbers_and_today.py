"""Numbers for programs, within one's reach; and what presses on oneself."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import day_of
from dianzhang.service.models import Complaint
from dianzhang.trade.models import Order

from .conftest import Keyed, Program, service_key

pytestmark = pytest.mark.django_db


def test_a_number_by_day(keyed: Keyed, order: Order) -> None:
    day = day_of(order.paid_at).isoformat()
    told = keyed("shenlan").get("/metrics/支付金额", **{"from": day, "to": day}).json()
    assert told["unit"] == "money"
    assert told["values"] == [{"key": day, "value": "329.00", "reason": None}]


def test_a_metric_says_its_clause_and_why_there_is_none(keyed: Keyed, shop: object) -> None:
    told = keyed("shenlan").get("/metrics/客单价", **{"from": "2026-01-05", "to": "2026-01-06"}).json()
    assert told["clause"]["number"]
    assert [value["value"] for value in told["values"]] == [None, None]
    assert all(value["reason"] for value in told["values"])


def test_by_shop_and_by_month(keyed: Keyed, order: Order) -> None:
    day = day_of(order.paid_at)
    month = f"{day:%Y-%m}"
    query = {"from": day.replace(day=1).isoformat(), "to": day.isoformat(), "by": "month", "shop": "tmall-1"}
    told = keyed("shenlan").get("/metrics/支付订单数", **query).json()
    assert told["values"] == [{"key": month, "value": "1", "reason": None}]
    answer = keyed("shenlan").get("/metrics/支付订单数", **{**query, "shop": "tmal-1"})
    assert (answer.status_code, "tmall-1" in answer.json()["advice"]) == (400, True)


@pytest.mark.requirement("T1.6")
def test_a_number_is_for_those_whose_reach_covers_it(keyed: Keyed, order: Order) -> None:
    assert keyed("hejing").get("/metrics/支付金额").status_code == 403
    assert keyed("zhouke").get("/metrics/按时时限数").status_code == 403
    assert keyed("zhouke").get("/metrics/按时时限数", person="zhouke").status_code == 200
    assert keyed("zhouke").get("/metrics/按时时限数", person="suhe").status_code == 403


def test_cost_is_in_no_number_of_those_who_may_not_see_it(keyed: Keyed, order: Order) -> None:
    assert keyed("shenlan").get("/metrics/毛利").status_code == 200
    assert keyed("zhouke").get("/metrics/毛利").status_code == 403
    assert keyed("zhouke").get("/metrics/销售成本").status_code == 403


def test_the_nearest_name(keyed: Keyed, shop: object) -> None:
    answer = keyed("shenlan").get("/metrics/支付金")
    assert (answer.status_code, answer.json()["advice"]) == (404, "是不是“支付金额”？")


@pytest.mark.parametrize(
    "query", ["from=2026-02-30", "from=2026-02-02&to=2026-02-01", "by=week", "to=0001-01-01", "x=1"]
)
def test_what_cannot_be_read(keyed: Keyed, shop: object, query: str) -> None:
    assert keyed("shenlan").get(f"/metrics/支付金额?{query}").status_code == 400


def test_my_day(keyed: Keyed, complaint: Complaint) -> None:
    told = keyed("zhouke").get("/me/today").json()
    assert told["person"]["name"] == "周可"
    assert told["post"] == "service"
    (due,) = told["due"]
    assert due["subject"] == {"kind": "complaint", "id": complaint.pk}
    assert due["clock"]["clause"]["number"] == "2.3.4"
    assert "complaint.resolve" in due["actions"]
    assert keyed("suhe").get("/me/today").json()["due"] == []


def test_what_waits_for_my_answer(keyed: Keyed, people: SimpleNamespace) -> None:
    day = {"kind": "personal", "first_day": "2026-12-07", "last_day": "2026-12-07"}
    leave = must(one("leave.draft", people.suhe, **day))
    one("leave.apply", people.suhe, leave.pk)
    (asked,) = keyed("linxiao").get("/me/today").json()["approvals"]
    assert (asked["action"], asked["by"]["code"]) == ("leave.apply", "suhe")
    assert keyed("zhouke").get("/me/today").json()["approvals"] == []


def test_the_day_of_a_service(people: SimpleNamespace, order: Order) -> None:
    told = Program(service_key(SYSTEM, "order_desk")).get("/me/today").json()
    assert told["person"] is None
    assert told["score"] is None


@pytest.mark.requirement("S2.8")
def test_the_numbers_that_there_are(keyed: Keyed, shop: object) -> None:
    program = keyed("shenlan")
    items = {one["name"]: one for one in program.get("/metrics").json()["items"]}
    assert {"支付金额", "客单价", "毛利", "按时时限数"} <= items.keys()
    assert (items["客单价"]["unit"], items["客单价"]["clause"]["number"]) == ("money", "3.1.4")
    assert items["GMV目标"]["by"] == ["month"]
    found = {name: program.get(told["path"], by=told["by"][0]).status_code for name, told in items.items()}
    assert set(found.values()) == {200, 403}  # 403: deadlines of everybody are not the director's to read
    assert found["支付金额"] == found["GMV目标"] == 200


@pytest.mark.requirement("S2.1")
def test_numbers_made_of_what_one_may_not_see_are_not_among_them(keyed: Keyed, shop: object) -> None:
    names = {one["name"] for one in keyed("zhouke").get("/metrics").json()["items"]}
    assert "支付金额" in names
    assert not {"毛利", "销售成本"} & names
    assert keyed("zhouke", "order:read").get("/metrics").status_code == 403


@pytest.mark.requirement("I2.6")
def test_a_number_by_province_and_hour(keyed: Keyed, order: Order) -> None:
    day = day_of(order.paid_at).isoformat()
    query = {"from": day, "to": day}
    program = keyed("shenlan")
    assert program.get("/metrics/支付金额", **query, by="province").json()["values"] == [
        {"key": "浙江省", "value": "329.00", "reason": None}
    ]
    assert program.get("/metrics/支付金额", **query, province="河北省").json()["values"][0]["value"] == "0.00"
    hours = program.get("/metrics/支付订单数", **query, by="hour").json()["values"]
    assert (len(hours), sum(int(one["value"]) for one in hours)) == (24, 1)
    assert program.get("/metrics/评价数", **query, by="hour").status_code == 400
    assert program.get("/metrics/支付金额", **query, hour="noon").status_code == 400
