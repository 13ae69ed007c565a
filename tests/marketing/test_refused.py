"""A report of another shop, platform or currency is refused and says whose it is; nothing of it counts."""

from __future__ import annotations

from datetime import date

import pytest

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Shop
from dianzhang.marketing.models import PromotionFact, TrafficFact
from tests.gateways.reports import made_up as m

from .conftest import Desk

pytestmark = pytest.mark.requirement("I1.6")
SYCM = "统计日期,卖家昵称,访客数,浏览量,跳失率\n{day},{nick},100,300,40%\n"


def shop_report(nick: str, day: str = "2026-10-01") -> str:
    return SYCM.format(nick=nick, day=day)


def test_of_another_platform(desk: Desk) -> None:
    report = desk.has(m.QIANCHUAN, "tmall-1")
    assert report.status == "failed"
    assert "在天猫" in report.problems
    assert not PromotionFact.objects.exists()


def test_of_another_of_our_shops_by_its_name(desk: Desk) -> None:
    must(one("shop.open", SYSTEM, code="tmall-2", name="青禾家居", platform="天猫"))
    report = desk.has(shop_report("青禾家居"))
    assert report.status == "failed"
    assert "青禾家居" in report.problems
    assert not TrafficFact.objects.exists()


def test_of_a_shop_that_calls_itself_otherwise_than_before(desk: Desk) -> None:
    assert desk.has(shop_report("qinghe旗舰店")).status == "taken"
    assert desk.has(shop_report("qinghe旗舰店", "2026-10-02")).status == "taken"
    strange = desk.has(shop_report("别家", "2026-10-03"))
    assert strange.status == "failed"
    assert "qinghe旗舰店" in strange.problems


def test_the_same_bytes_for_another_shop(desk: Desk) -> None:
    must(one("shop.open", SYSTEM, code="tmall-2", name="青禾家居", platform="天猫"))
    desk.has(m.WANXIANGTAI)
    refused = desk.send(m.WANXIANGTAI, "tmall-2")
    assert refused.status == "refused"
    assert "天猫旗舰店" in refused.why


def test_in_another_currency(desk: Desk) -> None:
    report = desk.has(m.GOOGLE, days=(date(2026, 10, 1), date(2026, 10, 7)))
    assert report.status == "failed"
    assert "USD" in report.problems
    Shop.objects.filter(pk=desk.tmall.pk).update(currency="USD")
    assert desk.has(m.GOOGLE, days=(date(2026, 10, 1), date(2026, 10, 7))).status == "taken"


def test_of_other_days_than_were_named(desk: Desk) -> None:
    report = desk.has(m.WANXIANGTAI, days=(date(2026, 10, 1), date(2026, 10, 1)))
    assert report.status == "failed"
    assert "不是说好的" in report.problems


def test_for_a_shop_that_there_is_not_or_with_half_of_the_days(desk: Desk) -> None:
    assert "没有代号" in desk.send(m.WANXIANGTAI, "nowhere").why
    backward = desk.send(m.WANXIANGTAI, days=(date(2026, 10, 2), date(2026, 10, 1)))
    assert "早于" in backward.why


@pytest.mark.parametrize("who", ["zhaoning", "zhouke", "chenmo", "hejing"])
def test_by_somebody_whose_business_it_is_not(desk: Desk, who: str) -> None:
    assert desk.send(m.WANXIANGTAI, who=who).status == "refused"


def test_taking_back_is_not_for_those_who_only_send(desk: Desk) -> None:
    report = desk.has(m.WANXIANGTAI)
    for who in ("xunuo", "shenlan", "linxiao"):
        assert not one("data_report.withdraw", getattr(desk.people, who), report.pk).done
    assert PromotionFact.objects.exists()


def test_nobody_makes_up_figures_by_the_action(desk: Desk) -> None:
    report = desk.has("甲,乙\n1,2\n")
    assert not one("data_report.take", SYSTEM, report.pk).done
