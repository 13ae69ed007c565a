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
        "bounce_rate": ("跳失率",), "carts": ("加购人数",), "score_goods": ("描述相符动态评分(DSR)",),
        "score_service": ("服务态度动态评分(DSR)",), "score_logistics": ("物流服务动态评分(DSR)",),
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
        "first_response": ("全天首响时长",), "asked": ("询单人数",), "buyers": ("支付人数",),
        "sales": ("客服询单支付额",), "rated": ("有效评价数",), "rated_good": ("有效好评数",),
    },
    frozenset({"agent", "sessions", "response"}),
)  # fmt: skip
QIANNIU_AGENTS = Layout(
    "qianniu_agents", "service",
    Message("千牛客服账号报表", "Qianniu report by help desk account"), ("taobao", "tmall"),
    {
        "day": ("日期", "统计日期"), "agent": ("旺旺昵称",), "people": ("有效接待人数",), "asked": ("询单人数",),
        "buyers": ("销售人数",), "sales": ("销售额",),
    },
    frozenset({"agent", "asked", "buyers", "sales"}),
)  # fmt: skip
# Of the shop as a whole.  What came of it is told by account in the report above, so it is not read here as well.
QIANNIU_SHOP = Layout(
    "qianniu_shop", "service", Message("千牛客服总览", "Qianniu overview of the help desk"), ("taobao", "tmall"),
    {"day": ("日期", "统计日期"), "people": ("接待人数",), "response": ("平均响应时长（秒）",)},
    frozenset({"people", "response"}),
)  # fmt: skip
KUAISHOU = Layout(
    "kuaishou_desk", "service", Message("快手客服报表", "Kuaishou help desk report"), ("kuaishou",),
    {
        "day": ("日期", "统计日期"), "agent": ("客服昵称", "客服名称", "客服姓名", "客服"), "people": ("咨询人数",),
        "sessions": ("人工会话量",), "response": ("人工平均回复时长",), "asked": ("询单人数",), "buyers": ("支付人数",),
        "sales": ("客服销售额",),
    },
    frozenset({"sessions", "response"}),
)  # fmt: skip
# Platforms name these differently and change them; what people copy out of them goes into tables of these columns.
CONTENT = Layout(
    "content", "content", Message("内容数据表", "Table of content figures"), (),
    {
        "day": ("日期", "统计日期", "Date"), "content": ("内容ID", "作品ID", "直播间ID", "场次ID"),
        "content_title": ("标题", "内容标题", "作品名称", "直播标题", "Title"),
        "form": ("形式", "内容类型", "类型", "Type"),
        "plays": ("播放量", "观看人数", "播放次数", "阅读量", "曝光量", "Plays"),
        "likes": ("点赞数", "点赞量", "点赞次数", "Likes"),
        "comments": ("评论数", "评论量", "评论次数", "Comments"), "shares": ("分享数", "转发数", "分享次数", "Shares"),
        "visitors": ("引导访客", "引导访客数", "引导进店人数", "Visitors"),
        "orders": ("引导成交笔数", "成交订单数", "Orders"),
        "sales": ("引导成交金额", "成交金额", "Sales"),
    },
    frozenset({"day", "content_title", "plays"}), currency="",
)  # fmt: skip
STORE_SCORES = Layout(
    "store_scores", "score", Message("店铺评分表", "Table of store scores"), (),
    {
        "day": ("日期", "统计日期", "Date"), "component": ("评分项", "评分项目", "指标项", "Component"),
        "score": ("分数", "得分", "评分", "Score"),
        "full": ("满分", "Out of"),
    },
    frozenset({"day", "component", "score"}), currency="",
)  # fmt: skip

LAYOUTS = (
    WANXIANGTAI, ZHITONGCHE, PINDUODUO, JZT_FULL, JZT, QIANCHUAN, QIANCHUAN_FULL, GOOGLE, META, FACEBOOK, SYCM_ITEMS,
    SYCM_SHOP, SYCM_SOURCES, FEIGE, QIANNIU_AGENTS, QIANNIU_SHOP, KUAISHOU, CONTENT, STORE_SCORES,
)  # fmt: skip
