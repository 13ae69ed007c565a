"""Recurrences as people write them: 每个工作日, 每周一、周四, 每月最后一天, 每季度第一个工作日, or an RRULE."""

from __future__ import annotations

import re

from ..messages import Message, MessageError
from ..recurrence import recurrence
from .context import Context
from .nodes import Text

_DAYS = dict(zip("一二三四五六日天", ("MO", "TU", "WE", "TH", "FR", "SA", "SU", "SU"), strict=True))
_ENGLISH_DAYS = {name: name[:2].upper() for name in (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")}  # fmt: skip
_PERIODS = {
    "日": "FREQ=DAILY", "天": "FREQ=DAILY", "周": "FREQ=WEEKLY", "星期": "FREQ=WEEKLY", "月": "FREQ=MONTHLY",
    "季": "FREQ=MONTHLY;INTERVAL=3", "季度": "FREQ=MONTHLY;INTERVAL=3", "半年": "FREQ=MONTHLY;INTERVAL=6",
    "年": "FREQ=YEARLY",
    "week": "FREQ=WEEKLY", "month": "FREQ=MONTHLY", "quarter": "FREQ=MONTHLY;INTERVAL=3",
    "half-year": "FREQ=MONTHLY;INTERVAL=6", "half year": "FREQ=MONTHLY;INTERVAL=6", "year": "FREQ=YEARLY",
}  # fmt: skip
_ADVERBS = {
    "weekly": "week", "monthly": "month", "quarterly": "quarter", "half-yearly": "half-year", "yearly": "year",
}  # fmt: skip
_EACH_DAY = ("每天", "每日", "daily", "every day", "each day")
_EACH_WORKING_DAY = (
    "每个工作日",
    "每工作日",
    "every working day",
    "each working day",
    "on working days",
    "every weekday",
    "each weekday",
    "on weekdays",
)
_NUMBERS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_ENDS = {"MONTHLY": "BYMONTHDAY=-1", "MONTHLY;INTERVAL=3": "BYMONTH=3,6,9,12;BYMONTHDAY=-1",
         "MONTHLY;INTERVAL=6": "BYMONTH=6,12;BYMONTHDAY=-1", "YEARLY": "BYMONTH=12;BYMONTHDAY=-1",
         "WEEKLY": "BYDAY=SU"}  # fmt: skip
_P = r"(周|星期|月|季度|季|半年|年)"
_N = r"([0-9]{1,2}|[一二两三四五六七八九十])"
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])\s*")
_HINT = Message(
    "写成 每日、每个工作日、每周一、每月5日，或 RRULE",
    "write daily, every working day, every Friday, 5th of the month, or an RRULE",
)


def weekday_first(recurrence: Text | None, due: Text | None) -> tuple[Text | None, Text | None]:
    """``每周`` with ``星期一 12:00`` as its time is ``每周一`` at ``12:00``."""
    if recurrence is None or due is None or recurrence.value.strip() not in ("每周", "每星期"):
        return recurrence, due
    day = _WEEKDAY.match(due.value)
    if day is None:
        return recurrence, due
    return Text(f"每周{day[1]}", recurrence.place), (
        Text(due.value[day.end() :], due.at(day.end(), len(due.value) - day.end())) if due.value[day.end() :] else None
    )


def recurrence_of(context: Context, text: Text | None) -> str | None:
    """The RRULE of what is written, or None (then it is reported)."""
    if text is None:
        return None
    word = re.sub(r"\s+", " ", text.value.strip())
    rule = _chinese(word.replace(" ", "")) or _english(word.lower()) or word.upper().removeprefix("RRULE:")
    try:
        recurrence(rule)
    except MessageError as error:
        message = error.message if rule.startswith("FREQ=") else Message(
            f"读不懂周期“{text.value}”", f"cannot read the recurrence “{text.value}”")  # fmt: skip
        if rule.startswith("FREQ="):  # in the words in which it is written
            message = Message(message.zh.replace(rule, text.value), message.en.replace(rule, text.value))
        context.report.error(text.place, message.zh, message.en, _HINT)
        return None
    return rule


def _chinese(word: str) -> str | None:
    if word in _EACH_DAY:
        return "FREQ=DAILY"
    if word in _EACH_WORKING_DAY:
        return _working("FREQ=DAILY", 1)
    if re.fullmatch(r"每个?(?:周|星期|礼拜)[一二三四五六日天](?:[、和](?:周|星期|礼拜)?[一二三四五六日天]){0,6}", word):
        days = dict.fromkeys(_DAYS[sign] for sign in word if sign in _DAYS)
        return "FREQ=WEEKLY;BYDAY=" + ",".join(days)
    if found := re.fullmatch(rf"每个?{_P}(?:的?(初|末|底))?", word):  # 每月, 每季初, 每季末
        return _working(_PERIODS[found[1]], 1 if found[2] == "初" else -1)
    if found := re.fullmatch(rf"每个?{_P}的?(倒数)?(?:第{_N}|最后一)个?工作日", word):
        number = _number(found[3]) if found[3] else -1
        return _working(_PERIODS[found[1]], -abs(number) if found[2] else number)
    if found := re.fullmatch(rf"每个?{_P}的?最后一[天日]", word):
        return _last_day(_PERIODS[found[1]])
    if found := re.fullmatch(r"每个?月([0-9]{1,2}[日号](?:[、和][0-9]{1,2}[日号]){0,9})(?:或者?最后一[天日])?", word):
        return _month_days([int(n) for n in re.findall(r"[0-9]+", found[1])])
    if found := re.fullmatch(r"每个?月([0-9]{1,2}[日号](?:[、和][0-9]{1,2}[日号]){0,9})[、和]最后一[天日]", word):
        return _month_days([*(int(n) for n in re.findall(r"[0-9]+", found[1])), 31])
    if found := re.fullmatch(r"每年([0-9]{1,2})月([0-9]{1,2})[日号]", word):
        return f"FREQ=YEARLY;BYMONTH={int(found[1])};BYMONTHDAY={int(found[2])}"
    return None


def _english(word: str) -> str | None:
    if word in _EACH_DAY:
        return "FREQ=DAILY"
    if word in _EACH_WORKING_DAY:
        return _working("FREQ=DAILY", 1)
    if found := re.fullmatch(r"(?:every|each) ([a-z]+(?:(?:,| and|, and) [a-z]+){0,6})", word):
        names = re.findall(r"[a-z]+day", found[1])
        if names and all(name in _ENGLISH_DAYS for name in names):
            return "FREQ=WEEKLY;BYDAY=" + ",".join(dict.fromkeys(_ENGLISH_DAYS[name] for name in names))
    period = _ADVERBS.get(word) or word.removeprefix("every ").removeprefix("each ")
    if period in _PERIODS and period.isascii():
        return _working(_PERIODS[period], -1)
    if found := re.fullmatch(
        r"(first|second|third|fourth|fifth|last) working day of (?:the|each|every) ([a-z -]+)", word
    ):
        return _working(_PERIODS[found[2]], _ORDINALS[found[1]]) if found[2] in _PERIODS else None
    if found := re.fullmatch(r"last day of (?:the|each|every) ([a-z -]+)", word):
        return _last_day(_PERIODS[found[1]]) if found[1] in _PERIODS else None
    if found := re.fullmatch(
        r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th)? of (?:the|each|every) month(?: or its last day)?", word
    ):
        return _month_days([int(found[1])])
    return None


def _working(period: str, number: int) -> str:
    return f"{period};BYWORKDAY={number}"


def _last_day(period: str) -> str | None:
    end = _ENDS.get(period.removeprefix("FREQ="))
    frequency = "YEARLY" if end and "BYMONTH=" in end else period.removeprefix("FREQ=")
    return f"FREQ={frequency};{end}" if end else None


def _month_days(days: list[int]) -> str | None:
    """The 5th; a day that not every month has stands for its last: the 30th is in February the 28th or 29th.

    Of such days there can be one beside the others; of two, none could say which is meant in February.
    """
    days = sorted(set(days))
    early, late = [day for day in days if day <= 28], [day for day in days if day > 28]
    if not days or not 1 <= days[0] <= days[-1] <= 31 or len(late) > 1:
        return None
    if not late:
        return "FREQ=MONTHLY;BYMONTHDAY=" + ",".join(map(str, early))
    whole = [*early, *(day for day in range(28, late[0] + 1) if day not in early)]
    places = [*range(1, len(early) + 1), -1]
    return f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, whole))};BYSETPOS={','.join(map(str, places))}"


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]
