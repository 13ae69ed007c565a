"""Payout files of platforms, as they export them, and what is wrong with those that are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from dianzhang.gateways.settlements import FileError, Line, open_payouts
from dianzhang.gateways.settlements.layout import own_layout

ALIPAY = """#支付宝账务明细查询
#账号：[20880000000000000156]
#起始日期：[2026年10月01日 00:00:00]   终止日期：[2026年11月01日 00:00:00]
#---------账务明细列表--------
账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注
9001\t,b1\t,T200P2345678901234567890\t,保温杯,2026-10-12 10:00:00,a***@b.com,120.00,,1000.00,\
支付宝,交易付款,
9002\t,b2\t,\t,,2026-10-12 10:00:01,,,-6.00,994.00,支付宝,其它,天猫佣金（类目）{2345678901234567890}
9003\t,b3\t,T200P2345678901234567890\t,,2026-10-12 10:00:02,,,-1.20,992.80,支付宝,保险,退货运费险保费
9004\t,b4\t,\t,,2026-10-13 09:00:00,,,-500.00,492.80,支付宝,提现,提现
#---------账务明细列表结束--------
#支出合计：3笔，共-507.20元
"""
JD = """名称：结算单明细
订单编号,父单号,订单状态,订单下单时间,订单完成时间,售后服务单号,售后退款时间,商品编号,商品名称,商品数量,扣点类型,\
佣金比例,费用名称,应结金额,币种,收支方向,结算状态,预计结算时间,账单生成时间,到账时间,商户订单号,资金动账备注
J1,,完成,2026-10-10 14:41:34,,,,1,杯,1,基础扣点,0.05,货款,120.00,CNY,收入,已结算,,20261012,2026-10-13 12:08:53,m1,
J1,,完成,2026-10-10 14:41:34,,,,1,杯,1,基础扣点,0.05,佣金,-6.00,CNY,支出,已结算,,20261012,2026-10-13 12:08:53,m1,
J1,,完成,2026-10-10 14:41:34,,,,1,杯,1,基础扣点,0.05,\
运费保险服务费,1.20,CNY,支出,已结算,,20261012,2026-10-13 12:08:53,m1,
J2,,完成,2026-10-10 14:41:34,,,,1,杯,1,基础扣点,0.05,货款,80.00,CNY,收入,待结算,,,,,
"""
PDD = """商户订单号,发生时间,收入金额（+元）,支出金额（-元）,账务类型,备注,业务描述
261012-1,2026-10-12 10:00:00,100.00,0.00,交易收入,,0010001|交易收入-订单收入
261012-1,2026-10-12 10:00:00,20.00,0.00,优惠券结算,,0010002|交易收入-优惠券结算
261012-1,2026-10-12 10:00:00,0.00,-0.72,技术服务费,,0040001|技术服务费
261012-1,2026-10-14 10:00:00,0.00,-30.00,退款,,0020001|退款-订单退款
"""
DOUYIN = """动账时间,动帐流水号,动账方向,动账金额,动账账户,动账场景,计费类型,\
子订单号,订单号,售后编号,订单实付应结,运费实付,实际平台补贴,订单退款,平台服务费,佣金,备注
2026-10-12 10:00:00,'AS1_IN,入账,112.00,聚合账户,货款结算入账,,'6901,'6900,,110.00,5.00,10.00,0,-6.00,-7.00,
2026-10-13 10:00:00,'AS2_OUT,出账,0.40,聚合账户,退换货运费险,,,'6900,,,,,,,,保费扣除
"""


def lines(tmp_path: Path, text: str, encoding: str = "gb18030") -> list[Line]:
    """All lines of a file; nothing in it may be unreadable."""
    path = tmp_path / "结算.csv"
    path.write_bytes(text.encode(encoding))
    chunks = list(open_payouts(path).chunks())
    assert [problem for chunk in chunks for problem in chunk.problems] == []
    return [line for chunk in chunks for line in chunk.lines]


def said(found: list[Line]) -> list[tuple[str, str, int]]:
    return [(line.number, line.kind, line.cents) for line in found]


@pytest.mark.requirement("T9.1")
def test_alipay(tmp_path: Path) -> None:
    assert said(lines(tmp_path, ALIPAY)) == [
        ("2345678901234567890", "goods", 12000), ("2345678901234567890", "commission", -600),
        ("2345678901234567890", "insurance", -120), ("", "other", -50000),
    ]  # fmt: skip


@pytest.mark.requirement("T9.1")
def test_jd_takes_what_was_settled(tmp_path: Path) -> None:
    path = tmp_path / "京东.csv"
    path.write_bytes(JD.encode("gb18030"))
    (chunk,) = open_payouts(path).chunks()
    assert said(chunk.lines) == [("J1", "goods", 12000), ("J1", "commission", -600), ("J1", "insurance", -120)]
    assert chunk.waiting == 1


@pytest.mark.requirement("T9.1")
def test_pinduoduo(tmp_path: Path) -> None:
    assert said(lines(tmp_path, PDD, "utf-8-sig")) == [
        ("261012-1", "goods", 10000), ("261012-1", "subsidy", 2000), ("261012-1", "fee", -72),
        ("261012-1", "refund", -3000),
    ]  # fmt: skip


@pytest.mark.requirement("T9.1")
def test_douyin_has_several_kinds_in_a_row(tmp_path: Path) -> None:
    assert said(lines(tmp_path, DOUYIN, "utf-8")) == [
        ("6900", "goods", 11000), ("6900", "freight", 500), ("6900", "subsidy", 1000), ("6900", "fee", -600),
        ("6900", "commission", -700), ("6900", "insurance", -40),
    ]  # fmt: skip


def test_charges_printed_without_their_sign_come_to_the_same(tmp_path: Path) -> None:
    turned = DOUYIN.replace("-6.00,-7.00", "6.00,7.00")
    assert sum(line.cents for line in lines(tmp_path, turned, "utf-8")) == 11200 - 40


def test_columns_that_do_not_add_up_leave_the_rest_as_other(tmp_path: Path) -> None:
    found = lines(tmp_path, DOUYIN.replace("入账,112.00", "入账,113.00"), "utf-8")
    assert ("6900", "other", 100) in said(found)


def test_the_same_row_twice_is_two_movements_and_the_same_when_told_again(tmp_path: Path) -> None:
    twice = PDD + PDD.splitlines()[1] + "\n"
    first, again = lines(tmp_path, twice, "utf-8"), lines(tmp_path, twice, "utf-8")
    assert [one.key for one in first] == [one.key for one in again]
    assert len({one.key for one in first}) == 5


@pytest.mark.requirement("T9.1")
def test_another_table_through_what_a_person_said(tmp_path: Path) -> None:
    path = tmp_path / "别的.csv"
    path.write_text("单,到账日,款,元\nK1,2026-10-12,货款,88.00\nK1,2026-10-12,平台佣金,-4.40\n", encoding="utf-8")
    with pytest.raises(FileError, match="别的表先对一次列"):
        open_payouts(path)
    own = own_layout("快手", {"number": "单", "at": "到账日", "words": "款", "amount": "元"})
    (chunk,) = open_payouts(path, own=[own]).chunks()
    assert said(chunk.lines) == [("K1", "goods", 8800), ("K1", "commission", -440)]


@pytest.mark.parametrize(
    ("cell", "why"),
    [("12.345", "只能精确到分"), ("一百", "不是金额"), ("9999999999999.00", "超过一千亿元"), ("1E+3", "不是金额")],
)
def test_an_amount_that_is_none_comes_back_with_column_and_reason(tmp_path: Path, cell: str, why: str) -> None:
    path = tmp_path / "拼多多.csv"
    path.write_text(PDD.replace("100.00", cell, 1), encoding="utf-8")
    (chunk,) = open_payouts(path).chunks()
    (problem,) = chunk.problems
    assert (problem.line, "收入金额" in problem.why.zh, why in problem.why.zh) == (2, True, True)
    assert len(chunk.lines) == 3


@pytest.mark.requirement("T9.1")
@pytest.mark.parametrize(
    ("text", "written", "instead", "line", "column", "remedy"),
    [
        (ALIPAY, "120.00", "1000000000000000", 6, "收入金额", "一千亿"),
        (ALIPAY, "2026-10-12 10:00:00", "昨天", 6, "发生时间", "应写成"),
        (JD, "120.00", "1000000000000000", 3, "应结金额", "一千亿"),
        (JD, "2026-10-13 12:08:53", "昨天", 3, "到账时间", "应写成"),
        (JD, "J1,", "3.52E+15,", 3, "订单编号", "重新导出"),
        (PDD, "2026-10-12 10:00:00", "10 月", 2, "发生时间", "应写成"),
        (DOUYIN, "112.00", "1000000000000000", 2, "动账金额", "一千亿"),
        (DOUYIN, "110.00", "很多", 2, "订单实付应结", "应写成"),
        (DOUYIN, "入账,112.00", "左右,112.00", 2, "动账方向", "应为"),
    ],
)
def test_what_is_broken_in_a_platform_s_file_is_said_with_row_column_and_remedy(
    tmp_path: Path, text: str, written: str, instead: str, line: int, column: str, remedy: str
) -> None:
    path = tmp_path / "结算.xlsx"  # the suffix lies
    assert written in text
    path.write_bytes(text.replace(written, instead, 1).encode("gb18030"))
    (chunk,) = open_payouts(path).chunks()
    (problem,) = chunk.problems
    assert (problem.line, column in problem.why.zh, remedy in problem.why.zh) == (line, True, True), problem.why.zh


def test_a_number_that_excel_destroyed_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "京东.csv"
    path.write_text(JD.replace("J1,", "3.52E+15,", 1), encoding="utf-8")
    (chunk,) = open_payouts(path).chunks()
    assert "末几位已经丢失" in chunk.problems[0].why.zh


def test_a_file_without_a_transaction_number_in_a_row(tmp_path: Path) -> None:
    path = tmp_path / "支付宝.csv"
    path.write_text(ALIPAY.replace("9002\t", ""), encoding="utf-8")
    (chunk,) = open_payouts(path).chunks()
    assert "没有流水号" in chunk.problems[0].why.zh


@pytest.mark.parametrize(
    "text", ["", "计划名称,花费,展现量,点击量\n甲,1,2,3\n", "商户订单号,发生时间\n1,2026-10-12 10:00:00\n"]
)
def test_what_is_no_payout_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "推广.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError):
        open_payouts(path)
