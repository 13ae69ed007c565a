"""A competitor's article is written down, seen by hand and by table, compared, and answered in time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.act import must, one
from dianzhang.engine.models import ClockRow, Person
from dianzhang.engine.moment import HOME, living_at
from dianzhang.marketing.competitors.comparing import comparison, market, overlooked
from dianzhang.marketing.competitors.models import MarketFigure, Rival, RivalDay

from .conftest import SEEN, WEDNESDAY

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I5.1")]
TABLE = (
    "日期\t对手价\t我们的价\t月销\t排名\t活动\t来源\n"
    "2026/3/2\t¥95\t100\t1200+\t12\t\t类目榜\n"
    "2026-3-3\t85.50元\t100\t1300+\t9\t满 200 减 30，赠杯\t类目榜\n"
)
FIGURE: dict[str, Any] = {
    "sort": "keyword", "about": "炒锅", "day": "2026-03-01", "value": "120000", "measured": "count",
    "source": "生意参谋",
}  # fmt: skip


def now(rival: Rival) -> Rival:
    return Rival.objects.get(pk=rival.pk)


def enter(people: SimpleNamespace, who: str, language: str = "zh-hans") -> Client:
    user, _made = User.objects.get_or_create(username=who)
    Person.objects.filter(pk=getattr(people, who).person_id).update(user=user)
    client = Client(headers={"accept-language": language})
    client.force_login(user, backend="dianzhang.config.log_in.backend.Backend")
    return client


def test_a_day_by_hand_and_the_same_day_again(people: SimpleNamespace, pan: Rival) -> None:
    must(one("rival.observe", people.xunuo, pan.pk, **SEEN, rating="4.8", promotion="第二件半价"))
    assert (now(pan).price_cents, now(pan).our_cents, now(pan).cheaper) == (8000, 10000, Decimal("0.2"))
    must(one("rival.observe", people.xunuo, pan.pk, **{**SEEN, "price": "102.40"}))
    assert now(pan).cheaper == Decimal("-0.024")
    (day,) = RivalDay.objects.all()
    assert (day.price_cents, day.rating, day.promotion, day.person_id) == (10240, None, "", people.xunuo.person_id)
    must(one("rival.observe", people.xunuo, pan.pk, day="2026-03-01", price="10", source="记的"))
    assert now(pan).price_cents == 10240  # an older day does not say what holds now
    must(one("rival.observe", people.xunuo, pan.pk, day="2026-03-04", price="90", source="商品页"))
    assert now(pan).cheaper is None  # ours was not looked at


def test_a_table_is_read_whole(people: SimpleNamespace, pan: Rival) -> None:
    must(one("rival.read", people.xunuo, pan.pk, text=TABLE))
    first, last = RivalDay.objects.order_by("day")
    assert (first.price_cents, first.sold, first.rank, first.promotion) == (9500, 1200, 12, "")
    assert (last.price_cents, last.promotion, last.source) == (8550, "满 200 减 30，赠杯", "类目榜")
    assert now(pan).cheaper == Decimal("0.145")


@pytest.mark.requirement("I5.2")
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("日期,来源\n2026-03-02,榜", "第 1 行：缺“对手价”这一列"),
        ("日期,对手价,来源,颜色\n2026-03-02,9,榜,红", "第 1 行“颜色”：没有这一列"),
        ("日期,对手价,价格,来源\n2026-03-02,9,9,榜", "这一列有两个"),
        ("日期,对手价,来源\n2026-03-02,9,榜\n2026-03-03,九十,榜", "第 3 行“对手价”：“九十”不行"),
        ("日期,对手价,来源\n2026-03-02,0,榜", "第 2 行“对手价”：“0”不行，须大于 0"),
        ("日期,对手价,来源\n2026-13-02,9,榜", "第 2 行“日期”：“2026-13-02”不行"),
        ("日期,对手价,来源\n2026-03-02,9,榜\n2026-03-02,8,榜", "第 3 行“日期”：2026-03-02 写了两遍"),
        ("日期,对手价,来源\n2026-03-09,9,榜", "第 2 行：2026-03-09 还没有到"),
        ("日期,对手价,来源\n2026-03-02,,榜", "第 2 行“对手价”：是空的"),
        ("日期,对手价,来源\n2026-03-02,1,234,榜", "第 2 行：比表头多出几格"),
        ("日期,对手价,来源", "只有表头"),
        ("\n \n", "一行也没有"),
    ],
)
def test_a_table_with_a_bad_cell_is_refused_whole(people: SimpleNamespace, pan: Rival, text: str, says: str) -> None:
    refused = one("rival.read", people.xunuo, pan.pk, text=text)
    assert refused.status == "refused"
    assert says in refused.why
    assert not RivalDay.objects.exists()
    assert now(pan).seen_on is None


@pytest.mark.requirement("I5.3")
def test_far_below_us_is_answered_within_a_working_day(people: SimpleNamespace, pan: Rival) -> None:
    must(one("rival.observe", people.xunuo, pan.pk, **{**SEEN, "price": "90"}))
    clocks = ClockRow.objects.filter(subject_kind="rival", subject_id=pan.pk, live=True)
    assert not clocks.exists()
    must(one("rival.observe", people.xunuo, pan.pk, **{**SEEN, "price": "89.90"}))
    (clock,) = clocks
    assert (clock.owner_post, clock.due_at) == ("ops_lead", datetime(2026, 3, 5, 10, tzinfo=HOME))
    assert not one("rival.answer", people.xunuo, pan.pk, answer="follow", note="跟").done
    must(one("rival.answer", people.mengyan, pan.pk, answer="promote", note="送杯子"))
    assert not clocks.all()
    assert now(pan).answer == "promote"


@pytest.mark.requirement("I5.4")
def test_ours_and_theirs_over_a_month(people: SimpleNamespace, pan: Rival) -> None:
    must(one("rival.read", people.xunuo, pan.pk, text=TABLE))
    given = {"title": "铁锅", "seller": "另一家", "platform": "jd"}
    other = must(one("rival.add", people.xunuo, **given))
    must(one("rival.observe", people.xunuo, other.pk, **{**SEEN, "ours": "75"}))
    unseen = must(one("rival.add", people.xunuo, title="没看过", seller="另一家", platform="jd"))
    far, near = comparison(date(2026, 3, 1), date(2026, 3, 31))
    assert (far.rival.pk, far.gap, far.cheaper) == (pan.pk, Decimal("-14.5"), Decimal("0.145"))
    assert (far.price_moved, far.rank_moved, far.lowest) == (Decimal("-9.5"), 3, Decimal("85.5"))
    assert far.promotions == ((date(2026, 3, 3), "满 200 减 30，赠杯"),)
    assert (near.gap, near.cheaper) == (Decimal(5), Decimal("-0.0667"))
    assert overlooked(date(2026, 3, 1), date(2026, 3, 31)) == [unseen]
    assert comparison(date(2026, 2, 1), date(2026, 2, 28)) == []


@pytest.mark.requirement("I5.4")
def test_figures_of_the_market(people: SimpleNamespace) -> None:
    figure = must(one("market_figure.enter", people.xunuo, **FIGURE))
    assert [row.pk for row in market(date(2026, 3, 1), date(2026, 3, 31))] == [figure.pk]
    for wrong in ({}, {"day": "2026-04-01"}, {"sort": "share", "value": "101", "measured": "percent"}):
        assert one("market_figure.enter", people.xunuo, **{**FIGURE, **wrong}).status == "refused"
    assert not one("market_figure.withdraw", people.xunuo, figure.pk, reason="抄错").done
    must(one("market_figure.withdraw", people.mengyan, figure.pk, reason="抄错"))
    assert market(date(2026, 3, 1), date(2026, 3, 31)) == []
    must(one("market_figure.enter", people.xunuo, **FIGURE))
    assert MarketFigure.objects.count() == 2


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"sku": "没有"}, "没有编码为“没有”的商品"),
        ({"link": "javascript:alert(1)"}, "http"),
        ({"title": "不粘炒锅 28cm", "seller": "某某厨具旗舰店"}, "已经在看了"),
    ],
)
def test_what_is_not_written_down(people: SimpleNamespace, pan: Rival, more: dict[str, str], says: str) -> None:
    given = {"title": "别的", "seller": "别家", "platform": "tmall", **more}
    refused = one("rival.add", people.xunuo, **given)
    assert (refused.status, says in refused.why) == ("refused", True)


@pytest.mark.requirement("I5.3")
def test_who_may_not(people: SimpleNamespace, pan: Rival) -> None:
    for code in ("zhouke", "chenmo", "hejing", "zhaoning"):
        who = getattr(people, code)
        assert not one("rival.observe", who, pan.pk, **SEEN).done
        assert not one("rival.add", who, title="a", seller="b", platform="jd").done
        assert not one("market_figure.enter", who, **FIGURE).done
        assert enter(people, code).get(f"/rival/{pan.pk}").status_code == 404
        assert enter(people, code).get("/rival").status_code == 404
    for action, given in (("observe", SEEN), ("answer", {"answer": "keep", "note": "x"}), ("drop", {"reason": "x"})):
        assert not one(f"rival.{action}", people.shenlan, pan.pk, **given).done
    assert not one("rival.drop", people.xunuo, pan.pk, reason="不看了").done
    must(one("rival.drop", people.mengyan, pan.pk, reason="下架了"))
    assert not one("rival.observe", people.xunuo, pan.pk, **SEEN).done
    must(one("rival.watch", people.mengyan, pan.pk))


def test_the_page_in_both_languages(people: SimpleNamespace, pan: Rival) -> None:
    with living_at(WEDNESDAY + timedelta(hours=1)):
        must(one("rival.read", people.xunuo, pan.pk, text=TABLE))
    page = enter(people, "shenlan").get(f"/rival/{pan.pk}").text
    for words in ("比我们低 14.5%", "满 200 减 30，赠杯", "排名升了 3 位", 'class="chart'):
        assert words in page, words
    english = enter(people, "shenlan", "en").get(f"/rival/{pan.pk}").text
    assert "14.5% below us" in english
    client = enter(people, "mengyan")
    client.get("/rival")
    with CaptureQueriesContext(connection) as asked:
        client.get("/rival")
    assert len(asked) <= 20
    assert client.get("/market_figure").status_code == 200
