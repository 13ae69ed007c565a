"""值守: on these days, between these times, so many people of these posts are there."""

from __future__ import annotations

import re

from ...messages import Message
from ...rules import Coverage
from ..context import Context, Slot
from ..forms import Form, Keys
from ..nodes import Text
from ..recurrences import recurrence_of
from ..words import calendar_of, posts_of, time_of_day

KEYS: Keys = {
    "title": ("事项", "name"),
    "posts": ("岗位", "post"),
    "least": ("至少",),
    "recurrence": ("周期",),
    "due": ("时间", "times"),
    "calendar": ("日历",),
    "owner": ("责任",),
}
_NUMBERS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_MOST = 99
_SIGNS = ("—", "–", "-", "~", "～", "至")


def compile_coverage(form: Form, context: Context, slot: Slot) -> None:
    base = slot.base(form.pairs)
    name = form.text("title", need=True)
    posts = posts_of(context, form.texts("posts", need=True), everyone=True)
    owners = posts_of(context, form.texts("owner", need=True))
    least = _least(context, form.text("least"))
    recurs = form.text("recurrence")
    recurrence = recurrence_of(context, recurs) if recurs else "FREQ=DAILY"
    times = _times(context, form.text("due", need=True))
    if name and posts and owners and least and recurrence and times:
        slot.add(
            Coverage(
                **base, name=name.value, posts=posts, least=least, recurrence=recurrence,
                recurs=recurs.value.strip() if recurs else "每日", opens=times[0], due=times[1],
                calendar=calendar_of(context, form.text("calendar")), owner=owners[0],
            ),
            context,
        )  # fmt: skip


def _least(context: Context, text: Text | None) -> int | None:
    """``2``, ``2人``, ``两个人``, ``2 people``: so many at least; not said is one."""
    if text is None:
        return 1
    found = re.fullmatch(r"([0-9]{1,2}|[一两二三四五])\s*(?:个?人|名|people|persons?)?", text.value.strip())
    number = (int(found[1]) if found[1].isascii() else _NUMBERS[found[1]]) if found else 0
    if 1 <= number <= _MOST:
        return number
    context.report.error(
        text.place, f"读不懂人数“{text.value}”", f"cannot read how many people “{text.value}” are",
        Message("写成 2 或 2人", "write 2 or 2 people"),
    )  # fmt: skip
    return None


def _times(context: Context, text: Text | None) -> tuple[str, str] | None:
    """``12:00-13:00``, ``22:00-06:00`` over midnight, ``00:00-24:00`` around the clock."""
    if text is None:
        return None
    sign = next((s for s in _SIGNS if s in text.value), None)
    if sign is None:
        context.report.error(
            text.place, "值守的时间要有起止", "a time to be covered has a beginning and an end",
            Message("写成 12:00-13:00", "write it like 12:00-13:00"),
        )  # fmt: skip
        return None
    head, _, tail = text.value.partition(sign)
    at = len(head) + len(sign)
    first = time_of_day(context, Text(head.strip(), text.at(0, len(head))))
    whole = tail.strip() == "24:00"
    last = "24:00" if whole else time_of_day(context, Text(tail.strip(), text.at(at, len(tail))))
    if first and first == last:
        context.report.error(
            text.place, "起止是同一个时刻", "it begins and ends at the same time",
            Message("整天写成 00:00-24:00", "write 00:00-24:00 for the whole day"),
        )  # fmt: skip
        return None
    return (first, last) if first and last else None
