"""JD, Pinduoduo, Douyin, Xiaohongshu, Kuaishou, WeChat, Youzan: the habits of each.  All rows are made up."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dianzhang.gateways.orders import LINES, OrderLine, RejectsWriter
from tests.gateways.tables import read

from .exports import DOUYIN, JD_2017, KUAISHOU, PDD, WEIXIN, XIAOHONGSHU, YOUZAN, Row, saved

pytestmark = pytest.mark.requirement("T1.1")


def jd(sku: str = "COAT", **changed: str) -> Row:
    return {
        "订单号": "118000000017", "商品ID": "100", "商品名称": "羽绒服", "订购数量": "1",
        "下单时间": "2026-03-01 09:58:12",
        "京东价": "199.00", "订单金额": "258.00", "应付金额": "238.00", "订单状态": "等待出库", "下单帐号": "jd_31",
        "客户姓名": "王小明", "客户地址": "浙江杭州市西湖区文一西路1号", "联系电话": "13800000031", "付款确认时间":
        "2026-03-01 09:59:40", "商家SKUID": sku, "商家备注": "先打电话，\n再发货",
    } | changed  # fmt: skip


def test_jd_repeats_the_order_s_amount_on_every_article(tmp_path: Path) -> None:
    rows = [jd(), jd("SCARF", 商品名称="围巾", 京东价="59.00", 商家备注="")]
    _, (order,), rejects = read(saved(tmp_path / "jd.csv", JD_2017, rows, "gb2312"))
    assert rejects == []
    assert (order.total_cents, order.paid_cents) == (23800, 23800)
    assert [line.sku for line in order.lines] == ["COAT", "SCARF"]
    assert (order.province, order.city, order.district, order.address) == ("浙江", "杭州市", "西湖区", "文一西路1号")


@pytest.mark.parametrize(
    ("said", "state"),
    [("等待出库", "unshipped"), ("(删除)等待出库", "closed"), ("（删除）等待出库", "closed"), ("完成", "completed"),
     ("等待确认收货", "shipped"), ("(锁定)等待出库", "unshipped")],
)  # fmt: skip
def test_jd_states(tmp_path: Path, said: str, state: str) -> None:
    _, (order,), _ = read(saved(tmp_path / "jd.csv", JD_2017, [jd(订单状态=said)], "gb18030"))
    assert order.fulfilment == state


@pytest.mark.requirement("T1.4")
def test_jd_rows_that_disagree_on_the_total(tmp_path: Path) -> None:
    _, orders, rejects = read(saved(tmp_path / "jd.csv", JD_2017, [jd(), jd("SCARF", 应付金额="1.00")], "gb18030"))
    assert orders == []
    assert "的「应付金额」写着「1.00」，同一订单上面写着「238.00」：请改成一致" in rejects[0].reason.zh


def pdd(**changed: str) -> Row:
    return {
        "订单成交时间": "2026-03-01 09:59:40\t", "商品": "围巾", "订单号": "260301-123456789012345\t",
        "订单状态": "待发货", "用户实付金额(元)": "1,059.00", "商家实收金额(元)": "1,064.00", "商品数量(件)": "2",
        "商品规格": "红", "商家编码-规格维度": "SCARF", "售后状态": "无售后或售后取消",
    } | changed  # fmt: skip


def test_pinduoduo_with_any_columns(tmp_path: Path) -> None:
    header = [name for name in PDD if name not in ("商品总价(元)", "商家备注", "快递公司", "商品id")]
    _, (order,), _ = read(saved(tmp_path / "pdd.csv", header, [pdd()]))
    assert (order.number, order.total_cents, order.paid_cents) == ("260301-123456789012345", 105900, 105900)
    assert order.lines == (OrderLine("SCARF", "围巾", "红", 2, None, 106400),)
    older = ["商家编码-SKU维度" if name == "商家编码-规格维度" else name for name in PDD]
    row = {("商家编码-SKU维度" if k == "商家编码-规格维度" else k): v for k, v in pdd().items()}
    _, (again,), _ = read(saved(tmp_path / "older.csv", older, [row]))
    assert again.lines == order.lines


def test_a_blank_time_is_dated_by_the_number(tmp_path: Path) -> None:
    _, (order,), _ = read(saved(tmp_path / "pdd.csv", PDD, [pdd(订单成交时间="", 订单状态="已取消")]))
    assert order.created_at == datetime(2026, 2, 28, 16, tzinfo=UTC)  # midnight in Shanghai
    assert (order.paid_at, order.fulfilment) == (None, "closed")


@pytest.mark.requirement("T1.4")
def test_a_blank_time_and_a_number_without_a_day(tmp_path: Path) -> None:
    _, orders, (reject,) = read(
        saved(tmp_path / "pdd.csv", PDD, [pdd(订单成交时间="", 订单号="17", 订单状态="已取消")])
    )
    assert orders == []
    assert "第 2 行：「订单成交时间」写着「」，不是时间" in reject.reason.zh


@pytest.mark.parametrize(
    ("said", "state", "refund"),
    [("待发货", "unshipped", 0), ("已发货，待签收", "shipped", 0), ("已签收", "delivered", 0),
     ("已收货", "completed", 0), ("已签收，退款成功", "completed", 105900),
     ("未发货，退款成功", "closed", 105900), ("已发货，退款成功", "closed", 105900)],
)  # fmt: skip
def test_pinduoduo_states_say_what_was_given_back(tmp_path: Path, said: str, state: str, refund: int) -> None:
    _, (order,), _ = read(saved(tmp_path / "pdd.csv", PDD, [pdd(订单状态=said)]))
    assert (order.fulfilment, order.refund_cents) == (state, refund)


def douyin(sub: str, amount: str = "59.00", **changed: str) -> Row:
    return {
        "主订单编号": "\t6917000000000000017", "子订单编号": f"\t{sub}", "选购商品": "围巾", "商品数量": "1",
        "商家编码": "SCARF", "商品单价": amount, "订单应付金额": amount, "收件人": "##abc##", "收件人手机号": "$$xyz$$",
        "省": "浙江省", "市": "杭州市", "区": "西湖区", "详细地址": "##street##", "买家留言": "-",
        "订单提交时间": "2026-03-01 09:58:12", "支付完成时间": "2026-03-01 09:59:40", "订单状态": "待发货",
        "承诺发货时间": "2026-03-03 09:59:40", "售后状态": "-",
    } | changed  # fmt: skip


def test_douyin_sub_orders_make_an_order(tmp_path: Path) -> None:
    rows = [
        douyin("1", "1,059.00", 收件人="##other##", 承诺发货时间="2026-03-02 09:59:40"), douyin("2"),
        douyin("3", "0.00", 选购商品="赠品", 商家编码="-", 买家留言="快点"),
    ]  # fmt: skip
    _, (order,), rejects = read(saved(tmp_path / "1772330000_orders.csv", DOUYIN, rows, "utf-8"))
    assert rejects == []
    assert (order.number, order.total_cents, order.paid_cents) == ("6917000000000000017", 111800, 111800)
    assert [(line.title, line.sku, line.unit_price_cents) for line in order.lines] == [
        ("围巾", "SCARF", 105900), ("围巾", "SCARF", 5900), ("赠品", "", 0),
    ]  # fmt: skip
    assert (order.receiver, order.phone, order.address, order.missing) == ("", "", "", ())
    assert (order.address_complete, order.remark) == (None, "快点")
    assert order.promised_ship_at == datetime(2026, 3, 2, 1, 59, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changed", "encrypted"),
    [
        ({}, True), ({"收件人手机号": "13800000031", "详细地址": "文一西路 1 号"}, True),  # the name alone
        ({"收件人": "王小明", "收件人手机号": "13800000031", "详细地址": "文一西路 1 号"}, False),
        ({"收件人": "王**", "收件人手机号": "138****0031", "详细地址": "文一西路****"}, True),
        ({"收件人": "", "收件人手机号": "", "详细地址": ""}, False),  # nothing there is not hidden
    ],
)  # fmt: skip
def test_douyin_says_whether_the_receiver_is_encrypted(
    tmp_path: Path, changed: dict[str, str], encrypted: bool
) -> None:
    _, (order,), _ = read(saved(tmp_path / "1772330000_orders.csv", DOUYIN, [douyin("1", **changed)], "utf-8"))
    assert order.encrypted is encrypted


def test_douyin_the_sub_order_furthest_behind_counts(tmp_path: Path) -> None:
    def state(*said: str) -> tuple[str | None, int]:
        rows = [
            douyin(str(n), 订单状态=word, 售后状态="退款成功" if word == "已关闭" else "-")
            for n, word in enumerate(said)
        ]
        _, (order,), _ = read(saved(tmp_path / "d.csv", DOUYIN, rows))
        return order.fulfilment, order.refund_cents

    assert state("已发货", "待发货") == ("unshipped", 0)
    assert state("已发货", "已关闭") == ("shipped", 5900)
    assert state("已关闭", "已关闭") == ("closed", 11800)


def test_the_time_of_export_stands_in_the_name(tmp_path: Path) -> None:
    file, _, _ = read(saved(tmp_path / "1772330000_orders.csv", DOUYIN, [douyin("1")]))
    assert file.exported_at == datetime.fromtimestamp(1772330000, UTC)
    assert read(saved(tmp_path / "orders.csv", DOUYIN, [douyin("1")]))[0].exported_at is None


@pytest.mark.requirement("T1.4")
def test_douyin_an_amount_that_is_none(tmp_path: Path) -> None:
    _, orders, rejects = read(saved(tmp_path / "d.csv", DOUYIN, [douyin("1"), douyin("2", "免费")]))
    assert orders == []
    assert [r.reason.zh[:33] for r in rejects] == [
        "第 2 行：同一订单的第 3 行有问题，整单一起退回", "第 3 行：「订单应付金额」写着「免费」，不是金额：应写成 128",
    ]  # fmt: skip


def test_xiaohongshu_drops_identity_cards_even_from_what_comes_back(tmp_path: Path) -> None:
    row: Row = {
        "订单号": "P700017", "订单状态": "待发货", "收件人姓名": "王小明", "收件人电话": "13800000031", "省": "浙江省",
        "市": "杭州市", "区": "西湖区", "收件人地址": "文一西路 1 号", "SKU名称": "围巾", "SKU件数": "1",
        "条形码": "S1",
        "用户应付金额(元)": "59.00", "商家应收金额(元)（支付金额）": "64.00", "支付时间": "2026-03-01 09:59:40",
        "订购人身份证号/ID Number": "CARD-OF-BUYER", "收件人身份证号": "CARD-OF-RECEIVER",
        "订购人身份证姓名/ID Name": "NAME-ON-CARD", "订单创建时间": "2026-03-01 09:58:12",
    }  # fmt: skip
    rows = [row, row | {"订单号": "P700018", "用户应付金额(元)": "很多"}]
    file, (order,), rejects = read(saved(tmp_path / "xhs.csv", XIAOHONGSHU, rows))
    assert order.lines == (OrderLine("S1", "围巾", "", 1, None, 6400),)
    assert order.address_complete
    assert "很多" in rejects[0].reason.zh
    with RejectsWriter(tmp_path / "back.csv", file.header) as writer:
        writer.write(rejects)
    back = (tmp_path / "back.csv").read_text("utf-8-sig")
    assert "王小明" in back
    assert "CARD" not in back
    assert "CARD" not in repr(order)


def test_kuaishou_wechat_and_youzan(tmp_path: Path) -> None:
    kuaishou: Row = {
        "订单号": "K17", "订单创建时间": "2026-03-01 09:58:12", "订单支付时间": "2026-03-01 09:59:40",
        "订单状态": "已发货",
        "实付款": "￥59.00", "成交数量": "1", "商品名称": "围巾", "商品ID": "9", "收货地址-省": "浙江省",
        "收货人姓名": "王*",
    }  # fmt: skip
    _, (order,), _ = read(saved(tmp_path / "k.csv", KUAISHOU, [kuaishou]))
    assert (order.total_cents, order.fulfilment, order.lines[0].sku) == (5900, "shipped", "9")
    weixin: Row = {
        "订单号": "W17", "订单下单时间": "2026-03-01 09:58:12", "支付时间": "2026-03-01 09:59:40", "订单状态": "待发货",
        "订单实际支付金额": "118.00", "商品名称": "围巾", "商品数量": "1", "商品编码(自定义)": "S1",
        "商品已退款金额": "9.00",
    }  # fmt: skip
    _, (order,), _ = read(saved(tmp_path / "w.csv", WEIXIN, [weixin, weixin | {"订单实际支付金额": ""}]))
    assert (order.total_cents, order.refund_cents, len(order.lines)) == (11800, 1800, 2)
    youzan: Row = {
        "订单号": "E17", "买家付款时间": "2026-03-01 09:59:40", "全部商品名称": "围巾,帽子", "订单实付金额": "59.00",
        "订单状态": "待发货",
    }  # fmt: skip
    file, (order,), _ = read(saved(tmp_path / "y.csv", YOUZAN, [youzan]))
    assert (order.created_at, LINES in file.carries) == (order.paid_at, False)
