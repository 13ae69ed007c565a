"""What a tile says in plain words, for files and pictures as for pages."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from dianzhang.engine.moment import today
from dianzhang.engine.words import message, word
from dianzhang.kernel.messages import Message
from dianzhang.kernel.units import Unit
from dianzhang.measure.rights import called as whose
from dianzhang.ui.figures import change
from dianzhang.ui.figures import plain as plain
from dianzhang.ui.wording import chinese, days

from .filling import Filled
from .spans import Against, Days

NOTES: Mapping[Against, str] = {
    "before": _("较前一段"), "week": _("较上周同日"), "month": _("较上月同期"), "year": _("较去年同期"), "target": "",
    "none": "",
}  # fmt: skip


def called(one: Filled) -> str:
    """Its name; of one's own number or one's unit's, that it is."""
    name = name_of(one)
    return whose(name, one.of) if one.of is not None and not one.barred else name


def name_of(one: Filled) -> str:
    """As the reader's language calls it: the rulebook says what its metrics are called in English."""
    if one.definition is None:
        return word(one.tile.number)
    metric = one.definition.metric
    return metric.en if metric is not None and metric.en and not chinese() else word(one.definition.name)


def days_said(days_of: Days) -> str:
    """11月22日; of days that are not over: 11月1日 – 11月23日，到现在."""
    text = days(days_of.first, days_of.last)
    return gettext("%(days)s，到现在") % {"days": text} if days_of.last >= today() else text


def said(why: Message | str | None) -> str:
    return message(why) if isinstance(why, Message) else why or ""


def reason(one: Filled) -> str:
    """Why there is no value, or why not for this reader."""
    return one.barred or said(one.why) or gettext("这几天没有数")


def note_of(one: Filled, moved: bool) -> str:
    """With what it is compared; of a target, how much of it is reached."""
    assert one.definition is not None
    if one.tile.against == "target":
        if one.aim is None:
            return gettext("这段日子没有下达目标")
        if one.definition.unit is Unit.RATIO:  # of a rate no part is reached
            return gettext("目标 %(aim)s") % {"aim": plain(one.aim, one.definition.unit)}
        share = {"share": f"{one.value / one.aim:.0%}" if one.value is not None else "—"}
        return gettext("目标 %(aim)s，到了 %(share)s") % (share | {"aim": plain(one.aim, one.definition.unit)})
    if one.unlike:
        return one.unlike if one.value is not None else ""
    if one.then is None:
        return ""
    if not moved:
        return gettext("没有可比的") if one.value is not None else ""
    note = word(NOTES[one.tile.against])
    return gettext("%(note)s，都不算今天") % {"note": note} if one.running else note


def moved_said(one: Filled) -> str:
    """▲ 12.5% 较上周同日."""
    if one.definition is None or one.barred or one.value is None:
        return ""
    moved = change(one.beside, one.was, one.definition.unit, one.definition.better)
    arrow = {True: "▲ ", False: "▼ ", None: ""}[moved["up"]] if moved is not None else ""
    told = f"{arrow}{moved['text']} " if moved is not None else ""
    return f"{told}{note_of(one, moved is not None)}".strip()
