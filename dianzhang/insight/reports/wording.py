"""Conclusions and advice in words: a person's own where there are any, else the rule's, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dianzhang.engine.reading import clause_of
from dianzhang.engine.words import word
from dianzhang.kernel.units import Unit
from dianzhang.ui.wording import percent

from ..morning.saying import moved_by, said, signed
from ..moves.parts import CAUSES
from .concluding import Finding

WORSE = {"higher": gettext_noop("下降"), "lower": gettext_noop("上升")}
PERIODS = {"weekly": (gettext_noop("这一周"), gettext_noop("上一周")),
           "monthly": (gettext_noop("这个月"), gettext_noop("上个月"))}  # fmt: skip

# What is proposed where nobody has thought of anything better: what there is in the system to act with.
ADVICE: dict[str, str] = {
    "behind": gettext_noop("按剩下的天数重排每天要做的量，定一项能马上做的措施，下一期看有没有追上。"),
    "ahead": gettext_noop("把做成的办法写下来，看能不能用到别的店铺和商品上。"),
    "down": gettext_noop("查清是哪一处造成的，定一项措施和看哪个数，做完比前后。"),
    "up": gettext_noop("把做成的办法写下来，保持住，下一期再看。"),
    "year": gettext_noop("对照去年同期做过的活动和推广，看缺了哪一样。"),
    "worse_run": gettext_noop("连着变差，开一项改进：谁做、到什么时候、要把这个数拉回多少。"),
    "goods_down": gettext_noop("看这件商品的库存、价格、评价和主图，定一项措施。"),
    "goods_up": gettext_noop("看库存够卖几天，够就加推，不够先补货。"),
    "deadlines": gettext_noop("找出为什么总是超时：人手、流程还是时限定得不合适，改一样，下一期再看。"),
    "scene": gettext_noop("停掉或者压低这个场景的出价，把钱挪到回报高的场景。"),
    "gaps": gettext_noop("把缺的报表补上，再重算这份报告。"),
}


def words_of(one: Finding, numbers: Mapping[str, Any], kind: str) -> str:
    """What a conclusion says.  ``numbers``: those of the report by name."""
    if one["words"]:
        return str(one["words"])
    return {
        "moved": _moved, "year": _moved, "behind": _target, "ahead": _target, "worse_run": _run,
        "goods_down": _goods, "goods_up": _goods, "deadlines": _deadlines, "scene": _scene, "gaps": _gaps,
    }[one["kind"]](one, numbers, kind)  # fmt: skip


def advice_of(one: Finding) -> str:
    """What is advised because of it; empty: nothing."""
    if one["advice"] is not None:
        return str(one["advice"])
    kind = one["kind"]
    if kind in ("moved", "year"):
        kind = "up" if one["good"] else "down" if kind == "moved" else "year"
    return _(ADVICE[kind]) if kind in ADVICE else ""


def _moved(one: Finding, numbers: Mapping[str, Any], kind: str) -> str:
    data, unit = one["data"], _unit(one, numbers)
    value, change = Decimal(data["value"]), Decimal(data["change"])
    given = {
        "number": word(one["numbers"][0]), "value": said(value, unit), "before": said(Decimal(data["before"]), unit),
        "moved": moved_by(value, data["before"], unit) or signed(change, unit), "now": _(PERIODS[kind][0]),
        "then": _(PERIODS[kind][1]) if one["kind"] == "moved" else _("去年同期"),
    }  # fmt: skip
    told = _("%(now)s%(number)s %(value)s，%(then)s %(before)s，%(moved)s。") % given
    if "amount" not in data:
        return told
    amount = Decimal(data["amount"])
    cause = word(data["name"]) if data["name"] else _(CAUSES[data["cause"]])
    return told + _("变化里最大的一块是%(cause)s：%(amount)s，净变化是 %(change)s。") % {
        "cause": cause, "amount": signed(amount, unit), "change": signed(change, unit),
    }  # fmt: skip


def whole(due: Decimal, unit: Unit) -> Decimal:
    """What should be there by now; of what is counted in pieces the next whole one."""
    return due.to_integral_value(ROUND_CEILING) if unit is Unit.COUNT else due


def _target(one: Finding, numbers: Mapping[str, Any], _kind: str) -> str:
    data, unit = one["data"], _unit(one, numbers)
    there, due, target = (Decimal(data[key]) for key in ("there", "due", "target"))
    given = {
        "number": word(one["numbers"][0]), "there": said(there, unit), "due": said(whole(due, unit), unit),
        "target": said(target, unit), "share": percent(there / target) if target else "",
    }  # fmt: skip
    if one["kind"] == "ahead":
        return _("%(number)s本月到期末 %(there)s，这时应到 %(due)s，目标 %(target)s：跟得上。") % given
    return _("%(number)s本月到期末 %(there)s，这时应到 %(due)s，目标 %(target)s：没有跟上。") % given


def _run(one: Finding, numbers: Mapping[str, Any], _kind: str) -> str:
    unit = _unit(one, numbers)
    better = numbers[one["numbers"][0]]["better"]
    values = " → ".join(said(Decimal(value), unit) for value in one["data"]["values"].split())
    given = {"number": word(one["numbers"][0]), "worse": _(WORSE[better]), "values": values}
    return _("%(number)s连续三期%(worse)s：%(values)s。") % given


def _goods(one: Finding, numbers: Mapping[str, Any], kind: str) -> str:
    amount = signed(Decimal(one["data"]["amount"]), _unit(one, numbers))
    given = {"goods": one["data"]["name"], "amount": amount, "then": _(PERIODS[kind][1])}
    if one["kind"] == "goods_down":
        return _("商品里比%(then)s少得最多的是%(goods)s：%(amount)s。") % given
    return _("商品里比%(then)s多得最多的是%(goods)s：%(amount)s。") % given


def _deadlines(one: Finding, _numbers: Mapping[str, Any], _kind: str) -> str:
    data = one["data"]
    clause = clause_of(data["version"], data["rule"])
    given = {"clause": clause.short if clause is not None else data["rule"], "n": data["missed"], "all": data["due"]}
    return _("超时最多的是“%(clause)s”：到期 %(all)s 件，超时 %(n)s 件。") % given


def _scene(one: Finding, _numbers: Mapping[str, Any], _kind: str) -> str:
    data = one["data"]
    given = {
        "scene": data["name"] or _("（没有名字）"), "ratio": f"{Decimal(data['ratio']):.2f}",
        "spent": said(Decimal(data["spent"]), Unit.MONEY), "sold": said(Decimal(data["sold"]), Unit.MONEY),
    }  # fmt: skip
    return _("推广场景里回报最低的是%(scene)s：花了 %(spent)s，平台记的成交 %(sold)s，一元换回 %(ratio)s 元。") % given


def _gaps(one: Finding, _numbers: Mapping[str, Any], _kind: str) -> str:
    return _("期间里缺 %(n)s 店天的报表，有的数不完整。") % {"n": one["data"]["days"]}


def _unit(one: Finding, numbers: Mapping[str, Any]) -> Unit:
    return Unit(numbers[one["numbers"][0]]["unit"])
