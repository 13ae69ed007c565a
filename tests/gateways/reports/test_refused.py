"""What is wrong with a report is said with row, column and remedy; what is no report is named as what it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dianzhang.gateways.orders import open_orders
from dianzhang.gateways.reports import FileError, open_report
from tests.gateways import tables
from tests.gateways.reports import made_up as m
from tests.gateways.settlements.test_layouts import ALIPAY

DAYS = date(2026, 10, 1), date(2026, 10, 31)


def refusal(path: Path, days: tuple[date, date] | None = None) -> str:
    with pytest.raises(FileError) as caught:
        open_report(path, days=days)
    assert caught.value.message.en
    return caught.value.message.zh


BROKEN = [
    (m.WANXIANGTAI, "128.50", "一百多", ("第 2 行", "「花费」", "128.50")),
    (m.WANXIANGTAI, "64.20", "-64.20", ("第 3 行", "「花费」", "负数")),
    (m.WANXIANGTAI, "0.00,0,0", "\\N,0,0", ("第 4 行", "「花费」", "写 0")),
    (m.ZHITONGCHE, "2026-10-01,1,", "十月一日,1,", ("第 2 行", "「日期」", "2026-03-01")),
    (m.PINDUODUO, "600123456789,保温杯", "6.00123E+11,保温杯", ("第 3 行", "「商品ID」", "Excel")),
    (m.PINDUODUO, ",9000,", ",9000.5,", ("第 3 行", "「曝光量」", "整数")),
    (m.JZT, "20261001000000~20261001005959", "昨天", ("第 4 行", "「点击时间」", "日期")),
    (m.JZT_FULL, ",16,", ",十六,", ("第 3 行", "「全站订单行」", "不是数")),
    (m.QIANCHUAN, '"1,250.00",50000', '"12,50.00",50000', ("第 2 行", "「消耗(元)」", "不是数")),
    (m.QIANCHUAN_FULL, "500.00,", "5OO.00,", ("第 2 行", "「整体消耗」", "不是数")),
    (m.GOOGLE, '"40,000"', "many", ("第 4 行", "「Impr.」", "不是数")),
    (m.META, "36.40", "nan", ("第 2 行", "「Amount spent (USD)」", "不是数")),
    (m.META, "Men 25-34,2026-10-01", "Men 25-34,", ("第 3 行", "「Day」", "日期")),
    (m.FACEBOOK, "7350,1,", "7350,-1,", ("第 2 行", "「Clicks」", "负数")),
    (m.SYCM_ITEMS, "62.50%", "62.50", ("第 5 行", "「商品详情页跳出率」", "12.5%")),
    (m.SYCM_SHOP, "41.35%", "一半", ("第 5 行", "「跳失率」", "不是数")),
    (m.SYCM_SOURCES, ",300,500,", ",300,五百,", ("第 3 行", "「跳出本店人数」", "不是数")),
    (m.FEIGE, "2分30秒", "很快", ("第 3 行", "「全天平响时长」", "2分30秒")),
    (m.QIANNIU_AGENTS, ",40,12", ",四十,12", ("第 3 行", "「询单人数」", "不是数")),
    (m.QIANNIU_SHOP, ",24.00,", ",约半分钟,", ("第 2 行", "「平均响应时长（秒）」", "2分30秒")),
    (m.KUAISHOU, ",8,26.67%", ",-8,26.67%", ("第 2 行", "「支付人数」", "负数")),
    (m.CONTENT, '"12,000"', "1.2万", ("第 2 行", "「播放量」", "不是数")),
    (m.STORE_SCORES, "4.58", "优", ("第 3 行", "「分数」", "不是数")),
]


@pytest.mark.requirement("I1.3")
@pytest.mark.parametrize(("text", "good", "bad", "said"), BROKEN)
def test_a_broken_report_is_answered_with_row_column_and_remedy(
    tmp_path: Path, text: str, good: str, bad: str, said: tuple[str, ...]
) -> None:
    assert good in text
    why = refusal(m.written(tmp_path, text.replace(good, bad, 1)), DAYS if text == m.FACEBOOK else None)
    for part in (*said, "重新导出"):
        assert part in why


@pytest.mark.requirement("I1.3")
@pytest.mark.parametrize("name", m.ALL)
def test_a_report_is_refused_as_an_order_file_and_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError, match=r"报表|排行|日报|流量来源|业绩|总览|内容数据|评分表") as caught:
        open_orders(m.written(tmp_path, m.ALL[name]))
    assert "不是订单表" in caught.value.message.zh


@pytest.mark.requirement("I1.3")
@pytest.mark.parametrize("header", [tables.TMALL, tables.PLAIN])
def test_an_order_file_is_refused_as_a_report(tmp_path: Path, header: str) -> None:
    why = refusal(m.written(tmp_path, header + "\n"))
    assert "不是经营报表" in why
    assert "送订单文件" in why


@pytest.mark.requirement("I1.3")
def test_a_payout_file_is_refused_as_a_report(tmp_path: Path) -> None:
    assert "送结算文件" in refusal(m.written(tmp_path, ALIPAY))


@pytest.mark.requirement("I1.3")
def test_a_report_without_days_asks_for_them(tmp_path: Path) -> None:
    assert "从哪天到哪天" in refusal(m.written(tmp_path, m.FACEBOOK))


@pytest.mark.requirement("I1.3")
def test_a_report_of_other_days_is_refused(tmp_path: Path) -> None:
    why = refusal(m.written(tmp_path, m.WANXIANGTAI), (date(2026, 9, 1), date(2026, 9, 30)))
    assert "2026-10-01 到 2026-10-02" in why


@pytest.mark.requirement("I1.3")
def test_a_lacking_column_is_named(tmp_path: Path) -> None:
    why = refusal(m.written(tmp_path, m.WANXIANGTAI.replace("点击量", "点了几次")))
    assert "万相台推广报表" in why
    assert "点击量" in why


def test_two_currencies_are_not_added(tmp_path: Path) -> None:
    assert "几种货币" in refusal(m.written(tmp_path, m.GOOGLE.replace("Generic,USD", "Generic,EUR")))


def test_two_shops_are_not_one(tmp_path: Path) -> None:
    assert "几家店铺" in refusal(m.written(tmp_path, m.SYCM_SHOP.replace("2026-10-02,家居旗舰店", "2026-10-02,别家")))


def test_nothing_below_the_header(tmp_path: Path) -> None:
    assert "没有数据行" in refusal(m.written(tmp_path, m.WANXIANGTAI.splitlines()[0] + "\n"))


@pytest.mark.requirement("I1.2")
def test_a_row_twice_counts_once_and_is_noted(tmp_path: Path) -> None:
    twice = m.ZHITONGCHE + m.ZHITONGCHE.splitlines()[1] + "\n"
    found = open_report(m.written(tmp_path, twice))
    assert len(found.rows) == 2
    assert (4, "", "repeated") in [(note.line, note.column, note.why) for note in found.notes]
