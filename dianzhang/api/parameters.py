"""Parameters of an address, each declared; what is not declared, or cannot be read, is refused with what would do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext

from dianzhang.engine.distrust import whole
from dianzhang.kernel.vocabulary import nearest

from .problems import Problem, unknown


def given(request: HttpRequest, known: Iterable[str]) -> dict[str, str]:
    """The parameters of the address, all of them known and each there once."""
    names = list(known)
    found: dict[str, str] = {}
    for name, values in request.GET.lists():
        if name not in names:
            detail, advice = unknown(gettext("参数"), name, names, nearest(name, names))
            raise Problem("unknown-parameter", detail, where=f"query/{name[:80]}", advice=advice)
        if len(values) > 1:
            raise unreadable(name, ",".join(values), gettext("一个参数只写一次；几个值用逗号隔开。"))
        found[name] = str(values[0])
    return found


def unreadable(name: str, value: str, advice: str) -> Problem:
    detail = gettext("“%(name)s”里的“%(value)s”看不懂。") % {"name": name, "value": value[:80]}
    return Problem("unreadable-value", detail, where=f"query/{name}", advice=advice)


def number(found: dict[str, str], name: str, least: int, most: int, otherwise: int) -> int:
    """A whole number between ``least`` and ``most``."""
    if name not in found:
        return otherwise
    value = whole(found[name]) if found[name].isascii() else None
    if value is None or not least <= value <= most:
        between = {"least": least, "most": most}
        raise unreadable(name, found[name], gettext("要是 %(least)s 到 %(most)s 之间的整数。") % between)
    return value


def day(found: dict[str, str], name: str, otherwise: date) -> date:
    if name not in found:
        return otherwise
    text = found[name]
    try:
        if len(text) != 10:
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise unreadable(name, text, gettext("写成 2026-11-23 这样的日期。")) from None


def one_of(found: dict[str, str], name: str, choices: Iterable[str], otherwise: str) -> str:
    value, known = found.get(name, otherwise), list(choices)
    if value not in known:
        near = nearest(value, known)
        likely = gettext("是不是“%(near)s”？") % {"near": near} if near else ""
        raise unreadable(
            name, value, likely or gettext("可以用的有：%(known)s。") % {"known": gettext("、").join(known)}
        )
    return value
