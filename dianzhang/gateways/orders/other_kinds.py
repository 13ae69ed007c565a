"""Tables of platforms that are no orders, so that whoever sends one by mistake hears what it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dianzhang.gateways.tables.headers import header_key
from dianzhang.kernel.messages import Message

# What it is, and headers that stand together nowhere else.  All must be there.
KINDS: tuple[tuple[Message, tuple[str, ...]], ...] = (
    (Message("直通车推广报表", "a Zhitongche advertising report"), ("计划名称", "花费", "展现量", "点击量")),
    (Message("万相台推广报表", "a Wanxiangtai advertising report"), ("场景", "花费", "展现量", "总成交金额")),
    (Message("拼多多推广报表", "a Pinduoduo advertising report"), ("推广场景", "总花费(元)", "曝光量")),
    (Message("京准通推广报表", "a JD advertising report"), ("日期", "花费", "全站交易额")),
    (Message("京准通推广报表", "a JD advertising report"), ("点击时间", "花费", "展现数")),
    (Message("千川推广报表", "a Qianchuan advertising report"), ("整体消耗", "整体成交金额")),
    (Message("千川推广报表", "a Qianchuan advertising report"), ("消耗(元)", "直接成交金额(元)")),
    (Message("生意参谋商品排行", "a ranking of goods of SYCM"), ("商品访客数", "商品浏览量", "支付买家数")),
    (Message("生意参谋店铺日报", "a daily report of a shop of SYCM"), ("访客数", "浏览量", "客单价", "支付买家数")),
    (Message("生意参谋流量来源", "a report of traffic of SYCM"), ("流量来源", "访客数", "浏览量")),
    (Message("千牛客服业绩", "a report of the help desk of Qianniu"), ("旺旺昵称", "咨询人数", "有效接待人数")),
    (Message("千牛客服总览", "an overview of the help desk of Qianniu"), ("客服销售额", "询单转化率", "旺旺回复率")),
    (Message("飞鸽客服报表", "a report of the help desk of Douyin"), ("接待会话量", "全天平响时长")),
    (Message("快手客服报表", "a report of the help desk of Kuaishou"), ("人工会话量", "咨询人次")),
    (Message("Google 广告报表", "a Google Ads report"), ("Campaign", "Cost", "Clicks", "Impr.")),
    (Message("Meta 广告报表", "a Meta advertising report"), ("Campaign name", "Impressions", "Reach")),
    (Message("Meta 广告报表", "a Meta advertising report"), ("Campaign name", "Impressions", "Reporting ends")),
    (Message("Facebook 广告报表", "a Facebook advertising report"), ("ad_id", "Impressions", "Clicks", "Spent")),
    (Message("内容数据表", "a table of content figures"), ("标题", "播放量")),
    (Message("店铺评分表", "a table of store scores"), ("评分项", "分数")),
    (Message("服务台的事件记录", "an event log of a help desk"), ("Case ID", "Activity", "Complete Timestamp")),
    (Message("京东结算单", "a settlement of JD"), ("应结金额", "结算状态", "收支方向")),
    (Message("抖音动账明细", "a statement of account of Douyin"), ("动账时间", "动账金额", "动账方向")),
)


def other_kind(rows: Iterable[Sequence[str]]) -> Message | None:
    """What these rows head, if they are known to be no orders."""
    for row in rows:
        keys = {header_key(cell) for cell in row}
        for kind, marks in KINDS:
            if len(keys) >= len(marks) and all(header_key(mark) in keys for mark in marks):
                return kind
    return None
