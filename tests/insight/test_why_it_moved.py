"""Why sales moved: visitors, conversion, order value and refunds of each shop, to the cent; no value says why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dianzhang import rulebooks as shipped
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Person, Shop
from dianzhang.engine.moment import HOME, living_at
from dianzhang.insight.moves.moving import move
from dianzhang.insight.moves.parts import Move, spans
from dianzhang.marketing.models import DataReport, ReportDay, TrafficFact
from dianzhang.measure.metrics import define, over
from tests.engine.department import found, put_in_force
from tests.measure.sales import order

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I2.2")]
MORNING = datetime(2026, 2, 12, 8, tzinfo=HOME)
YESTERDAY, WEEK_AGO = date(2026, 2, 11), date(2026, 2, 4)


@pytest.fixture
def office(db: None) -> Iterator[SimpleNamespace]:
    """Three shops since February: 天猫 with traffic reports, 抖音 without, 京东 since the day before."""
    people = found()
    put_in_force(shipped.read("process-first"))
    with living_at(datetime(2026, 2, 1, tzinfo=HOME)):
        people.tmall = must(one("shop.open", SYSTEM, code="tm", name="天猫旗舰店", platform="tmall"))
        people.douyin = must(one("shop.open", SYSTEM, code="dy", name="抖音小店", platform="douyin"))
    with living_at(datetime(2026, 2, 10, tzinfo=HOME)):
        people.jd = must(one("shop.open", SYSTEM, code="jd", name="京东店", platform="jd"))
    with living_at(MORNING):
        yield people


def visited(shop: Shop, day: date, visitors: int) -> None:
    """A traffic report of one day, as it stands once it is read."""
    report = DataReport.objects.create(
        shop=shop, name="流量.xlsx", digest=f"{shop.pk}-{day}", family="traffic", status="taken",
        sent_at=datetime(2026, 2, 12, 7, tzinfo=HOME),
    )  # fmt: skip
    given = {"report": report, "shop": shop, "layout": "sycm_shop", "day": day, "first": day}
    ReportDay.objects.create(family="traffic", level="shop", last=day, **given)
    TrafficFact.objects.create(level="shop", visitors=visitors, unit_id=shop.unit_id, **given)


def sold(shop: Shop, day: int, *amounts: str) -> None:
    for n, amount in enumerate(amounts):
        order(shop, f"{shop.code}-{day}-{n}", amount, day, day, unit_id=shop.unit_id)


def why(people: SimpleNamespace, name: str, who: str = "mengyan") -> Move:
    definition = define(name, YESTERDAY)
    assert definition is not None
    found = move(getattr(people, who), definition, spans(YESTERDAY, 1, 7))
    assert found is not None
    return found


def amounts(found: Move) -> dict[str, Decimal]:
    return {share.cause: share.amount for share in found.shares}


def a_week(people: SimpleNamespace) -> None:
    """天猫: 100 visitors, 10 orders of 50; then 120, 15 of 40.  抖音 sold 30, then 45.  京东 began with 80."""
    visited(people.tmall, WEEK_AGO, 100)
    visited(people.tmall, YESTERDAY, 120)
    sold(people.tmall, 4, *["50"] * 10)
    sold(people.tmall, 11, *["40"] * 15)
    sold(people.douyin, 4, "30")
    sold(people.douyin, 11, "45")
    sold(people.jd, 11, "80")


def test_sales_by_shop_and_factor(office: SimpleNamespace) -> None:
    a_week(office)
    found = why(office, "支付金额")
    assert (found.before, found.after) == (Decimal(530), Decimal(725))
    assert amounts(found) == {
        "visitors": Decimal("100.84"),
        "conversion": Decimal("123.33"),
        "order_value": Decimal("-124.17"),
        "begun": Decimal(80),
        "untold": Decimal(15),
    }
    assert sum(amounts(found).values()) == found.change
    for lines in found.cuts.values():
        assert sum(line.change for line in lines) == found.change
        for line in lines:
            assert sum(share.amount for share in line.shares) == line.change
    untold = next(line for line in found.cuts["shop"] if line.name == "抖音小店")
    assert untold.reason is not None
    assert "流量" in untold.reason.zh
    assert [line.name for line in found.cuts["platform"]] == ["tmall", "jd", "douyin"]


def test_refunds_are_a_share_of_their_own(office: SimpleNamespace) -> None:
    a_week(office)
    order(office.tmall, "back", "0", 11, 11, refunded=("33.30", 11), unit_id=office.tmall.unit_id)
    found = why(office, "净支付金额")
    assert amounts(found)["refunds"] == Decimal("-33.30")
    assert sum(amounts(found).values()) == found.change == Decimal("161.70")


def test_every_number_is_the_one_shown_elsewhere_and_adds_up(office: SimpleNamespace) -> None:
    a_week(office)
    visited(office.douyin, WEEK_AGO, 10)
    visited(office.douyin, YESTERDAY, 20)
    visited(office.jd, WEEK_AGO, 1)
    visited(office.jd, YESTERDAY, 30)
    order(office.tmall, "old", "7.77", 4, 4, refunded=("5", 4), unit_id=office.tmall.unit_id)
    order(office.tmall, "new", "3.33", 11, 11, refunded=("2.22", 11), unit_id=office.tmall.unit_id)
    for name in ("支付金额", "净支付金额", "支付订单数", "客单价", "退款率", "订单数", "进店转化率"):
        found = why(office, name)
        for shown, of in ((found.before, found.spans.before), (found.after, found.spans.after)):
            whole = over(found.definition, of)
            assert whole is not None, name
            assert shown is not None, name
            assert shown == whole.quantize(shown), name
        assert sum(share.amount for share in found.shares) == found.change, name


@pytest.mark.requirement("I2.3")
def test_a_ratio_without_a_value_says_what_is_missing(office: SimpleNamespace) -> None:
    a_week(office)
    found = why(office, "进店转化率")
    assert found.change is None
    assert found.shares == ()
    assert found.reason is not None
    assert "抖音小店" in found.reason.zh


@pytest.mark.requirement("I2.3")
def test_nothing_sold_is_no_ratio(office: SimpleNamespace) -> None:
    sold(office.tmall, 11, "40")
    found = why(office, "客单价")
    assert (found.before, found.change) == (None, None)
    assert found.reason is not None


@pytest.mark.requirement("I2.3")
def test_who_may_not_see_visitors_gets_no_split_by_them(office: SimpleNamespace) -> None:
    a_week(office)
    found = why(office, "支付金额", "zhaoning")
    assert set(amounts(found)) == {"begun", "hidden"}
    assert sum(amounts(found).values()) == found.change


@pytest.mark.requirement("I2.3")
def test_who_does_not_get_the_number_gets_no_reason_for_it(office: SimpleNamespace) -> None:
    definition = define("支付金额", YESTERDAY)
    assert definition is not None
    assert move(office.hejing, definition, spans(YESTERDAY, 1, 7)) is None


def test_statements_do_not_grow_with_shops(office: SimpleNamespace) -> None:
    a_week(office)
    with CaptureQueriesContext(connection) as few:
        why(office, "净支付金额")
    with living_at(datetime(2026, 2, 1, tzinfo=HOME)):
        for n in range(5):
            more = must(one("shop.open", SYSTEM, code=f"more{n}", name=f"店{n}", platform="pdd"))
            sold(more, 11, "10")
    with CaptureQueriesContext(connection) as many:
        why(office, "净支付金额")
    assert len(many) <= len(few)
    assert len(few) <= 20


def test_the_page_of_a_number_says_why(office: SimpleNamespace) -> None:
    a_week(office)
    user = User.objects.create(username="mengyan")
    Person.objects.filter(pk=office.mengyan.person_id).update(user=user)
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(user, backend="dianzhang.config.log_in.backend.Backend")
    page = client.get("/numbers/支付金额?against=week").content.decode()
    for told in ("为什么变了", "+100.84", "+123.33", "−124.17", "没有流量数据，拆不开", "/order?paid_from=2026-02-11"):
        assert told in page, told
    english = client.get("/numbers/支付金额?against=30", headers={"accept-language": "en"}).content.decode()
    assert "Why it moved" in english
