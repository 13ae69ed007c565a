"""What is read of help desks of Qianniu and Kuaishou, of content, and of the scores that platforms give a shop."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dianzhang.gateways.reports import FileError, open_report, scores_of
from tests.gateways.reports import made_up as m
from tests.gateways.reports.test_advertising import figures, report, why

pytestmark = pytest.mark.requirement("I1.1")


def test_help_desk_accounts_of_qianniu_and_what_came_of_them(tmp_path: Path) -> None:
    found = report(tmp_path, m.QIANNIU_AGENTS)
    assert [row.names["agent"] for row in found.rows] == ["旗舰店:周可", "旗舰店:苏禾"]
    assert figures(found, "people", "asked", "buyers", "sales") == [(55, 40, 10, 128050), (18, 10, 0, 0)]
    assert (5, "", "total") in why(found)
    assert {row.day for row in found.rows} == {date(2026, 10, 1)}


def test_the_overview_of_qianniu_tells_how_long_answers_took_and_not_again_what_came_of_them(tmp_path: Path) -> None:
    found = report(tmp_path, m.QIANNIU_SHOP)
    assert found.layout.name == "qianniu_shop"
    assert figures(found, "people", "response") == [(73, 24)]
    assert not {"asked", "buyers", "sales"} & found.rows[0].figures.keys()


def test_the_help_desk_of_kuaishou(tmp_path: Path) -> None:
    found = report(tmp_path, m.KUAISHOU)
    assert figures(found, "sessions", "response", "asked", "buyers", "sales") == [(50, 18, 30, 8, 96000)]


def test_content_by_title_with_what_is_not_told_as_no_value(tmp_path: Path) -> None:
    found = report(tmp_path, m.CONTENT)
    assert [(row.names["content_title"], row.names["form"]) for row in found.rows] == [
        ("保温杯开箱", "短视频"), ("十月一日专场", "直播"), ("怎么选杯子", "图文"),
    ]  # fmt: skip
    assert figures(found, "plays", "visitors", "sales") == [(12000, 240, 71940), (3500, 900, 420000), (800, None, None)]


def test_scores_have_one_name_each_and_a_component_that_nobody_knows_keeps_its_own(tmp_path: Path) -> None:
    found = report(tmp_path, m.STORE_SCORES)
    told = [score for row in found.rows for score in scores_of(row)]
    assert told == [
        ("综合体验分", 4620, 5000), ("描述相符", 4580, 5000), ("物流服务", 4812, 5000), ("纠纷商责率", 99200, 100_000),
    ]  # fmt: skip
    assert (4, "分数", "thousandth") in why(found)


def test_tables_of_content_and_scores_may_have_english_heads(tmp_path: Path) -> None:
    content = report(tmp_path, "Date,Title,Plays,Sales\n2026-10-01,Unboxing,1200,96.50\n")
    assert figures(content, "plays", "sales") == [(1200, 9650)]
    scores = report(tmp_path, "Date,Component,Score,Out of\n2026-10-01,Seller rating,4.9,5\n")
    assert [score for row in scores.rows for score in scores_of(row)] == [("Seller rating", 4900, 5000)]


def test_three_scores_stand_in_the_shops_day_of_sycm(tmp_path: Path) -> None:
    found = report(tmp_path, m.SYCM_SHOP_SCORED)
    assert figures(found, "visitors", "bounced") == [(2000, 827)]
    assert list(scores_of(found.rows[0])) == [("描述相符", 4810, None), ("服务态度", 4790, None)]


@pytest.mark.parametrize(
    ("said", "remedy"), [("", "去掉这一行"), ("很高", "不是数"), ("-4.8", "不能是负数"), ("48000", "不像是评分")]
)
@pytest.mark.requirement("I1.3")
def test_a_score_that_is_none_names_row_and_column(tmp_path: Path, said: str, remedy: str) -> None:
    path = m.written(tmp_path, m.STORE_SCORES.replace("4.62", said))
    with pytest.raises(FileError) as refused:
        open_report(path)
    assert "第 2 行「分数」列" in refused.value.message.zh
    assert remedy in refused.value.message.zh
