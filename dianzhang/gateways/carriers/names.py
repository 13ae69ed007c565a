"""Carriers as people write them, and as kuaidi100 calls them.  A waybill's pattern is no proof: carriers overlap."""

from __future__ import annotations

import re
import unicodedata

NAMES = {
    "shunfeng": "顺丰", "zhongtong": "中通", "yuantong": "圆通", "yunda": "韵达", "shentong": "申通", "ems": "EMS",
    "youzhengguonei": "邮政", "jd": "京东", "jtexpress": "极兔", "debangwuliu": "德邦",
    "danniao": "丹鸟",
}  # fmt: skip
PHONE = frozenset({"shunfeng", "zhongtong"})  # asked only with four digits of the sender's or receiver's telephone
_OTHER = {
    "sf": "shunfeng", "zto": "zhongtong", "yto": "yuantong", "sto": "shentong", "debang": "debangwuliu",
    "中国邮政": "youzhengguonei", "中国邮政速递": "ems", "邮政速递": "ems", "邮政ems": "ems", "中国邮政ems": "ems",
    "ems经济": "ems",
}  # fmt: skip
_CODES = {code: code for code in NAMES} | {name.lower(): code for code, name in NAMES.items()} | _OTHER
_ENDS = ("股份有限公司", "有限公司", "速运", "速递", "快递", "物流", "快运", "包裹")
_BRACKETED = re.compile(r"[(\[【][^)\]】]*[)\]】]")


def code_of(name: str) -> str:
    """``shunfeng`` of 顺丰, 顺丰速运, SF, ＳＦ, 顺丰快递(SF), shunfeng; "" of a carrier that is not known."""
    text = _BRACKETED.sub("", unicodedata.normalize("NFKC", name)).strip().lower()
    while text not in _CODES:
        shorter = next((text.removesuffix(end) for end in _ENDS if text.endswith(end)), "").strip()
        if not shorter:
            return ""
        text = shorter
    return _CODES[text]
