"""What kind of money a line is, by the words that a platform has for it."""

from __future__ import annotations

from functools import lru_cache

KINDS = ("goods", "commission", "freight", "subsidy", "refund", "insurance", "fee", "other")

# The first that stands in the words counts: 运费险 before 运费, 服务费退款 is a fee, 优惠券退款 a refund.
_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("other", ("提现", "充值", "转账", "保证金")),
    ("insurance", ("运费险", "运费保险", "退货宝", "保费")),
    ("commission", ("佣金", "淘宝客", "多多进宝", "达人分成", "渠道分成", "站外推广", "联盟")),
    ("fee", ("服务费", "手续费", "积分", "软件", "花呗", "收费")),
    ("refund", ("退款", "退货", "售后", "赔付", "价保", "原路退")),
    ("freight", ("运费", "配送费", "邮费")),
    ("subsidy", ("补贴", "优惠券", "红包", "京豆", "满减", "平台券")),
    ("goods", ("货款", "交易付款", "在线支付", "交易收入", "订单结算", "交易分账", "确认收货")),
)


@lru_cache(maxsize=2048)
def kind_of(words: str) -> str:
    """``other`` where the words say nothing that is known."""
    for kind, known in _WORDS:
        if any(word in words for word in known):
            return kind
    return "other"
