"""The page of targets: every figure with where it should be, and the way to what it is made of."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.moment import living_at, today
from dianzhang.reward.models import Target
from tests.reward.office import AFTER_OCTOBER, october

from .conftest import Enter

pytestmark = pytest.mark.django_db


def wanted(people: SimpleNamespace, **more: Any) -> Target:
    given = {"period": "2026-10", "value": Decimal(1000)} | more
    with living_at(october(8)):
        found: Target = must(one("target.set", people.shenlan, **given))
    return found


@pytest.mark.requirement("K11.8")
def test_each_period_shows_its_own(people: SimpleNamespace, enter: Enter) -> None:
    made, quarter = wanted(people), wanted(people, period="2026-Q4", value=Decimal(5000))
    with living_at(october(20)):
        client = enter("shenlan")
        page = client.get("/targets").text
        assert f"/target/{made.pk}" in page
        assert f"/target/{quarter.pk}" not in page
        assert "应完成" in page
        assert "/numbers/" in page
        assert f"/target/{quarter.pk}" in client.get("/targets?period=2026-Q4").text
        assert "还没有目标" in client.get("/targets?period=2027").text
        record = client.get(f"/target/{made.pk}").text
        assert "31 天过了 19 天" in record


@pytest.mark.parametrize("period", ["2026-13", "x", "2026-Q5", "0000", "2026-10-01"])
def test_a_period_that_is_none_is_no_page(people: SimpleNamespace, enter: Enter, period: str) -> None:
    assert enter("shenlan").get("/targets", {"period": period}).status_code == 404


def test_narrowed_by_unit_and_person(people: SimpleNamespace, enter: Enter) -> None:
    kept = {"metric": "按时时限数", "value": Decimal(10)}
    of_unit, of_person = wanted(people, unit="service", **kept), wanted(people, person="zhouke", **kept)
    with living_at(october(20)):
        page = enter("shenlan").get("/targets", {"period": "2026-10", "person": people.zhouke.person_id}).text
    assert f"/target/{of_person.pk}" in page
    assert f"/target/{of_unit.pk}" not in page


@pytest.mark.requirement("K11.8")
def test_who_may_not_see_the_number_sees_the_target_alone(people: SimpleNamespace, enter: Enter) -> None:
    made = wanted(people)
    with living_at(october(20)):
        page = enter("hejing").get("/targets").text
    assert f"/target/{made.pk}" in page
    assert "每天要" not in page


def test_the_page_asks_a_bounded_number_of_statements(
    people: SimpleNamespace, enter: Enter, django_assert_max_num_queries: Any
) -> None:
    for who in ("mengyan", "xunuo", "zhaoning", "linxiao", "zhouke", "suhe", "chenmo", "hejing"):
        wanted(people, person=who)
    for number in ("支付金额", "支付订单数", "退款金额", "净支付金额"):
        wanted(people, metric=number, value=Decimal(10))
    with living_at(october(20)):
        client = enter("shenlan")
        client.get("/targets?period=2026-11")
        with django_assert_max_num_queries(26):
            assert client.get("/targets?period=2026-10").status_code == 200


@pytest.mark.requirement("K11.7")
def test_a_table_is_shown_before_it_is_taken(people: SimpleNamespace, enter: Enter) -> None:
    client = enter("shenlan")
    month = f"{today() + timedelta(days=40):%Y-%m}"
    shown = client.post("/targets/table", {"pasted": f"期间\t目标值\n{month}\t1000\n明年\t5\n"})
    assert "1 行可以下达" in shown.text
    assert not Target.objects.exists()
    sent = {name: ["", ""] for name in ("metric", "shop", "unit", "person")}
    taken = client.post(
        "/targets/table", sent | {"take": "1", "line": ["2", "3"], "period": [month, "明年"], "value": ["1000", "5"]}
    )
    assert "下达了 1 个目标" in taken.text
    assert Target.objects.get().period == month
    assert enter("zhouke").get("/targets/table").status_code == 404


def test_the_parts_are_looked_at_before_they_are_set(people: SimpleNamespace, enter: Enter) -> None:
    made = wanted(people, period="2027", value=Decimal("100.01"))
    with living_at(AFTER_OCTOBER):
        client = enter("shenlan")
        seen = client.get(f"/targets/{made.pk}/split", {"onto": "quarter"}).text
        assert "¥25.01" in seen
        assert Target.objects.count() == 1
        assert client.post(f"/targets/{made.pk}/split", {"onto": "quarter", "by": "equal"}).status_code == 302
        assert Target.objects.count() == 5
        assert enter("zhouke").get(f"/targets/{made.pk}/split").status_code == 404
    assert date(2027, 1, 1) == made.first_day
