"""Carriers as people write them, and as kuaidi100 calls them.  A waybill's pattern is no proof: carriers overlap."""

from __future__ import annotations

NAMES = {
    "shunfeng": "顺丰", "zhongtong": "中通", "yuantong": "圆通", "yunda": "韵达", "shentong": "申通", "ems": "EMS",
    "youzhengguonei": "邮政", "jd": "京东", "jtexpress": "极兔", "debangwuliu": "德邦",
}  # fmt: skip
PHONE = frozenset({"shunfeng", "zhongtong"})  # asked only with four digits of the sender's or receiver's telephone
_OTHER = {"sf": "shunfeng", "zto": "zhongtong", "yto": "yuantong", "sto": "shentong", "debang": "debangwuliu"}
_ENDS = ("股份有限公司", "有限公司", "速运", "速递", "快递", "物流", "快运", "包裹")


def code_of(name: str) -> str:
    """``shunfeng`` of 顺丰, 顺丰速运, SF, shunfeng; "" of a carrier that is not known."""
    text = name.strip().lower()
    if text in NAMES:
        return text
    if text in _OTHER:
        return _OTHER[text]
    for end in _ENDS:
        text = text.removesuffix(end)
    return next((code for code, zh in NAMES.items() if text and zh.lower() == text), "")
