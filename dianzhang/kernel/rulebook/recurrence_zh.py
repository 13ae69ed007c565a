"""Recurrences in Chinese: 每 and a period (两周, 季度, 年), then days within it (周五, 最后一个周五, 首月10日, 至)."""

from __future__ import annotations

import re
from dataclasses import replace

from .recurrence_rules import LAST, PERIODS, WEEKDAYS, Period, Wanted, rule_of

_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_DAYS = dict(zip("一二三四五六日天", (*WEEKDAYS, "SU"), strict=True))
_UNITS = {
    "天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month", "季度": "quarter",
    "季": "quarter", "半年": "half-year", "年": "year",
}  # fmt: skip
_EACH_WORKING_DAY = ("每个工作日", "每工作日")

_N = r"(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3})"
_AND = r"[、，和及,]"
_WEEK = r"(?:周|星期|礼拜)"
_D = r"[一二三四五六日天]"
_PERIOD = re.compile(
    rf"(?P<skip>隔|每隔一个?|每?双(?=周|月))?(?P<each>每逢?)?(?:(?P<n>{_N})个?|个)?"
    r"(?P<unit>周|星期|礼拜|季度|季|半年|年|月|天|日)的?"
)
_RANGE = re.compile(rf"{_WEEK}?({_D})[至到~—-]{_WEEK}?({_D})")
_LIST = re.compile(rf"{_WEEK}?{_D}(?:{_AND}{_WEEK}?{_D}){{0,6}}")
_ORDINAL = rf"(?:第?{_N}|首|头一|末|最后一?|倒数第{_N})"
_ORDINALS = re.compile(rf"({_ORDINAL}个?(?:{_AND}{_ORDINAL}个?){{0,5}})(工作日|{_WEEK}{_D}|天|日)")
_DATES = re.compile(rf"{_N}[日号](?:{_AND}{_N}[日号]){{0,9}}(?:(?P<and>{_AND}|或者?)最后一[天日])?")
_MONTH = re.compile(rf"(?:(首|头一个|末|最后一个?|第{_N}个)月|({_N}月(?:{_AND}{_N}月){{0,11}}))的?")
_YEAR_MONTHS = re.compile(rf"{_N}(?=月)")


def chinese(word: str) -> str | None:
    """The rule of what is written without spaces; None for what this grammar does not have."""
    if word in _EACH_WORKING_DAY:
        return "FREQ=DAILY;BYWORKDAY=1"
    for period, rest in _periods(word):
        wanted = _wanted(rest, period)
        if wanted is not None and (found := rule_of(period, wanted)):
            return found
    return None


def understood(word: str) -> tuple[str, str]:
    """The part of it that says how often, and what follows, which then was not understood; ("", word) if none does."""
    read = [(word[: len(word) - len(rest)], rest) for _period, rest in _periods(word)]
    return next(((said, rest) for said, rest in read if rest), ("", word))


def _periods(word: str) -> list[tuple[Period, str]]:
    """The period that the words begin with, and what follows it."""
    found = _PERIOD.match(word)
    if found is None or not (found["skip"] or found["each"]):
        return []
    if found["skip"] and (found["n"] or found["each"]):
        return []
    if found["n"] and found["unit"] == "月" and "个" not in found[0]:  # 每3月15日: every March, or every third month?
        return []
    unit = PERIODS[_UNITS[found["unit"]]]
    times = 2 if found["skip"] else number(found["n"]) if found["n"] else 1
    if not times or (times > 1 and found["unit"] in ("季", "半年") and not found["skip"]):
        return []
    return [(replace(unit, interval=unit.interval * times), word[found.end() :])]


def _wanted(rest: str, period: Period) -> Wanted | None:
    if not rest:
        return Wanted()
    if rest in ("初", "末", "底"):
        return Wanted("worked", (1 if rest == "初" else LAST,)) if period.freq != "DAILY" else None
    months: tuple[int, ...] = ()
    if found := _MONTH.match(rest):
        named = _months(found, period)
        if named is None:
            return None
        months, rest = named, rest[found.end() :]
    days = _days(rest, period)
    return replace(days, months=months) if days is not None else None


def _months(found: re.Match[str], period: Period) -> tuple[int, ...] | None:
    """首月 of several months; 3月、9月 of a year."""
    if found[2]:
        return tuple(number(n) for n in _YEAR_MONTHS.findall(found[2])) if period.freq == "YEARLY" else None
    said = found[1]
    place = 1 if said in ("首", "头一个") else LAST if said[0] in "末最" else number(said.strip("第个"))
    if period.several_months:
        return (place,)
    if period.freq == "YEARLY":
        return (12 if place == LAST else place,)
    return None


def _days(rest: str, period: Period) -> Wanted | None:
    if period.freq == "WEEKLY":
        if found := _RANGE.fullmatch(rest):
            first, last = (WEEKDAYS.index(_DAYS[found[n]]) for n in (1, 2))
            return Wanted("weekdays", weekdays=WEEKDAYS[first : last + 1]) if first < last else None
        if _LIST.fullmatch(rest):
            return Wanted("weekdays", weekdays=tuple(dict.fromkeys(_DAYS[sign] for sign in rest if sign in _DAYS)))
    elif found := _DATES.fullmatch(rest):
        dates = tuple(number(n) for n in re.findall(rf"{_N}(?=[日号])", rest))
        last = found["and"] is not None and not found["and"].startswith("或")
        return Wanted("dates", (*dates, LAST) if last else dates)
    if found := _ORDINALS.fullmatch(rest):
        return _counted(found[1], found[2])
    return None


def _counted(said: str, noun: str) -> Wanted | None:
    numbers = tuple(_ordinal(one.removesuffix("个")) for one in re.split(_AND, said))
    if not said.startswith(("第", "首", "头", "末", "最", "倒")) or 0 in numbers:
        return None
    if noun == "工作日":
        return Wanted("worked", numbers)
    if noun in ("天", "日"):
        return Wanted("counted", numbers)
    return Wanted("nth", numbers, (_DAYS[noun[-1]],))


def _ordinal(word: str) -> int:
    if word in ("首", "头一"):
        return 1
    if word in ("末", "最后", "最后一"):
        return LAST
    return -number(word.removeprefix("倒数第")) if word.startswith("倒数") else number(word.removeprefix("第"))


def number(word: str) -> int:
    """二十五 and 25; 0 for what is no number."""
    if word.isdigit():
        return int(word)
    tens, ten, ones = word.rpartition("十")
    if not set(tens + ones) <= _DIGITS.keys() or len(tens) > 1 or len(ones) > 1:
        return 0
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)
