"""People in carriers' words: a line of a route names couriers, signers and their telephones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ＋－]+")  # not the marks: Chinese is written with wide ones
_PHONE = re.compile(
    r"(?<![0-9A-Za-z])(?:(?:(?:\+|00)?86[- ]?)?(?P<mobile>1\d{2}[- ]?\d{4}[- ]?\d{4})|0\d{2,3}-?\d{7,8})(?![0-9A-Za-z])"
)
_NAME = r"(?P<name>[\u4e00-\u9fff·]{2,6}|[A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*){0,2})"
_ROLE = (
    r"(?P<role>签收人|收件人|收货人|代收人|代签人|派件人|派送人|联系人|代收|代签"
    r"|派件员|派送员|快递员|业务员|投递员|配送员|揽件员|揽投员)"
)
_PATTERNS = (
    re.compile(rf"{_ROLE}(?P<between>\s*(?:是|为)?\s*[:：【\[(（「]\s*){_NAME}"),
    # "快递员为您派送" has no name.
    re.compile(rf"{_ROLE}(?P<between>\s*(?:是|(?<=人)为)\s*)(?![您你]){_NAME}"),
    re.compile(rf"(?P<role>由)(?P<between>\s*[【\[(（「]?\s*){_NAME}(?=\s*[】\])）」]?\s*(?:签收|代收|代签))"),
    # Without a sign between them only what is followed by a telephone is a name: "快递员正在派送" has none.
    re.compile(rf"{_ROLE}(?P<between>\s*){_NAME}(?=[,，、(（\[【\s]*(?:联系)?(?:电话|手机)?[:：]?\s*[01]\d{{2}})"),
    re.compile(rf"(?P<role>的)(?P<between>\s*){_NAME}(?=[(（\[【]\s*(?:电话|手机)?[:：]?\s*[01]\d{{2}})"),
)
# Who signs is often no person: a gate, a locker, a shop that keeps parcels.  站 or 店 alone may end a name: 王丽站.
_NOBODY = re.compile(
    r"^(?:本人|他人|家人|家属|同事|朋友|邻居|门卫|前台|保安|物业|单位|代收|已签收)|柜|超市|菜鸟|丰巢|箱"
    r"|(?:驿|服务|代收|自提|快递|网)站|(?:便利|商|药|书|门|小卖|专卖)店|(?:收发|传达|办公|值班|警卫|保安)室"
)


def without_people(text: str, name: Callable[[str], str], phone: Callable[[str], str]) -> str:
    """``text`` with ``name`` and ``phone`` applied to every name and telephone (its digits) that its words announce:
    派件员：张三，电话 13800000031 → 派件员：张*，电话 138****0031.  Wide digits and letters become narrow.

    A name that stands without a word such as 派件员 and without a telephone is not known to be one, and stays.
    """

    def named(found: re.Match[str]) -> str:
        kept = _NOBODY.search(found["name"]) is not None
        return found[0] if kept else f"{found['role']}{found['between']}{name(found['name'])}"

    text = _WIDE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    for pattern in _PATTERNS:
        text = pattern.sub(named, text)
    return _PHONE.sub(lambda found: phone(re.sub(r"\D", "", found["mobile"] or found[0])), text)
