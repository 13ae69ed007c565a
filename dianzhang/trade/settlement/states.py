"""Payouts as rules and pages know them: the file, what it comes to for an order, the terms, other tables' columns."""

from __future__ import annotations

from django.db.models import Q

from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import PayoutColumns, PayoutFile, PayoutTerms, Settlement

KINDS = {
    "goods": "货款", "commission": "佣金", "freight": "运费", "subsidy": "补贴", "refund": "退款",
    "insurance": "运费险", "fee": "服务费", "other": "其他",
}  # fmt: skip
TALLY = AxisWord(
    "tally",
    "核对",
    {
        "part": "货款未到",
        "agrees": "相符",
        "less": "少付",
        "more": "多付",
        "orderless": "订单未知",
        "late": "逾期未付",
    },
    "part",
    ours=False,  # what the platform paid decides it, not somebody's word
)
ANSWER = AxisWord("answer", "处理", {"open": "未说明", "explained": "已说明"}, "open")
DIFFERS = ("orderless", "less", "more", "late")

SETTLEMENT = Subject(
    "settlement",
    zh="结算",
    model=Settlement,
    en="Settlement",
    unfinished=lambda: Q(tally__in=DIFFERS, answer="open"),
    axes=(TALLY, ANSWER),
    fields=(
        Field("number", "平台单号", Unit.TEXT, ours=False),
        Field("shop", "店铺", Unit.COUNT, attr="shop_id", ours=False),
        Field("order_id", "订单", Unit.COUNT, ours=False),
        *(Field(name, zh, Unit.MONEY, attr=f"{name}_cents", ours=False) for name, zh in KINDS.items()),
        Field("net", "净入账", Unit.MONEY, attr="net_cents", ours=False),
        Field("expected", "应入账", Unit.MONEY, attr="expected_cents", ours=False),
        Field("gap", "差额", Unit.MONEY, attr="gap_cents", ours=False),
        Field("settled_day", "结算日", Unit.DATE, ours=False),
        Field("cost", "成本", Unit.MONEY, attr="cost_cents", secret=True, journal=False, ours=False),
        Field("margin", "结算毛利", Unit.MONEY, attr="margin_cents", secret=True, journal=False, ours=False),
    ),
    title=lambda one: one.number,
)  # fmt: skip

FILE_STATUS = AxisWord(
    "status", "状态", {"reading": "正在读", "taken": "已读完", "failed": "没有读成"}, "reading", ours=False
)
PAYOUT_FILE = Subject(
    "payout_file",
    zh="结算文件",
    model=PayoutFile,
    en="Payout file",
    axes=(FILE_STATUS,),
    fields=(
        Field("name", "文件", Unit.TEXT),
        Field("shop", "店铺", Unit.COUNT, attr="shop_id"),
        Field("digest", "内容指纹", Unit.TEXT),
        Field("layout", "是什么表", Unit.TEXT, ours=False),
        Field("lines", "新的款项", Unit.COUNT, ours=False),
        Field("repeated", "读过的款项", Unit.COUNT, ours=False),
        Field("rejected", "读不了的行", Unit.COUNT, ours=False),
        Field("waiting", "还没有结的行", Unit.COUNT, ours=False),
        Field("unknown", "没有的订单", Unit.COUNT, ours=False),
        Field("net", "净入账", Unit.MONEY, attr="net_cents", ours=False),
        Field("loose", "不属于订单的", Unit.MONEY, attr="loose_cents", ours=False),
        Field("sent_at", "送来时间", Unit.TIME),
        Field("owner_id", "谁送的", Unit.COUNT),
    ),
    title=lambda one: one.name,
)

TERMS = Subject(
    "payout_terms",
    zh="结算约定",
    model=PayoutTerms,
    en="Payout terms",
    axes=(AxisWord("status", "状态", {"on": "在用", "off": "已停"}, "on"),),
    fields=(
        Field("shop", "店铺", Unit.COUNT, attr="shop_id"),
        Field("commission_bp", "佣金率（万分之）", Unit.COUNT),
        Field("insurance", "每单运费险", Unit.MONEY, attr="insurance_cents"),
        Field("days", "几天内结算", Unit.COUNT),
        Field("since", "从哪天起", Unit.DATE),
    ),
    title=str,
)

COLUMNS = Subject(
    "payout_columns",
    zh="结算列对照",
    model=PayoutColumns,
    en="Payout columns",
    axes=(AxisWord("status", "状态", {"kept": "在用", "dropped": "已停用"}, "kept"),),
    fields=(
        Field("name", "名称", Unit.TEXT),
        Field("shop", "店铺", Unit.COUNT, attr="shop_id"),
        Field("columns", "哪一列是什么", Unit.TEXT),
    ),
    title=lambda one: one.name,
)
