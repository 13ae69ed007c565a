"""Spans of time as the rulebook writes them: ``10分钟``, ``三个工作日``, ``一个半小时``, ``2 working hours``.

A month or a year is no span, for it has no fixed length; half a working day is none either, for its
length depends on the calendar.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from .messages import MessageError
from .units import Span

DAY = 86_400
LONGEST_DAYS = 36_500  # a hundred years: beyond lies a slip of the pen

_HALF = Decimal("0.5")
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_WORDS = {
    "half": _HALF, "half a": _HALF, "half an": _HALF, "a": Decimal(1), "an": Decimal(1), "one": Decimal(1),
    "two": Decimal(2), "three": Decimal(3), "four": Decimal(4), "five": Decimal(5), "six": Decimal(6),
    "seven": Decimal(7), "eight": Decimal(8), "nine": Decimal(9), "ten": Decimal(10), "twelve": Decimal(12),
}  # fmt: skip

_ZH_UNITS = {
    "秒": 1, "秒钟": 1, "分": 60, "分钟": 60, "刻": 900, "刻钟": 900, "时": 3600, "小时": 3600, "钟头": 3600,
    "日": DAY, "天": DAY, "周": 7 * DAY, "星期": 7 * DAY, "礼拜": 7 * DAY,
}  # fmt: skip
_EN_UNITS = {
    "s": 1, "sec": 1, "second": 1, "m": 60, "min": 60, "minute": 60, "h": 3600, "hr": 3600, "hour": 3600,
    "d": DAY, "day": DAY, "w": 7 * DAY, "week": 7 * DAY,
}  # fmt: skip


def _longest_first(words: dict[str, int] | dict[str, Decimal]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_ZH_PIECE = re.compile(
    rf"(?P<number>\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百]+|半)个?(?P<half>半)?"
    rf"(?P<kind>工作|自然)?(?P<unit>{_longest_first(_ZH_UNITS)})(?P<tail>半)?",
    re.ASCII,
)
_EN_PIECE = re.compile(
    rf"(?P<number>\d+(?:\.\d+)?|(?:{_longest_first(_WORDS)})(?= )) ?(?P<kind>(?:working|business|natural|calendar) )?"
    rf"(?P<unit>{_longest_first(_EN_UNITS)})s?(?![a-z])(?: and(?= )|,)? ?",
    re.ASCII,
)


class SpanError(MessageError):
    """A text that is no span of fixed length."""


def parse_span(text: str, *, negative: bool = False) -> Span:
    """The span that ``text`` names.

    With ``negative`` a leading minus is allowed (a step of a plan that lies after its base date).
    Raises :class:`SpanError` saying what was read and how to write it.
    """
    plain = unicodedata.normalize("NFKC", text).strip().lower().replace("−", "-").replace("–", "-")
    minus = plain.startswith("-")
    if minus and not negative:
        raise SpanError(f"“{text}”：时限不能为负", f"“{text}”: a span cannot be negative")
    plain = plain.removeprefix("-").strip()
    pieces = _pieces(re.sub(r"(?:之内|以内|内)$", "", re.sub(r"\s+", "", plain)), _ZH_PIECE) or _pieces(
        re.sub(r"\s+", " ", plain), _EN_PIECE
    )
    if not pieces:
        raise _unreadable(text)
    span = _sum(text, pieces)
    return Span(-span.days, -span.seconds, span.working) if minus else span


def span_zh(span: Span) -> str:
    """The span in Chinese, in words that :func:`parse_span` reads back as the same span."""
    if span.days < 0 or span.seconds < 0:
        return "-" + span_zh(Span(-span.days, -span.seconds, span.working))
    work = "工作" if span.working else ""
    days = [f"{span.days}{'个工作日' if span.working else '天'}"] if span.days else []
    parts = [f"{n}{work}{unit}" for n, unit in zip(_clock(span.seconds), ("小时", "分钟", "秒"), strict=True) if n]
    return "".join(days + parts) or f"0{work}分钟"


def span_en(span: Span) -> str:
    """The span in English, in words that :func:`parse_span` reads back as the same span."""
    if span.days < 0 or span.seconds < 0:
        return "-" + span_en(Span(-span.days, -span.seconds, span.working))
    work = "working " if span.working else ""
    counts = zip((span.days, *_clock(span.seconds)), ("day", "hour", "minute", "second"), strict=True)
    return " ".join(f"{n} {work}{unit}{'' if n == 1 else 's'}" for n, unit in counts if n) or f"0 {work}minutes"


def _clock(seconds: int) -> tuple[int, int, int]:
    """Hours are never carried into days: 24 working hours are not one working day."""
    return seconds // 3600, seconds // 60 % 60, seconds % 60


def _pieces(text: str, piece: re.Pattern[str]) -> list[re.Match[str]]:
    """``text`` cut into pieces from end to end, or nothing when something is left over."""
    found, at = [], 0
    while at < len(text):
        match = piece.match(text, at)
        if match is None:
            return []
        found.append(match)
        at = match.end()
    return found


def _sum(text: str, pieces: list[re.Match[str]]) -> Span:
    working = {(piece["kind"] or "").strip() in ("工作", "working", "business") for piece in pieces}
    if len(working) > 1:
        raise SpanError(
            f"“{text}”混用了工作时间和自然时间，请统一，如“1个工作日2工作小时”",
            f"“{text}” mixes working and natural time; use one, like “1 working day 2 working hours”",
        )
    days, seconds = 0, Decimal(0)
    for piece in pieces:
        unit = (_ZH_UNITS | _EN_UNITS)[piece["unit"]]
        amount = _amount(text, piece) * unit
        if unit < DAY:
            seconds += amount
            continue
        if True in working and (unit > DAY or amount % DAY):
            raise SpanError(
                f"“{text}”：工作日只能是整天，不足一天请写工作小时",
                f"“{text}”: working days come whole; write working hours for less than a day",
            )
        days += int(amount // DAY)
        seconds += amount % DAY
    if seconds % 1:
        raise SpanError(f"“{text}”不是整秒", f"“{text}” is not a whole number of seconds")
    if days + seconds / DAY > LONGEST_DAYS:
        raise SpanError(f"“{text}”超过一百年，请检查", f"“{text}” is longer than a hundred years; check it")
    return Span(days, int(seconds), True in working)


def _amount(text: str, piece: re.Match[str]) -> Decimal:
    groups = piece.groupdict()
    number = groups["number"]
    if len(number) > 20:
        raise _unreadable(text)
    if number in _WORDS:
        amount = _WORDS[number]
    elif number == "半":
        amount = _HALF
    elif number[0].isdigit():
        amount = Decimal(number)
    else:
        amount = Decimal(_numeral(text, number))
    return amount + _HALF * sum(1 for half in (groups.get("half"), groups.get("tail")) if half)


def _numeral(text: str, number: str) -> int:
    """十五 is 15, 二十四 is 24, 一百二十 is 120, 三零 is 30."""
    if not set(number) & set("十百"):
        return int("".join(str(_DIGITS[digit]) for digit in number))
    found = re.fullmatch(
        r"(?:([一二两三四五六七八九])百)?零?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?", number
    )
    if found is None:
        raise _unreadable(text)
    hundreds, tens, ten, ones = found.groups()
    return _DIGITS.get(hundreds, 0) * 100 + (_DIGITS[tens or "一"] * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _unreadable(text: str) -> SpanError:
    if re.search(r"月|年|季|month|year|quarter", text.lower()):
        return SpanError(
            f"“{text}”没有固定长度，请写成天或工作日，如“30天”",
            f"“{text}” has no fixed length; write days or working days, like “30 days”",
        )
    return SpanError(
        f"读不懂时限“{text}”，可写“10分钟”“半小时”“3个工作日”“2工作小时”",
        f"cannot read the span “{text}”; write “10 minutes”, “half an hour”, “3 working days”, “2 working hours”",
    )


def length(span: Span) -> int:
    """The seconds of a natural span; of working spans only the order, among days and among hours."""
    return span.days * DAY + span.seconds
