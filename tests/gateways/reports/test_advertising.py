"""What is read of reports of advertising, with the particulars of each platform."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dianzhang.gateways.reports import Report, open_report
from tests.gateways.reports import made_up as m

OCTOBER = date(2026, 10, 1), date(2026, 10, 31)


def report(tmp_path: Path, text: str, encoding: str = "utf-8-sig", **more: Any) -> Report:
    return open_report(m.written(tmp_path, text, encoding), **more)


def figures(found: Report, *names: str) -> list[tuple[int | None, ...]]:
    return [tuple(row.figures.get(name) for name in names) for row in found.rows]


def why(found: Report) -> list[tuple[int, str, str]]:
    return [(note.line, note.column, note.why) for note in found.notes]


@pytest.mark.requirement("I1.1")
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_wanxiangtai_by_scene_with_its_sign_for_nothing(tmp_path: Path, encoding: str) -> None:
    found = report(tmp_path, m.WANXIANGTAI, encoding)
    assert [row.names["scene"] for row in found.rows] == ["关键词推广", "人群推广", "关键词推广"]
    assert figures(found, "spend", "shown", "clicks", "orders", "sales") == [
        (12850, 12800, 640, 9, 90000), (6420, 8000, 160, 3, 30000), (0, 0, 0, None, None),
    ]  # fmt: skip
    assert (found.first, found.last, found.currency) == (date(2026, 10, 1), date(2026, 10, 2), "CNY")
    assert why(found) == [(2, "展现量", "thousands"), (4, "总成交笔数", "null"), (4, "总成交金额", "null")]


@pytest.mark.requirement("I1.1")
def test_zhitongche_is_one_scene_by_plan(tmp_path: Path) -> None:
    found = report(tmp_path, m.ZHITONGCHE)
    assert [(row.names["scene"], row.names["campaign"]) for row in found.rows] == [
        ("直通车", "保温杯主推"), ("直通车", "新品测款"),
    ]  # fmt: skip
    assert figures(found, "spend", "clicks") == [(7500, 250), (0, None)]


@pytest.mark.requirement("I1.1")
@pytest.mark.requirement("I1.2")
def test_pinduoduo_below_its_title_and_without_its_last_row(tmp_path: Path) -> None:
    found = report(tmp_path, m.PINDUODUO)
    assert figures(found, "spend", "shown", "clicks") == [(8000, 9000, 450), (4000, 4000, 200)]
    assert found.rows[0].names["item"] == "600123456789"
    assert why(found) == [(5, "", "total")]


@pytest.mark.requirement("I1.1")
def test_jd_finds_its_header_and_the_hours_of_a_day(tmp_path: Path) -> None:
    full, hours = report(tmp_path, m.JZT_FULL), report(tmp_path, m.JZT)
    assert figures(full, "spend", "orders") == [(20000, 16), (10000, 7)]
    assert figures(hours, "spend", "clicks") == [(1000, 30), (1250, 25)]
    assert {row.day for row in hours.rows} == {date(2026, 10, 1)}
    assert why(full) == [(5, "", "total")]
    assert why(hours) == [(6, "", "total")]


@pytest.mark.requirement("I1.1")
def test_qianchuan_standard_and_full_domain_are_two_layouts(tmp_path: Path) -> None:
    standard, full = report(tmp_path, m.QIANCHUAN), report(tmp_path, m.QIANCHUAN_FULL)
    assert figures(standard, "spend", "sales") == [(125000, 320000)]
    assert figures(full, "spend", "sales") == [(50000, 200000), (30000, None)]
    assert [row.names["scene"] for row in (*standard.rows, *full.rows)] == [
        "千川标准推广", "千川全域推广", "千川全域推广",
    ]  # fmt: skip


@pytest.mark.requirement("I1.1")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_google_below_its_title_and_range(tmp_path: Path, encoding: str) -> None:
    found = report(tmp_path, m.GOOGLE, encoding)
    assert (found.first, found.last, found.currency) == (date(2026, 10, 1), date(2026, 10, 7), "USD")
    assert figures(found, "spend", "shown", "clicks", "conversions") == [
        (12050, 40000, 800, 12),
        (8000, 10000, 0, None),
    ]
    assert (6, "", "total") in why(found)


@pytest.mark.requirement("I1.1")
def test_meta_says_its_currency_in_the_header_and_sums_in_a_nameless_row(tmp_path: Path) -> None:
    found = report(tmp_path, m.META)
    assert found.currency == "USD"
    assert figures(found, "spend", "clicks", "conversions") == [(3640, 120, 6), (2000, 60, 2)]
    assert why(found) == [(4, "", "total")]


@pytest.mark.requirement("I1.1")
@pytest.mark.requirement("I1.2")
def test_facebook_names_no_day_and_rounds_what_is_finer_than_a_cent(tmp_path: Path) -> None:
    found = report(tmp_path, m.FACEBOOK, days=OCTOBER)
    assert figures(found, "spend", "clicks", "conversions", "orders") == [(143, 1, 2, 1), (0, 0, 1, 0), (550, 4, 3, 2)]
    assert (found.rows[0].first, found.rows[0].day, found.currency) == (*OCTOBER, "")
    assert why(found) == [(2, "Spent", "rounded")]
