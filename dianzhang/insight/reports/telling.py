"""The numbers of a report in lines of text."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from dianzhang.engine.words import word
from dianzhang.kernel.units import Unit

from ..morning.saying import moved_by, said


def figures_said(kept: Mapping[str, Any], only: Collection[str] | None = None) -> list[str]:
    """``支付金额 18.6 万元，较上一期 +3.2%，较去年同期 −7.2%``; of those named ``only``, if any are."""
    return [line(one) for one in kept["numbers"] if only is None or one["name"] in only]


def line(one: Mapping[str, Any]) -> str:
    name = word(one["name"])
    if one["value"] is None:
        return _("%(name)s 没有数：%(reason)s") % {"name": name, "reason": (one.get("reason") or [_("没有数")])[0]}
    value, unit = Decimal(one["value"]), Unit(one["unit"])
    parts = [f"{name} {said(value, unit)}"]
    for words, before in ((_("较上一期"), one["earlier"][-1]), (_("较去年同期"), one["year"])):
        if (moved := moved_by(value, before, unit)) is not None:
            parts.append(f"{words} {moved}")
    if (aim := one["target"]) and aim["there"] is not None and aim["target"]:
        due = said(Decimal(aim["target"]), unit)
        parts.append(
            _("本月到期末 %(there)s，目标 %(target)s") % {"there": said(Decimal(aim["there"]), unit), "target": due}
        )
    return "，".join(parts)
