"""例行: who owes what, on which recurrence, due when, proved by which event."""

from __future__ import annotations

import re

from dateutil.rrule import rrulestr

from ...messages import Message
from ...rules import Duty
from ..context import Context, Slot
from ..forms import Form, Keys
from ..nodes import Text
from ..words import actions_of, posts_of, time_of_day

KEYS: Keys = {
    "title": ("事项", "name"),
    "owner": ("责任",),
    "recurrence": ("周期",),
    "due": ("时间",),
    "proof": ("证明",),
}
_DAYS = dict(zip("一二三四五六日天", ("MO", "TU", "WE", "TH", "FR", "SA", "SU", "SU"), strict=True))
_PLAIN = {
    "每天": "FREQ=DAILY", "每日": "FREQ=DAILY", "daily": "FREQ=DAILY",
    "每个工作日": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "每工作日": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "every working day": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "每周": "FREQ=WEEKLY", "weekly": "FREQ=WEEKLY", "每月": "FREQ=MONTHLY", "monthly": "FREQ=MONTHLY",
    "每季": "FREQ=MONTHLY;INTERVAL=3", "每季度": "FREQ=MONTHLY;INTERVAL=3", "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "每年": "FREQ=YEARLY", "yearly": "FREQ=YEARLY",
}  # fmt: skip
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])\s*")
_RRULE = re.compile(r"FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;[A-Z]{5,10}=[A-Z0-9,+-]{1,60}){0,6}")


def compile_duty(form: Form, context: Context, slot: Slot) -> None:
    base = slot.base(form.pairs)
    name = form.text("title", need=True)
    owner_text = form.text("owner", need=True)
    owner = posts_of(context, [owner_text]) if owner_text else ()
    recurrence = _recurrence(context, form.text("recurrence", need=True))
    due_text = form.text("due")
    if due_text and recurrence == "FREQ=WEEKLY" and (day := _WEEKDAY.match(due_text.value)):
        recurrence = f"FREQ=WEEKLY;BYDAY={_DAYS[day[1]]}"  # 每周, due 星期一 12:00
        due_text = Text(due_text.value[day.end() :], due_text.at(day.end(), len(due_text.value) - day.end()))
    due = time_of_day(context, due_text)
    proof = actions_of(context, form.texts("proof", need=True))
    if name and owner and recurrence:
        slot.add(
            Duty(
                **base, name=name.value, owner=owner[0], recurrence=recurrence, due=due or "",
                proof=frozenset(a.name for a in proof),
            ),
            context,
        )  # fmt: skip


def _recurrence(context: Context, text: Text | None) -> str | None:
    """每日, 每周一、周四, 每月5日, or an RRULE as it stands."""
    if text is None:
        return None
    word = text.value.strip()
    if word in _PLAIN:
        return _PLAIN[word]
    if re.fullmatch(r"每周[一二三四五六日天](?:[、和]?周?[一二三四五六日天]){0,6}", word):
        days = dict.fromkeys(_DAYS[sign] for sign in word if sign in _DAYS)
        return "FREQ=WEEKLY;BYDAY=" + ",".join(days)
    if (found := re.fullmatch(r"每月([0-9]{1,2})[日号]", word)) and 1 <= int(found[1]) <= 31:
        return f"FREQ=MONTHLY;BYMONTHDAY={int(found[1])}"
    rule = word.upper().removeprefix("RRULE:")
    if _RRULE.fullmatch(rule) and "INTERVAL=0" not in rule:
        try:
            rrulestr(rule)
        except ValueError:
            pass
        else:
            return rule
    context.report.error(
        text.place, f"读不懂周期“{text.value}”", f"cannot read the recurrence “{text.value}”",
        Message(
            "写成 每日、每个工作日、每周一、每月5日，或 RRULE", "write daily, every working day, weekly, or an RRULE"
        ),
    )  # fmt: skip
    return None
