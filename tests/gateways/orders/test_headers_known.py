"""Every header that platforms are known to write is one layout's, and only one's; other reports are named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dianzhang.gateways.orders import LAYOUTS, FileError, open_orders

from . import exports

ORDERS = {
    "taobao_orders": (exports.TAOBAO_2016, exports.TAOBAO_2018, exports.TAOBAO_2019, exports.TAOBAO_2022),
    "taobao_details": (exports.TAOBAO_DETAILS,),
    "taobao_items": (exports.TAOBAO_ITEMS,),
    "qianniu_orders": (exports.QIANNIU,),
    "qianniu_items": (exports.QIANNIU_ITEMS,),
    "jd_orders": (exports.JD, exports.JD_2017),
    "pdd_orders": (exports.PDD,),
    "douyin_orders": (exports.DOUYIN,),
    "xiaohongshu_orders": (exports.XIAOHONGSHU,),
    "kuaishou_orders": (exports.KUAISHOU,),
    "weixin_orders": (exports.WEIXIN,),
    "youzan_orders": (exports.YOUZAN,),
    "shopify_orders": (exports.SHOPIFY,),
    "amazon_orders": (exports.AMAZON,),
    "shopee_orders": (exports.SHOPEE,),
    "lazada_orders": (exports.LAZADA,),
    "tiktok_orders": (exports.TIKTOK,),
}
CASES = [(name, n, header) for name, headers in ORDERS.items() for n, header in enumerate(headers)]


def test_the_four_ages_of_taobao_have_their_columns() -> None:
    assert [len(header) for header in ORDERS["taobao_orders"]] == [41, 54, 61, 71]


@pytest.mark.requirement("T1.1")
@pytest.mark.parametrize(("name", "n", "header"), CASES, ids=[f"{name}-{n}" for name, n, _ in CASES])
def test_a_header_is_one_platform_s(name: str, n: int, header: list[str]) -> None:
    assert [layout.name for layout in LAYOUTS if layout.bind(header) is not None] == [name]


@pytest.mark.requirement("T1.4")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_google_report_below_its_title_and_days_is_named_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "Campaign report.csv"
    text = "Campaign report\nMarch 1, 2026 - March 31, 2026\nCampaign\tCost\tClicks\tImpr.\nA\t--\t1\t40,000\n"
    path.write_bytes(text.encode(encoding))
    with pytest.raises(FileError) as caught:
        open_orders(path)
    assert "是Google 广告报表，不是订单表" in caught.value.message.zh


def test_every_platform_has_a_test() -> None:
    assert {layout.name for layout in LAYOUTS} == {*ORDERS, "tmall_report", "plain", "olist_orders"}


OTHERS = [
    ("日期,计划id,计划名称,推广类型,展现量,点击量,花费,点击率", "直通车推广报表"),
    ("日期,场景ID,场景,花费,展现量,点击量,总成交金额", "万相台推广报表"),
    ("日期,商品ID,商品名称,推广场景,成交花费(元),总花费(元),曝光量", "拼多多推广报表"),
    ("日期,花费,全站交易额,全站投产比", "京准通推广报表"),
    ("点击时间,花费,总订单金额,展现数,点击数", "京准通推广报表"),
    ("日期,素材ID,整体消耗,整体成交金额,整体支付ROI", "千川推广报表"),
    ("统计日期,商品id,商品访客数,商品浏览量,支付买家数", "生意参谋商品排行"),
    ("统计日期,卖家昵称,访客数,浏览量,支付买家数,客单价", "生意参谋店铺日报"),
    ("流量来源,来源明细,访客数,浏览量", "生意参谋流量来源"),
    ("旺旺昵称,咨询人数,有效接待人数,询单人数", "千牛客服业绩"),
    ("客服销售额,询单转化率,旺旺回复率", "千牛客服总览"),
    ("客服在线天数,接待会话量,全天平响时长", "飞鸽客服报表"),
    ("咨询人数,咨询人次,人工会话量", "快手客服报表"),
    ("Campaign,Campaign status,Currency code,Cost,Clicks,Impr.,Conversions", "Google 广告报表"),
    ("Campaign name,Day,Amount spent (USD),Impressions,Reach,Results", "Meta 广告报表"),
    ("ad_id,xyz_campaign_id,Impressions,Clicks,Spent,Approved_Conversion", "Facebook 广告报表"),
    ("Case ID,Activity,Resource,Complete Timestamp", "服务台的事件记录"),
    ("订单编号,父单号,应结金额,币种,收支方向,结算状态", "京东结算单"),
    ("动账时间,动帐流水号,动账方向,动账金额,订单号,下单时间", "抖音动账明细"),
]


@pytest.mark.requirement("T1.4")
@pytest.mark.parametrize(("header", "kind"), OTHERS)
@pytest.mark.parametrize(
    "above",
    [(), ("推广报表",), ("店铺报表", "2026-03-01~2026-03-31", "", "说明")],
    ids=["first row", "second", "fifth"],
)
def test_another_report_is_named_as_what_it_is(tmp_path: Path, header: str, kind: str, above: tuple[str, ...]) -> None:
    path = tmp_path / "报表.csv"
    path.write_bytes("\r\n".join((*above, header, "")).encode("gb18030"))
    with pytest.raises(FileError) as caught:
        open_orders(path)
    message = caught.value.message
    assert f"是{kind}，不是订单表" in message.zh
    assert "导出订单" in message.zh
    assert "报表.csv" in message.en


# the catalogue's name → the layout; what is not here is no order file
OF_THE_CATALOGUE = {
    "taobao_ExportOrderList_2016": "taobao_orders",
    "taobao_ExportOrderList_2018": "taobao_orders",
    "taobao_ExportOrderList_2019plus": "taobao_orders",
    "taobao_ExportOrderList_2022": "taobao_orders",
    "taobao_ExportOrderDetailList": "taobao_details",
    "taobao_ExportItemlList_2022": "taobao_items",
    "qianniu_sub_order_xlsx_required": "qianniu_items",
    "qianniu_order_recent": "qianniu_orders",
    "jd_orders_2016": "jd_orders",
    "pdd_orders_2026": "pdd_orders",
    "pdd_orders_all_known_columns": "pdd_orders",
    "douyin_orders": "douyin_orders",
    "xiaohongshu_orders": "xiaohongshu_orders",
    "kuaishou_orders": "kuaishou_orders",
    "weixin_store_orders": "weixin_orders",
    "youzan_orders_subset": "youzan_orders",
    "shopify_orders": "shopify_orders",
    "amazon_all_orders_flat_file": "amazon_orders",
    "shopee_orders_subset_PHP": "shopee_orders",
    "lazada_orders_subset": "lazada_orders",
    "tiktok_shop_orders_subset": "tiktok_orders",
}


@pytest.mark.real
@pytest.mark.requirement("T1.1")
def test_every_whole_header_of_the_catalogue_is_the_layout_that_it_should_be(real_data: Path) -> None:
    """With all its columns; reports of advertising, traffic, service and payouts are none of them."""
    catalogue = real_data.parent / "spec/headers.json"
    if not catalogue.is_file():
        pytest.skip(f"REAL DATA ABSENT: no file {catalogue}")
    known = json.loads(catalogue.read_text(encoding="utf-8"))
    found = {name: [one.name for one in LAYOUTS if one.bind(seen["columns"])] for name, seen in known.items()}
    assert {name: layouts for name, layouts in found.items() if layouts} == {
        name: [layout] for name, layout in OF_THE_CATALOGUE.items()
    }
