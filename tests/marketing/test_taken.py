"""A report is taken whole; its rows become facts, what was dropped or mended stands beside it with the reason."""

from __future__ import annotations

from datetime import date

import pytest

from dianzhang.engine.models import Event
from dianzhang.marketing.models import DataReport, PromotionFact, ReportDay, ReportNote, ServiceFact, TrafficFact
from tests.gateways.reports import made_up as m

from .conftest import Desk

HELP_DESK = """日期,客服昵称,接待会话量,全天平响时长
2026-10-01,周可,40,25秒
2026-10-01,小店:苏禾,10,30秒
2026-10-01,机器人,5,1秒
"""
pytestmark = pytest.mark.requirement("I1.4")


def test_advertising_by_day_scene_and_campaign(desk: Desk) -> None:
    report = desk.has(m.WANXIANGTAI)
    assert (report.status, report.layout, report.family) == ("taken", "wanxiangtai", "promotion")
    assert (report.first_day, report.last_day, report.rows) == (date(2026, 10, 1), date(2026, 10, 2), 3)
    facts = PromotionFact.objects.order_by("day", "scene").values_list("day", "scene", "spend_cents", "clicks")
    assert list(facts) == [
        (date(2026, 10, 1), "人群推广", 6420, 160), (date(2026, 10, 1), "关键词推广", 12850, 640),
        (date(2026, 10, 2), "关键词推广", 0, 0),
    ]  # fmt: skip
    sent = Event.objects.get(kind="data_report.send")
    assert (sent.actor_id, sent.shop_id) == (desk.people.xunuo.person_id, desk.tmall.pk)


def test_dropped_rows_and_mended_cells_are_kept_with_their_reasons(desk: Desk) -> None:
    report = desk.has(m.QIANCHUAN, "dy-1")
    kept = ReportNote.objects.filter(report=report).order_by("line", "column").values_list("column", "why", "said")
    assert (report.rows, report.dropped) == (1, 1)
    assert report.mended == len(kept) - 1
    assert ("消耗(元)", "thousands", "1,250.00") in kept
    assert [why for column, why, _said in kept if not column] == ["total"]
    assert PromotionFact.objects.get().spend_cents == 125000


def test_a_help_desk_by_day_and_person(desk: Desk) -> None:
    desk.has(HELP_DESK, "dy-1")
    found = {fact.agent: fact for fact in ServiceFact.objects.all()}
    assert found["周可"].person_id == desk.people.zhouke.person_id
    assert found["小店:苏禾"].person_id == desk.people.suhe.person_id
    assert found["机器人"].person_id is None
    assert (found["周可"].sessions, found["周可"].response_seconds) == (40, 1000)


def test_traffic_by_article_with_carts(desk: Desk) -> None:
    text = "统计日期,商品ID,商品名称,商品访客数,商品浏览量,商品加购人数\n2026-10-01,600123456789,保温杯,120,300,17\n"
    report = desk.has(text)
    fact = TrafficFact.objects.get()
    assert (fact.level, fact.item, fact.visitors, fact.views, fact.carts) == ("item", "600123456789", 120, 300, 17)
    assert report.family == "traffic"


def test_what_is_no_report_leaves_its_record_with_the_reason_and_may_be_sent_again(desk: Desk) -> None:
    for _turn in range(2):
        report = desk.has("甲,乙\n1,2\n")
        assert report.status == "failed"
        assert "不是能认出来的报表" in report.problems
    assert not ReportDay.objects.exists()


def test_read_twice_it_is_in_once(desk: Desk) -> None:
    from dianzhang.marketing.taking import work

    report = desk.has(m.WANXIANGTAI)
    work({"report": report.pk})
    assert PromotionFact.objects.count() == 3
    assert DataReport.objects.get().status == "taken"
