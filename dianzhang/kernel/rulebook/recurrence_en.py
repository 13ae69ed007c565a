"""Recurrences in English: every two weeks on Friday, last Friday of the month, 10th of the first month of each quarter.

A period and days within it, in either order, as in Chinese.
"""

from __future__ import annotations

import re
from dataclasses import replace

from .recurrence_rules import LAST, PERIODS, WEEKDAYS, Period, Wanted, rule_of

_DAYS = dict(zip(("mon", "tues", "wednes", "thurs", "fri", "satur", "sun"), WEEKDAYS, strict=True))
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_NUMBERS = {
    name: n for n, name in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1)
}  # fmt: skip
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "last": LAST,
}  # fmt: skip
_ADVERBS = {
    "daily": "every day", "weekly": "every week", "fortnightly": "every two weeks", "monthly": "every month",
    "quarterly": "every quarter", "half-yearly": "every half-year", "yearly": "every year", "annually": "every year",
}  # fmt: skip
_EACH_WORKING_DAY = re.compile(r"(?:(?:every|each) (?:working day|weekday)|on (?:working days|weekdays))")
_UNIT = r"(?:day|week|fortnight|month|quarter|half-year|year)s?"
_EACH = re.compile(rf"(?:every|each)(?: (?P<n>[a-z]+|[0-9]{{1,3}}))? (?P<unit>{_UNIT})(?: (?:on )?(?P<rest>.+))?")
_OF_EACH = re.compile(rf"(?P<rest>.+) (?:of|in) (?:every|each)(?: (?P<n>[a-z]+|[0-9]{{1,3}}))? (?P<unit>{_UNIT})")
_AFTER = re.compile(rf"(?P<rest>.+) (?:every|each) (?P<unit>{_UNIT})(?P<n>)")
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_ORDINAL = r"(?:[0-9]{1,3}(?:st|nd|rd|th)?|(?:second|third|fourth) to last|last but one|[a-z]+)"
_COUNTED = re.compile(
    rf"(?P<which>{_ORDINAL}(?:(?:,| and|, and) {_ORDINAL}){{0,5}})"
    rf"(?: (?P<noun>working day|day|{_WEEKDAY}))?(?: of (?P<month>{_ORDINAL}) month)?"
)
_YEAR_DAY = re.compile(
    rf"(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{'|'.join(_MONTHS)})"
    rf"|(?P<month2>{'|'.join(_MONTHS)}) (?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)?)"
)


def english(word: str) -> str | None:
    """The rule of what is written in small letters; None for what this grammar does not have."""
    word = re.sub(r"^([0-9].*) or (?:its |the )?last day$", r"\1", word.replace("half year", "half-year"))
    word = re.sub(r"\b(?:the|its) ", "", re.sub(r"\bof (?:the|a) (?=[a-z-]+$)", "of each ", word))
    first, space, more = word.partition(" ")
    word = _ADVERBS.get(first, first) + space + more
    if _EACH_WORKING_DAY.fullmatch(word):
        return "FREQ=DAILY;BYWORKDAY=1"
    if (weekly := _of_weekdays(word)) is not None:
        return rule_of(*weekly)
    for shape in (_EACH, _OF_EACH, _AFTER):
        found = shape.fullmatch(word)
        period = _period(found["n"], found["unit"]) if found else None
        if found and period is not None and (wanted := _wanted(found["rest"] or "", period)) is not None:
            return rule_of(period, wanted)
    if found := re.fullmatch(r"(?:every|each|on) (.+)", word):
        wanted = _wanted(found[1], PERIODS["year"])
        return rule_of(PERIODS["year"], wanted) if wanted is not None and wanted.kind == "dates" else None
    return None


def _period(times: str | None, unit: str) -> Period | None:
    name = unit.removesuffix("s")
    fortnight = name == "fortnight"
    period = PERIODS["week" if fortnight else name]
    n = 2 if times == "other" else _NUMBERS.get(times, 0) if times and not times.isdigit() else int(times or 1)
    n = 2 if times == "second" else n
    return replace(period, interval=period.interval * n * (2 if fortnight else 1)) if n else None


def _of_weekdays(word: str) -> tuple[Period, Wanted] | None:
    """every Friday, every other Friday, Mondays and Thursdays, every Monday to Friday."""
    found = re.fullmatch(r"(?:(?:every|each|on) )?(?:(other|second) )?(.+)", word)
    days = _weekdays(found[2]) if found else None
    if found is None or days is None or not (word.startswith(("every ", "each ")) or "days" in word or " t" in word):
        return None
    return replace(PERIODS["week"], interval=2 if found[1] else 1), days


def _weekdays(said: str) -> Wanted | None:
    if found := re.fullmatch(rf"(?:from )?({_WEEKDAY}) (?:to|through|until) ({_WEEKDAY})", said):
        first, last = (WEEKDAYS.index(_weekday(found[n])) for n in (1, 2))
        return Wanted("weekdays", weekdays=WEEKDAYS[first : last + 1]) if first < last else None
    if re.fullmatch(rf"{_WEEKDAY}(?:(?:,| and|, and) {_WEEKDAY}){{0,6}}", said):
        named = (_weekday(one) for one in re.findall(_WEEKDAY, said))
        return Wanted("weekdays", weekdays=tuple(dict.fromkeys(named)))
    return None


def _weekday(said: str) -> str:
    return _DAYS[said.removesuffix("s").removesuffix("day")]


def _wanted(said: str, period: Period) -> Wanted | None:
    if not said:
        return Wanted()
    if period.freq == "WEEKLY" and (days := _weekdays(said)) is not None:
        return days
    if period.freq == "YEARLY":
        if found := _YEAR_DAY.fullmatch(said):
            month = _MONTHS.index(found["month"] or found["month2"]) + 1
            return Wanted("dates", (int(found["day"] or found["day2"]),), months=(month,))
        if found := re.fullmatch(rf"(.+) (?:of|in) ({'|'.join(_MONTHS)})", said):
            days = _counted(found[1])
            return replace(days, months=(_MONTHS.index(found[2]) + 1,)) if days is not None else None
    return _counted(said)


def _counted(said: str) -> Wanted | None:
    found = _COUNTED.fullmatch(said)
    if found is None:
        return None
    numbers = tuple(map(_ordinal, re.split(r", and |, | and ", found["which"])))
    months = (_ordinal(found["month"]),) if found["month"] else ()
    if 0 in numbers or 0 in months:
        return None
    noun = found["noun"]
    if noun is None:
        dates = found["which"][0].isdigit() or (found["which"] in _ORDINALS and found["month"])
        return Wanted("dates", numbers, months=months) if dates else None
    if noun in ("day", "working day"):
        return Wanted("counted" if noun == "day" else "worked", numbers, months=months)
    return Wanted("nth", numbers, (_weekday(noun),), months)


def _ordinal(word: str) -> int:
    if word.endswith(" to last"):
        return -_ORDINALS[word.removesuffix(" to last")]
    if word == "last but one":
        return -2
    digits = re.match(r"[0-9]+", word)
    return int(digits[0]) if digits else _ORDINALS.get(word, 0)
