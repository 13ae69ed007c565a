"""The payout files that are known.

The headers of JD and Douyin were seen whole, those of Alipay and Pinduoduo in programs that read them.
"""

from __future__ import annotations

from dianzhang.kernel.messages import Message

from .layout import Layout

ALIPAY = Layout(
    name="alipay",
    title=Message("支付宝账务明细（淘宝、天猫）", "Alipay statement (Taobao, Tmall)"),
    columns={
        "transaction": ("账务流水号",), "number": ("商户订单号", "业务基础订单号"), "at": ("发生时间",),
        "income": ("收入金额（+元）",), "expense": ("支出金额（-元）",), "words": ("业务类型", "业务描述"),
    },
    required=frozenset({"transaction", "number", "at", "income", "expense"}),
    more_words=("业务描述", "备注"),
    prefix=r"T\d+P",
    in_words=r"(?<!\d)(\d{15,19})(?!\d)",
)  # fmt: skip
JD = Layout(
    name="jd",
    title=Message("京东结算单", "JD settlement"),
    columns={
        "number": ("订单编号",), "at": ("到账时间",), "amount": ("应结金额",), "direction": ("收支方向",),
        "words": ("费用名称",), "state": ("结算状态",),
    },
    required=frozenset({"number", "at", "amount", "direction", "words", "state"}),
    settled=frozenset({"已结算", "结算成功", "已到账"}),
)  # fmt: skip
PDD = Layout(
    name="pdd",
    title=Message("拼多多货款明细", "Pinduoduo statement"),
    columns={
        "number": ("商户订单号",), "at": ("发生时间",), "income": ("收入金额（+元）",), "expense": ("支出金额（-元）",),
        "words": ("账务类型",),
    },
    required=frozenset({"number", "at", "income", "expense", "words"}),
    more_words=("业务描述", "备注"),
)  # fmt: skip
DOUYIN = Layout(
    name="douyin",
    title=Message("抖音动账明细", "Douyin statement of account"),
    columns={
        "transaction": ("动账流水号",), "number": ("订单号",), "at": ("动账时间",),
        "amount": ("动账金额", "动账金额(元)"), "direction": ("动账方向",), "words": ("动账场景", "动账摘要"),
    },
    required=frozenset({"transaction", "number", "at", "amount", "direction"}),
    more_words=("计费类型", "备注"),
    parts={
        "订单实付应结": "goods", "运费实付": "freight", "实际平台补贴_运费": "subsidy", "实际平台补贴": "subsidy",
        "其他平台补贴": "subsidy", "以旧换新抵扣": "subsidy", "政府补贴平台垫资": "subsidy", "实际达人补贴": "subsidy",
        "实际抖音支付补贴": "subsidy", "实际抖音月付营销补贴": "subsidy", "银行补贴": "subsidy", "订单退款": "refund",
        "平台服务费": "fee", "佣金": "commission", "服务商佣金": "commission", "渠道分成": "commission",
        "招商服务费": "fee", "站外推广费": "commission", "其他分成": "commission",
    },
)  # fmt: skip
PLAIN = Layout(
    name="plain",
    title=Message("通用结算表", "Plain table of payouts"),
    columns={
        "number": ("订单号", "order_number"), "at": ("入账时间", "paid_out_at"), "amount": ("入账金额", "amount"),
        "words": ("款项", "kind"), "transaction": ("流水号", "transaction"),
    },
    required=frozenset({"number", "at", "amount", "words"}),
)  # fmt: skip

LAYOUTS = (ALIPAY, JD, PDD, DOUYIN, PLAIN)
