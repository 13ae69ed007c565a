"""Hours of a day: the intervals in which work is done, kept as microseconds since midnight."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from .messages import MessageError

SECOND = 1_000_000
DAY = 86_400 * SECOND

Hours = tuple[tuple[int, int], ...]  # ascending, apart from each other; empty: a day off
Texts = Sequence[tuple[str, str]]  # [("09:00", "12:00"), ("13:00", "18:00")]

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)


class CalendarError(MessageError):
    """Hours, a weekday or an exception of a calendar that make no sense."""


def read_hours(texts: Texts) -> Hours:
    """Intervals from their texts; raises :class:`CalendarError` naming the interval."""
    hours = tuple(sorted(_interval(begin, end) for begin, end in texts))
    for (_, end), (begin, _) in pairwise(hours):
        if begin < end:
            raise CalendarError(
                f"工作时段重叠：上一段到 {clock(end)}，下一段从 {clock(begin)} 开始",
                f"working hours overlap: one ends at {clock(end)}, the next begins at {clock(begin)}",
            )
    return hours


def show_hours(hours: Hours) -> tuple[tuple[str, str], ...]:
    """Intervals as texts again."""
    return tuple((clock(begin), clock(end)) for begin, end in hours)


def clock(at: int) -> str:
    """``09:00``; the end of the day is ``24:00``."""
    minutes = at // (60 * SECOND)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _interval(begin: str, end: str) -> tuple[int, int]:
    first, last = _minute(begin), _minute(end)
    if last <= first:
        raise CalendarError(
            f"工作时段 {begin}–{end} 的结束不晚于开始；跨过午夜的班次请拆成到 24:00 和次日从 00:00 两段",
            f"the working hours {begin}–{end} end before they begin; split a shift over midnight "
            "into one that ends at 24:00 and one from 00:00 of the next day",
        )
    return first * 60 * SECOND, last * 60 * SECOND


def _minute(text: str) -> int:
    found = _CLOCK.fullmatch(unicodedata.normalize("NFKC", text).strip())
    minutes = int(found[1]) * 60 + int(found[2]) if found and int(found[2]) < 60 else -1
    if not 0 <= minutes <= 24 * 60:
        raise CalendarError(f"“{text}”不是时刻，请写成 09:00", f"“{text}” is no time of day; write it like 09:00")
    return minutes
