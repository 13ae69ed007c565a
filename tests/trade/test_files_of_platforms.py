"""Platforms' own files into orders: articles from a second file, what people did, stale files, two shops."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dianzhang.engine import jobs
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event, Person
from dianzhang.engine.moment import living_at
from dianzhang.gateways.orders import open_orders
from dianzhang.trade import uploads
from dianzhang.trade.intake import Intake
from dianzhang.trade.models import Order, OrderLine, OrderUpload
from tests.gateways.orders.exports import DOUYIN, TAOBAO_2019, TAOBAO_DETAILS, Row, saved, text
from tests.gateways.orders.test_platforms_of_china import douyin
from tests.trade.desk import MONDAY, Desk, kinds, row, table

LIST: Row = {
    "订单编号": "17", "买家会员名": "tb_31", "总金额": "131.00", "买家实际支付金额": "131.00",
    "订单状态": "买家已付款，等待卖家发货", "收货人姓名": "王小明", "收货地址": "浙江省 杭州市 西湖区 文一西路 1 号",
    "联系手机": "13800000031", "订单创建时间": "2026-10-12 08:58:12", "订单付款时间": "2026-10-12 08:59:40",
}  # fmt: skip
COAT: Row = {"订单编号": "17", "标题": "羽绒服", "价格": "72.00", "购买数量": "1", "商家编码": "COAT"}
SCARF: Row = COAT | {"标题": "围巾", "价格": "59.00", "商家编码": "SCARF"}
STRANGE: Row = COAT | {"订单编号": "18"}


def figures(report: object) -> tuple[int, ...]:
    return tuple(getattr(report, name) for name in ("taken", "updated", "unchanged", "rejected"))


def articles() -> list[tuple[str, int]]:
    return list(OrderLine.objects.order_by("order__number", "number").values_list("sku_code", "quantity"))


@pytest.mark.requirement("T1.1")
def test_articles_join_their_orders_and_those_of_unknown_orders_come_back(desk: Desk, tmp_path: Path) -> None:
    orders = saved(tmp_path / "list.csv", TAOBAO_2019, [LIST], "gbk")
    details = saved(tmp_path / "details.csv", TAOBAO_DETAILS, [COAT, SCARF, STRANGE], "gbk")
    assert figures(desk.take(details)) == (0, 0, 0, 3)
    assert figures(desk.take(orders, MONDAY + timedelta(minutes=1))) == (1, 0, 0, 0)
    report = desk.take(details, MONDAY + timedelta(minutes=2))
    assert figures(report) == (0, 1, 0, 1)
    assert "店铺里还没有这个订单，这份表只有商品：请先送同一时期的订单报表" in report.rejects_file.read_text(
        "utf-8-sig"
    )
    assert articles() == [("COAT", 1), ("SCARF", 1)]
    order = Order.objects.get()
    assert (order.quantity, order.total_cents, order.payment) == (2, 13100, "paid")
    assert kinds(order) == ["order.enter", "order.pay", "order.update"]
    assert figures(desk.take(details, MONDAY + timedelta(minutes=3))) == (0, 0, 1, 1)
    assert figures(desk.take(orders, MONDAY + timedelta(minutes=4))) == (0, 0, 1, 0)
    assert articles() == [("COAT", 1), ("SCARF", 1)]


def test_articles_of_many_orders_in_few_statements(
    desk: Desk, tmp_path: Path, django_assert_max_num_queries: object
) -> None:
    numbers = [str(n) for n in range(100, 250)]
    desk.take(saved(tmp_path / "list.csv", TAOBAO_2019, [LIST | {"订单编号": n} for n in numbers]))
    details = saved(tmp_path / "details.csv", TAOBAO_DETAILS, [COAT | {"订单编号": n} for n in numbers])
    desk.take(details, MONDAY + timedelta(minutes=1))
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        assert figures(desk.take(details, MONDAY + timedelta(minutes=2))) == (0, 0, 150, 0)


@pytest.mark.requirement("T1.3")
def test_a_later_file_tells_the_platform_s_and_never_undoes_what_people_did(desk: Desk, tmp_path: Path) -> None:
    desk.take(table(tmp_path / "o.csv", [row()]))
    order = Order.objects.get()
    must(desk.does(desk.people.zhaoning, "order.approve", 5, order))
    approved = Order.objects.get()
    later = [row(订单总额="130.00", 实付金额="130.00")]
    assert figures(desk.take(table(tmp_path / "o.csv", later), MONDAY + timedelta(hours=1))) == (0, 1, 0, 0)
    order = Order.objects.get()
    assert (order.fulfilment, order.owner_id) == ("approved", approved.owner_id)
    assert (order.total_cents, order.hold) == (13000, approved.hold)


@pytest.mark.requirement("T1.1")
def test_two_shops_may_have_the_same_number(desk: Desk, tmp_path: Path) -> None:
    file = table(tmp_path / "o.csv", [row("P1")])
    with living_at(MONDAY - timedelta(days=30)):
        must(one("shop.open", SYSTEM, code="jd-1", name="京东自营店"))
    desk.take(file)
    with living_at(MONDAY + timedelta(minutes=1)):
        other = Intake(open_orders(file, now=MONDAY), "jd-1", SYSTEM).run(file.with_suffix(".back.csv"))
    assert figures(other) == (1, 0, 0, 0)
    assert sorted(Order.objects.values_list("number", "shop__code")) == [("P1", "jd-1"), ("P1", "tmall-1")]
    assert figures(desk.take(file, MONDAY + timedelta(minutes=2))) == (0, 0, 1, 0)


@pytest.mark.requirement("T1.4")
def test_an_amount_that_no_order_has_is_refused_with_the_reason(desk: Desk, tmp_path: Path) -> None:
    huge = {"订单总额": str(10**15), "实付金额": ""}
    report = desk.take(table(tmp_path / "o.csv", [row("P1"), row("P2") | huge]))
    assert figures(report) == (1, 0, 0, 1)
    assert "金额超过一千亿元，应是写错了" in report.rejects_file.read_text("utf-8-sig")


@pytest.fixture
def sent(desk: Desk, tmp_path: Path, settings) -> object:
    """Files sent together from a page by 许诺, and taken in."""
    settings.DIANZHANG_HOME = tmp_path
    person = Person.objects.get(pk=desk.people.xunuo.person_id)

    def send(*files: tuple[str, str], at: int = 0) -> list[tuple[int, int, int, str]]:
        with living_at(MONDAY + timedelta(minutes=at)):
            kept = [
                uploads.keep(
                    [content.encode()], name, "tmall-1", person, desk.people.xunuo.post, "zh-hans", alone=False
                )
                for name, content in files
            ]
            uploads.ask(kept)
            jobs.work_off()
        found = OrderUpload.objects.filter(pk__in=[upload.pk for upload in kept]).order_by("id")
        return [(u.taken, u.updated, u.rejected, u.failed) for u in found]

    return send


@pytest.mark.requirement("T1.1")
def test_two_files_of_one_upload_are_joined_whichever_was_chosen_first(sent) -> None:
    files = ("宝贝报表.csv", text(TAOBAO_DETAILS, [COAT, SCARF])), ("订单报表.csv", text(TAOBAO_2019, [LIST]))
    assert sent(*files) == [(0, 1, 0, ""), (1, 0, 0, "")]
    assert articles() == [("COAT", 1), ("SCARF", 1)]


@pytest.mark.requirement("T1.3")
def test_an_older_export_does_not_undo_a_newer_one(sent) -> None:
    now_, before = int((MONDAY - timedelta(hours=1)).timestamp()), int((MONDAY - timedelta(hours=3)).timestamp())
    times = {"订单提交时间": "2026-10-12 06:00:00", "支付完成时间": "2026-10-12 06:01:00"}
    shipped = text(DOUYIN, [douyin("1", 订单状态="已发货", **times)])
    assert sent((f"{now_}_o.csv", shipped)) == [(1, 0, 0, "")]
    [(*_, failed)] = sent((f"{before}_o.csv", text(DOUYIN, [douyin("1", "1.00", **times)])), at=5)
    assert "是 2026-10-12 07:00 导出的，店铺已经有 2026-10-12 09:00 导出的了，没有读" in failed
    assert Order.objects.get().total_cents == 5900
    assert sent((f"{now_}_o.csv", shipped), at=6) == [(0, 0, 0, "")]
    assert Event.objects.filter(kind="order.update").count() == 0
