"""Taobao, Tmall and 千牛: four ages of one list, articles in a file of their own.  All rows are made up."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dianzhang.gateways.orders import LINES, PART, PAYMENT, REFUND, OrderLine, open_orders, open_tables
from tests.gateways.tables import NOW, read

from .exports import (
    QIANNIU,
    QIANNIU_ITEMS,
    TAOBAO_2016,
    TAOBAO_2018,
    TAOBAO_2019,
    TAOBAO_2022,
    TAOBAO_DETAILS,
    TAOBAO_ITEMS,
    Row,
    cells,
    saved,
    workbook,
)

pytestmark = pytest.mark.requirement("T1.1")


def listed(number: str = "2026030100017", **changed: str) -> Row:
    """An order of the list."""
    return {
        "订单编号": f'="{number}"', "买家会员名": "tb_buyer_31", "总金额": "131.00", "买家实际支付金额": "131.00",
        "订单状态": "买家已付款，等待卖家发货", "收货人姓名": "王小明",
        "收货地址": "浙江省 杭州市 西湖区 文一西路 1 号 2 幢(310000)", "联系手机": "'13800000031",
        "订单创建时间": "2026-03-01 09:58:12", "订单付款时间": "2026-03-01 09:59:40", "宝贝标题": "羽绒服，围巾",
        "宝贝总数量": "2",
    } | changed  # fmt: skip


@pytest.mark.parametrize("header", [TAOBAO_2016, TAOBAO_2018, TAOBAO_2019, TAOBAO_2022], ids=["41", "54", "61", "71"])
def test_a_list_of_any_age_in_gbk(tmp_path: Path, header: list[str]) -> None:
    file, (order,), rejects = read(saved(tmp_path / "ExportOrderList.csv", header, [listed()], "gbk"))
    assert (file.layout.name, rejects) == ("taobao_orders", [])
    assert (order.number, order.phone, order.buyer_id) == ("2026030100017", "13800000031", "tb_buyer_31")
    assert (order.province, order.city, order.district, order.address) == (
        "浙江省",
        "杭州市",
        "西湖区",
        "文一西路 1 号 2 幢",
    )
    assert (order.total_cents, order.paid_cents, order.fulfilment) == (13100, 13100, "unshipped")
    assert order.created_at == datetime(2026, 3, 1, 1, 58, 12, tzinfo=UTC)
    assert LINES not in file.carries  # the titles of several articles are run together
    assert (REFUND in file.carries) == (header is not TAOBAO_2016)


def test_what_was_paid_has_refunds_taken_off(tmp_path: Path) -> None:
    row = listed(买家实际支付金额="101.00", 退款金额="30.00", 打款商家金额="101.00元")
    _, (order,), _ = read(saved(tmp_path / "o.csv", TAOBAO_2018, [row], "gbk"))
    assert (order.paid_cents, order.refund_cents) == (13100, 3000)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("等待买家付款", "unshipped"), ("买家已付款，等待卖家发货", "unshipped"), ("买家已付款,等待卖家发货",
        "unshipped"),
        ("卖家已发货，等待买家确认", "shipped"), ("卖家已发货,等待买家确认", "shipped"), ("交易成功", "completed"),
        ("交易关闭", "closed"),
    ],
)  # fmt: skip
def test_states_with_full_and_half_width_commas(tmp_path: Path, said: str, state: str) -> None:
    _, (order,), _ = read(saved(tmp_path / "o.csv", TAOBAO_2016, [listed(订单状态=said)], "gbk"))
    assert order.fulfilment == state


def test_times_as_excel_saves_them_again_and_a_telephone_in_the_other_column(tmp_path: Path) -> None:
    row = listed(订单创建时间="2026/3/1 9:58", 订单付款时间="2026/3/1 9:59", 联系手机="", 联系电话="0571-88880000")
    _, (order,), _ = read(saved(tmp_path / "o.csv", TAOBAO_2016, [row], "gbk"))
    assert (order.created_at, order.phone) == (datetime(2026, 3, 1, 1, 58, tzinfo=UTC), "0571-88880000")


def test_masked_buyers_are_nobody_and_nothing_is_missing(tmp_path: Path) -> None:
    row = listed(
        买家会员名="t**", 收货人姓名="王**", 联系手机="138****0031", 收货地址="浙江省 杭州市 西湖区 文一西路****"
    )
    _, (order,), _ = read(saved(tmp_path / "o.csv", TAOBAO_2019, [row]))
    assert (order.buyer_id, order.buyer_name, order.receiver) == ("", "", "王**")
    assert (order.missing, order.address_complete, order.encrypted) == ((), None, True)


def test_a_receiver_in_the_clear_is_not_encrypted(tmp_path: Path) -> None:
    _, (order,), _ = read(saved(tmp_path / "o.csv", TAOBAO_2019, [listed()]))
    assert (bool(order.receiver), order.encrypted) == (True, False)


@pytest.mark.requirement("T1.4")
@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"订单编号": "1.23E+18"}, "「订单编号」写着「1.23E+18」，编号被 Excel 改成了数字"),
        ({"订单状态": "飞走了"}, "「订单状态」写着「飞走了」，不认识的状态：应为 没有创建支付宝交易"),
        ({"总金额": "一百"}, "「总金额」写着「一百」，不是金额：应写成 128.50"),
        ({"订单付款时间": "昨天"}, "「订单付款时间」写着「昨天」，不是时间：应写成 2026"),
        ({"联系手机": "1.38E+10"}, "「联系手机」写着「1.38E+10」，号码被 Excel 改成了科学计数：请重新导出"),
        ({"订单付款时间": ""}, "没有付款时间，却有实付或退款金额：请补上付款时间"),
        ({"总金额": "1000000000000000"}, "金额超过一千亿元"),
    ],
)
def test_what_is_broken_is_said_with_row_column_and_remedy(tmp_path: Path, changed: dict[str, str], why: str) -> None:
    _, orders, (reject,) = read(saved(tmp_path / "o.csv", TAOBAO_2016, [listed("1"), listed("2") | changed], "gbk"))
    assert [order.number for order in orders] == ["1"]
    assert reject.line == 3
    assert reject.reason.zh.startswith("第 3 行：")
    assert why in reject.reason.zh


def test_articles_of_the_old_and_the_new_kind(tmp_path: Path) -> None:
    old: Row = {
        "订单编号": '="17"',
        "标题": "羽绒服",
        "价格": "72.00",
        "购买数量": "1",
        "外部系统编号": "COAT",
        "商品属性": "红;M",
    }
    file, (order,), _ = read(
        saved(tmp_path / "d.csv", TAOBAO_DETAILS, [old, old | {"标题": "围巾", "商家编码": "S1"}], "gbk")
    )
    assert (file.layout.name, file.carries) == ("taobao_details", {LINES, PART})
    assert order.lines == (
        OrderLine("COAT", "羽绒服", "红;M", 1, 7200, None), OrderLine("S1", "围巾", "红;M", 1, 7200, None),
    )  # fmt: skip
    new: Row = {
        "子订单编号": "171",
        "主订单编号": "17",
        "标题": "围巾",
        "价格": "72.00",
        "购买数量": "2",
        "买家应付货款": "131.00",
    }
    file, (order,), _ = read(saved(tmp_path / "i.csv", TAOBAO_ITEMS, [new], "gbk"))
    assert (file.layout.name, order.number) == ("taobao_items", "17")
    assert order.lines == (OrderLine("", "围巾", "", 2, 7200, 13100),)


def test_a_workbook_of_qianniu_has_orders_and_articles(tmp_path: Path) -> None:
    order: Row = {
        "订单编号": "2026030100017", "总金额": "131.00", "买家实付金额": "131.00",
        "订单创建时间": "2026-03-01 09:58:12",
        "订单付款时间": "2026-03-01 09:59:40", "退款金额": "0.00",
    }  # fmt: skip
    item: Row = {
        "子订单编号": "1", "主订单编号": "2026030100017", "商品ID": "777", "商品标题": "围巾", "购买数量": "1",
        "商品价格": "131.00",
    }  # fmt: skip
    sheets = {
        "发货报表": [["运单号", "快递"]], "销售明细": cells(QIANNIU_ITEMS, item), "订单报表": cells(QIANNIU, order),
    }  # fmt: skip
    files = open_tables(workbook(tmp_path / "千牛.xlsx", sheets), now=NOW)
    assert [file.layout.name for file in files] == ["qianniu_orders", "qianniu_items"]
    assert files[0].carries == {PAYMENT, REFUND}
    assert files[0].notes[0].zh == "没有读这些工作表：「发货报表」"
    [chunk] = files[1].chunks()
    assert chunk.orders[0].lines == (OrderLine("777", "围巾", "", 1, 13100, None),)


@pytest.mark.requirement("T1.4")
def test_a_number_that_excel_has_damaged_is_flagged_and_never_guessed(tmp_path: Path) -> None:
    rows = cells(QIANNIU, {"总金额": "1.00", "买家实付金额": "1.00", "订单创建时间": "2026-03-01 09:58:12",
                           "订单付款时间": "2026-03-01 09:59:40"})  # fmt: skip
    rows[1][0] = 2.0260301000171234e18
    file = open_orders(workbook(tmp_path / "千牛.xlsx", {"Sheet1": rows}), now=NOW)
    [chunk] = file.chunks()
    assert chunk.orders == []
    assert "第 2 行：「订单编号」写着「2.02603E+18」，编号被 Excel 改成了数字" in chunk.rejects[0].reason.zh
