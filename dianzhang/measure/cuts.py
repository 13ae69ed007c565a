"""What numbers are told apart by beside shop, unit and person: where the buyer lives, the hour of the day.

A measure names the expression that tells its facts apart (``Measure.cuts``); everything else follows from that: parts
on boards and on the page of the number, ``by=province`` of the command and the API, the rows of one part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from .metrics import Definition


@dataclass(frozen=True)
class Cut:
    """``keys``: all that there are, in their order, also those without facts; none: what the facts have."""

    name: str
    zh: str
    not_by: str
    keys: tuple[Any, ...] = ()


CUTS: Mapping[str, Cut] = {
    "province": Cut("province", gettext_noop("按省份"), gettext_noop("不分省份")),
    "hour": Cut("hour", gettext_noop("按钟点"), gettext_noop("不分钟点"), tuple(range(24))),
}


def cuts_of(definition: Definition) -> list[Cut]:
    """Those by which all that the number is made of can be told apart."""
    return [one for one in CUTS.values() if all(one.name in measure.cuts for measure in definition.measures())]


def key_said(name: str, key: Any) -> str:
    """09:00; 浙江省; 未写 of facts that do not say."""
    if name == "hour":
        return f"{int(key):02}:00"
    return str(key) or _("未写")


def key_read(name: str, text: str) -> Any:
    """A key as addresses have it.  ValueError for what is none."""
    return int(text) if name == "hour" else text
