"""Recurrences as people write them: 每个工作日, 每两周周五, 每月最后一个周五, last Friday of the month, or an RRULE."""

from __future__ import annotations

import re

from ..messages import Message, MessageError
from ..recurrence import recurrence
from .context import Context
from .nodes import Text
from .recurrence_en import english
from .recurrence_zh import chinese, understood

_WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])\s*")
_WEEKS = re.compile(r"每(?:[两二三四2-4]个?)?(?:周|星期)|隔周")
_HINT = Message(
    "写成 每日、每个工作日、每周一、每周一至周五、每两周周五、每月5日、每月最后一天、每月最后一个周五、"
    "每月第三个工作日、每季度首月10日、每季末、每半年、每年3月15日，或 RRULE",
    "write daily, every working day, every Friday, every Monday to Friday, every two weeks on Friday, "
    "5th of the month, last day of the month, last Friday of the month, third working day of the month, "
    "10th of the first month of each quarter, quarterly, half-yearly, every year on 15 March, or an RRULE",
)


def weekday_first(recurrence: Text | None, due: Text | None) -> tuple[Text | None, Text | None]:
    """``每周`` with ``星期一 12:00`` as its time is ``每周一`` at ``12:00``."""
    if recurrence is None or due is None or _WEEKS.fullmatch(recurrence.value.strip()) is None:
        return recurrence, due
    day = _WEEKDAY.match(due.value)
    if day is None:
        return recurrence, due
    week = recurrence.value.strip().replace("星期", "周")
    return Text(f"{week}{day[1]}", recurrence.place), (
        Text(due.value[day.end() :], due.at(day.end(), len(due.value) - day.end())) if due.value[day.end() :] else None
    )


def recurrence_of(context: Context, text: Text | None) -> str | None:
    """The RRULE of what is written, or None (then it is reported)."""
    if text is None:
        return None
    rule = rule_written(text.value) or text.value.strip().upper().removeprefix("RRULE:")
    try:
        recurrence(rule)
    except MessageError as error:
        message = error.message if rule.startswith("FREQ=") else _unread(text.value)
        if rule.startswith("FREQ="):  # in the words in which it is written
            message = Message(message.zh.replace(rule, text.value), message.en.replace(rule, text.value))
        context.report.error(text.place, message.zh, message.en, _HINT)
        return None
    return rule


def rule_written(text: str) -> str | None:
    """The RRULE of what is written in Chinese or English; None for what neither grammar has."""
    word = re.sub(r"\s+", " ", text.strip())
    return chinese(word.replace(" ", "")) or english(word.lower())


def _unread(written: str) -> Message:
    """What was understood is named, so that only the rest need be written otherwise."""
    often, rest = understood(re.sub(r"\s+", "", written))
    if not often:
        return Message(f"读不懂周期“{written}”", f"cannot read the recurrence “{written}”")
    return Message(
        f"读不懂周期“{written}”：“{often}”后面的“{rest}”不是这里写得出的日子",
        f"cannot read the recurrence “{written}”: after “{often}”, “{rest}” names no days",
    )
