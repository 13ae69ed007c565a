"""What the record of a target shows: its pace with the arithmetic, its parts, and what it was before."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from dianzhang.engine.access import Actor, reach_of
from dianzhang.engine.moment import today
from dianzhang.engine.organisation import organisation
from dianzhang.engine.words import state_name, word
from dianzhang.kernel.units import Unit

from ..models import Target, TargetChange
from ..states import PACES, TARGET
from . import reach
from .dividing import ways
from .parts import parts_of
from .standing import Standing, standing
from .words import as_written, written

STANDINGS = {
    "met": ("达成", "ok"), "on": ("跟上进度", "ok"), "close": ("略微落后", "warn"), "behind": ("落后", "late"),
    "missed": ("没有达成", "late"), "over": ("已超出上限", "late"), "none": ("没有数", ""),
}  # fmt: skip


def told(figure: Decimal | None, unit: Unit) -> str:
    """A number in the unit of its measure, for people: to two places."""
    if figure is None:
        return "—"
    return written(int(as_written(figure, unit).quantize(Decimal("0.01")).scaleb(2)), unit)


def percent(ratio: Decimal) -> str:
    return f"{(ratio * 100).quantize(Decimal('0.1'))}%"


def arithmetic(found: Standing) -> list[str]:
    """The reckoning in lines, as one would write it beside the number."""
    unit, pace, share = found.unit, found.pace, found.share
    whole = told(found.figure, unit)
    lines = [found.fell_back] if found.fell_back else []
    if not found.grows:
        return [*lines, _("这个数不是一天天加上去的，每天都该是 %(whole)s。") % {"whole": whole}]
    said = {"done": _counted(found, share.done), "all": _counted(found, share.whole), "ratio": percent(share.ratio)}
    curves = {
        "even": _("按天平均：%(all)s 天过了 %(done)s 天，%(done)s ÷ %(all)s = %(ratio)s"),
        "weights": _("按活动日加权：全期折合 %(all)s 天，过了 %(done)s 天，%(done)s ÷ %(all)s = %(ratio)s"),
        "last_year": _("按去年同期：去年到同一天 %(done)s，全期 %(all)s，%(done)s ÷ %(all)s = %(ratio)s"),
    }
    lines.append(curves[found.curve] % said)
    due = {"whole": whole, "ratio": said["ratio"], "due": told(pace.due, unit)}
    lines.append(_("应完成：%(whole)s × %(ratio)s = %(due)s") % due)
    if found.attained is None:
        return [*lines, found.reason]
    there = {"there": told(found.attained, unit), "day": found.through, "due": due["due"]}
    lines.append(_("截至 %(day)s 完成 %(there)s") % there)
    if pace.per_day is not None and pace.left is not None and pace.left > 0:
        left = {"left": told(pace.left, unit), "days": found.days_left, "each": told(pace.per_day, unit)}
        lines.append(_("还差 %(left)s ÷ 剩下 %(days)s 天 = 每天 %(each)s") % left)
    if pace.forecast is not None and found.days_left:
        lead = there | {"ratio": said["ratio"], "to": told(pace.forecast, unit)}
        lines.append(_("照现在的进度：%(there)s ÷ %(ratio)s = %(to)s") % lead)
    return lines


def _counted(found: Standing, value: Decimal) -> str:
    return told(value, found.unit) if found.curve == "last_year" else f"{value.normalize():f}"


def whose(target: Target) -> str:
    """The bearer and the shop, for people."""
    org = organisation()
    named = []
    if target.for_person_id is not None:
        named.append(org.names.get(target.for_person_id, f"#{target.for_person_id}"))
    elif target.for_unit_id is not None and target.for_unit_id in org.units:
        named.append(word(org.units[target.for_unit_id].name))
    if target.shop_id is not None:
        shop = org.shops.get(target.shop_id)
        named.append(shop.name if shop is not None else f"#{target.shop_id}")
    return " · ".join(named) or _("全部门")


def drawn(found: Standing) -> dict[str, Any]:
    """A target and how far it is, for templates.  ``bar``: attained, the whole, where it should be."""
    name, colour = STANDINGS[found.pace.standing]
    unit, target = found.unit, found.target
    return {
        "pk": target.pk, "number": word(target.metric), "code": target.metric, "whose": whose(target),
        "period": target.period, "whole": told(found.figure, unit), "attained": told(found.attained, unit),
        "known": found.attained is not None, "reason": found.reason, "standing": word(name), "colour": colour,
        "due": told(found.pace.due, unit), "ahead": told(found.pace.ahead, unit), "grows": found.grows,
        "left": told(found.pace.left, unit), "per_day": told(found.pace.per_day, unit),
        "forecast": told(found.pace.forecast, unit), "days_left": found.days_left,
        "curve": word(PACES[found.curve]) if found.grows else "", "fell_back": found.fell_back,
        "ratio": percent(found.attained / found.figure) if found.attained is not None and found.figure else "",
        "bar": {
            "value": found.attained if found.attained is not None and found.attained > 0 else Decimal(0),
            "whole": max(found.figure, found.attained or Decimal(0)), "due": found.pace.due, "level": colour or "act",
        },
    }  # fmt: skip


def pace_section(target: Target, actor: Actor) -> Mapping[str, Any] | None:
    """How far it is, with the arithmetic; None once it no longer counts."""
    if target.status != "set":
        return None
    found = standing(target, today(), actor)
    may = reach_of(actor, "target.split") is not None and not reach.why_not(actor, target, "target.split")
    return {"row": drawn(found), "lines": arithmetic(found), "split": target.pk if may and ways(target) else None}


def parts_section(target: Target, _actor: Actor) -> Mapping[str, Any] | None:
    """What it was taken apart into, and whether that is the whole."""
    unit = Unit(target.measured_in)
    groups = [
        {
            "name": word(group.zh), "count": len(group.parts), "sum": written(group.total, unit),
            "lacks": written(group.lacks, unit) if group.lacks > 0 else "",
            "more": written(-group.lacks, unit) if group.lacks < 0 else "",
            "rows": [
                {"pk": one.pk, "period": one.period, "whose": whose(one), "value": written(one.value_cents, unit)}
                for one in group.parts
            ],
        }
        for group in parts_of(target)
    ]  # fmt: skip
    return {"groups": groups, "whole": written(target.value_cents, unit)} if groups else None


def history_section(target: Target, _actor: Actor) -> Mapping[str, Any] | None:
    """Every time it was changed, and the targets that it took the place of, newest first."""
    unit, org = Unit(target.measured_in), organisation()
    rows = [
        {
            "at": one.at, "who": org.names.get(one.person_id or 0, ""), "was": written(one.was_cents, unit),
            "now": written(one.value_cents, unit), "why": one.reason,
        }
        for one in TargetChange.objects.filter(target_id=target.pk).order_by("-id")
    ]  # fmt: skip
    same = ("period", "metric", "shop_id", "for_unit_id", "for_person_id")
    before = Target.objects.filter(**{name: getattr(target, name) for name in same}, pk__lt=target.pk)
    earlier = [
        {
            "pk": one.pk, "who": org.names.get(one.owner_id or 0, ""), "value": written(one.value_cents, unit),
            "status": state_name(TARGET, "status", one.status),
        }
        for one in before.order_by("-id")[:20]
    ]  # fmt: skip
    return {"rows": rows, "earlier": earlier} if rows or earlier else None
