"""What is read of reports of traffic and of the help desk."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dianzhang.gateways.reports import open_report
from tests.gateways.reports import made_up as m
from tests.gateways.reports.test_advertising import figures, report, why

FIRST = date(2026, 10, 1)


@pytest.mark.requirement("I1.1")
@pytest.mark.requirement("I1.2")
def test_goods_of_sycm_below_their_notes(tmp_path: Path) -> None:
    found = report(tmp_path, m.SYCM_ITEMS)
    assert figures(found, "visitors", "views", "bounced") == [(1200, 2480, 750), (None, None, None)]
    assert (5, "商品详情页跳出率", "percent") in why(found)
    assert (5, "商品详情页跳出率", "reckoned") in why(found)
    assert (6, "商品访客数", "null") in why(found)


@pytest.mark.requirement("I1.1")
def test_goods_of_sycm_take_their_day_from_the_name_where_no_column_has_it(tmp_path: Path) -> None:
    lines = (
        m.SYCM_ITEMS.replace("统计时间：2026-10-01 至 2026-10-01", "")
        .replace("统计日期,", "")
        .replace("2026-10-01,", "")
    )
    path = m.written(tmp_path, lines, name="【生意参谋平台】商品_全部_2026-10-03_2026-10-03.csv")
    found = open_report(path)
    assert {row.day for row in found.rows} == {date(2026, 10, 3)}


@pytest.mark.requirement("I1.1")
def test_the_shops_day_of_sycm(tmp_path: Path) -> None:
    found = report(tmp_path, m.SYCM_SHOP)
    assert figures(found, "visitors", "views", "bounced") == [(2000, 5100, 827), (1500, 3600, 600)]
    assert found.shop == "家居旗舰店"


@pytest.mark.requirement("I1.1")
@pytest.mark.requirement("I1.2")
def test_sources_of_traffic_count_details_or_their_sum_never_both(tmp_path: Path) -> None:
    found = report(tmp_path, m.SYCM_SOURCES)
    assert [(row.names["channel"], row.names["detail"], row.figures["visitors"]) for row in found.rows] == [
        ("手淘搜索", "关键词", 800), ("手淘搜索", "图片", 250), ("我的淘宝", "汇总", 300),
    ]  # fmt: skip
    assert why(found) == [(3, "", "total")]
    assert {row.day for row in found.rows} == {FIRST}


@pytest.mark.requirement("I1.1")
@pytest.mark.requirement("I1.2")
def test_the_help_desk_of_douyin_without_the_shops_rows(tmp_path: Path) -> None:
    found = report(tmp_path, m.FEIGE)
    assert [row.names["agent"] for row in found.rows] == ["小雨", "阿强"]
    assert figures(found, "sessions", "people", "response", "first_response") == [(120, 100, 11, 8), (60, 55, 150, 60)]
    assert [(line, name) for line, column, name in why(found) if not column] == [(4, "total"), (5, "average")]


def test_hours_minutes_and_seconds_of_a_response(tmp_path: Path) -> None:
    found = report(tmp_path, m.FEIGE.replace("2分30秒", "7小时41分52秒"))
    assert figures(found, "response") == [(11,), (27712,)]
