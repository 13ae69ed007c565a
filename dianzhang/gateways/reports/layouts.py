"""The reports that are known.

The headers of the Chinese ones come from public programs that read them (Zhitongche, Wanxiangtai, Pinduoduo and SYCM
whole, the others in part), those of Google and Meta from their help pages; that of Facebook from a published file.
"""

from __future__ import annotations

from dianzhang.kernel.messages import Message

from .layout import Layout

WANXIANGTAI = Layout(
    "wanxiangtai", "promotion", Message("万相台推广报表", "Wanxiangtai advertising report"), ("taobao", "tmall"),
    {
        "day": ("日期",), "scene": ("场景", "场景名称"), "spend": ("花费",), "shown": ("展现量",),
        "clicks": ("点击量",), "orders": ("总成交笔数",), "sales": ("总成交金额",),
    },
    frozenset({"day", "scene", "spend", "shown", "clicks"}), overlaps="alimama",
)  # fmt: skip
ZHITONGCHE = Layout(
    "zhitongche", "promotion", Message("直通车推广报表", "Zhitongche advertising report"), ("taobao", "tmall"),
    {
        "day": ("日期",), "campaign": ("计划名称",), "spend": ("花费",), "shown": ("展现量",), "clicks": ("点击量",),
        "orders": ("总成交笔数",), "sales": ("总成交金额",),
    },
    frozenset({"day", "campaign", "spend", "shown", "clicks"}), scene="直通车", overlaps="alimama",
)  # fmt: skip
PINDUODUO = Layout(
    "pdd", "promotion", Message("拼多多推广报表", "Pinduoduo advertising report"), ("pdd",),
    {
        "day": ("日期",), "scene": ("推广场景",), "campaign": ("推广名称",), "item": ("商品ID",),
        "item_title": ("商品名称",), "spend": ("总花费(元)",), "shown": ("曝光量",), "clicks": ("点击量",),
        "orders": ("成交笔数",), "sales": ("交易额(元)",),
    },
    frozenset({"day", "spend", "shown", "clicks"}),
)  # fmt: skip
JZT_FULL = Layout(
    "jzt_full", "promotion", Message("京准通全站营销报表", "JD full-site advertising report"), ("jd",),
    {
        "day": ("日期",), "spend": ("花费",), "shown": ("核心位置展现量",), "clicks": ("核心位置点击量",),
        "orders": ("全站订单行",), "sales": ("全站交易额",),
    },
    frozenset({"day", "spend", "sales"}), scene="全站营销",
)  # fmt: skip
JZT = Layout(
    "jzt", "promotion", Message("京准通推广报表", "JD advertising report"), ("jd",),
    {
        "day": ("点击时间", "日期"), "campaign": ("计划名称", "推广计划"), "spend": ("花费",), "shown": ("展现数",),
        "clicks": ("点击数",), "orders": ("总订单行",), "sales": ("总订单金额",),
    },
    frozenset({"day", "spend", "shown", "clicks"}), scene="京准通",
)  # fmt: skip
QIANCHUAN = Layout(
    "qianchuan", "promotion", Message("千川推广报表（标准）", "Qianchuan advertising report (standard)"), ("douyin",),
    {
        "day": ("日期", "时间"), "campaign": ("计划名称", "计划"), "spend": ("消耗(元)", "消耗"),
        "shown": ("展示次数", "展示数"), "clicks": ("点击次数", "点击数"), "orders": ("直接成交订单数",),
        "sales": ("直接成交金额(元)", "直接成交金额"),
    },
    frozenset({"day", "spend", "sales"}), scene="千川标准推广",
)  # fmt: skip
QIANCHUAN_FULL = Layout(
    "qianchuan_full", "promotion",
    Message("千川推广报表（全域）", "Qianchuan advertising report (full domain)"), ("douyin",),
    {
        "day": ("日期",), "ad": ("素材ID",), "campaign": ("计划名称", "素材名称"),
        "spend": ("整体消耗", "整体消耗(元)"),
        "shown": ("整体展示次数",), "clicks": ("整体点击次数",), "orders": ("整体成交订单数",),
        "sales": ("整体成交金额", "整体成交金额(元)"),
    },
    frozenset({"day", "spend", "sales"}), scene="千川全域推广",
)  # fmt: skip
GOOGLE = Layout(
    "google", "promotion", Message("Google 广告报表", "Google Ads report"), (),
    {
        "day": ("Day", "Date"), "campaign": ("Campaign",), "currency": ("Currency code", "Currency"),
        "spend": ("Cost",), "shown": ("Impr.", "Impressions"), "clicks": ("Clicks",), "conversions": ("Conversions",),
        "sales": ("Conv. value",),
    },
    frozenset({"campaign", "spend", "shown", "clicks"}), scene="Google", currency="",
)  # fmt: skip
META = Layout(
    "meta", "promotion", Message("Meta 广告报表", "Meta advertising report"), (),
    {
        "day": ("Day", "Reporting ends"), "first": ("Reporting starts",), "campaign": ("Campaign name",),
        "ad": ("Ad ID", "Ad name", "Ad set name"), "currency": ("Currency",), "spend": ("Amount spent",),
        "shown": ("Impressions",), "clicks": ("Link clicks", "Clicks (all)", "Clicks"), "conversions": ("Results",),
        "orders": ("Purchases",), "sales": ("Purchases conversion value",),
    },
    frozenset({"campaign", "spend", "shown"}), scene="Meta", total="campaign", currency="",
)  # fmt: skip
FACEBOOK = Layout(
    "facebook", "promotion", Message("Facebook 广告报表", "Facebook advertising report"), (),
    {
        "campaign": ("xyz_campaign_id",), "ad": ("ad_id",), "spend": ("Spent",), "shown": ("Impressions",),
        "clicks": ("Clicks",), "conversions": ("Total_Conversion",), "orders": ("Approved_Conversion",),
    },
    frozenset({"campaign", "ad", "spend", "shown", "clicks"}), scene="Facebook", currency="",
)  # fmt: skip
SYCM_ITEMS = Layout(
    "sycm_items", "traffic", Message("生意参谋商品排行", "SYCM ranking of goods"), ("taobao", "tmall"),
    {
        "day": ("统计日期",), "item": ("商品id",), "item_title": ("商品名称",), "visitors": ("商品访客数",),
        "views": ("商品浏览量",), "bounce_rate": ("商品详情页跳出率",), "carts": ("商品加购人数", "加购人数"),
    },
    frozenset({"item", "visitors", "views"}), level="item",
)  # fmt: skip
SYCM_SHOP = Layout(
    "sycm_shop", "traffic", Message("生意参谋店铺日报", "SYCM daily report of the shop"), ("taobao", "tmall"),
    {
        "day": ("统计日期",), "shop": ("卖家昵称",), "visitors": ("访客数",), "views": ("浏览量",),
        "bounce_rate": ("跳失率",), "carts": ("加购人数",),
    },
    frozenset({"day", "visitors", "views", "bounce_rate"}), level="shop",
)  # fmt: skip
SYCM_SOURCES = Layout(
    "sycm_sources", "traffic", Message("生意参谋流量来源", "SYCM sources of traffic"), ("taobao", "tmall"),
    {
        "day": ("统计日期",), "channel": ("流量来源",), "detail": ("来源明细",), "visitors": ("访客数",),
        "views": ("浏览量",), "bounced": ("跳出本店人数",),
    },
    frozenset({"channel", "visitors", "views"}), level="channel",
)  # fmt: skip
FEIGE = Layout(
    "feige", "service", Message("飞鸽客服报表", "Douyin help desk report"), ("douyin",),
    {
        "day": ("日期", "统计日期"), "agent": ("客服昵称", "客服名称", "客服姓名", "客服账号", "客服"),
        "sessions": ("接待会话量",), "people": ("已接待人数",), "response": ("全天平响时长",),
        "first_response": ("全天首响时长",),
    },
    frozenset({"agent", "sessions", "response"}),
)  # fmt: skip

LAYOUTS = (
    WANXIANGTAI, ZHITONGCHE, PINDUODUO, JZT_FULL, JZT, QIANCHUAN, QIANCHUAN_FULL, GOOGLE, META, FACEBOOK, SYCM_ITEMS,
    SYCM_SHOP, SYCM_SOURCES, FEIGE,
)  # fmt: skip
