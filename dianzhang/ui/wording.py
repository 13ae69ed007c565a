"""Numbers, money and times as people here read them: 18.6 万, 剩 4 分 10 秒, 11月23日 10:42."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

MINUTE, HOUR, DAY = 60, 3600, 86400
HOME_ZONE = "Asia/Shanghai"
CHINESE_STEPS = ((Decimal(10**8), " 亿"), (Decimal(10**4), " 万"))  # in Chinese only
ENGLISH_STEPS = ((Decimal(10**6), "M"), (Decimal(10**3), "k"))


def chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


def exact_money(cents: int) -> str:
    """1,234.50 — two decimals always, a true minus sign before a debt."""
    sign = "−" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"{sign}{whole:,}.{rest:02d}"


def short_number(value: Decimal | int | float) -> str:
    """18.6 万, 1.20 亿 (English: 186k, 12.3M); below ten thousand as it stands, with thousands."""
    number = Decimal(str(value))
    steps = CHINESE_STEPS if chinese() else ENGLISH_STEPS
    size = abs(number)
    for step, name in steps:
        # Ten thousand is where counting in single ones stops being read at a glance, in either language.
        if size >= step and size >= 10_000:
            scaled = number / step
            digits = 0 if abs(scaled) >= 1000 else 1 if abs(scaled) >= 10 else 2
            return f"{_fixed(scaled, digits)}{name}"
    return plain_number(number)


def plain_number(value: Decimal | int | float) -> str:
    """Thousands separated; trailing zeros of a fraction left out."""
    number = Decimal(str(value))
    text = f"{abs(number):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"−{text}" if number < 0 else text


def percent(ratio: Decimal | int | float, digits: int = 1) -> str:
    """0.8095 → 81%; one decimal unless it is nought."""
    text = _fixed(Decimal(str(ratio)) * 100, digits)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text}%"


def _fixed(number: Decimal, digits: int) -> str:
    quantum = Decimal(1).scaleb(-digits)
    rounded = number.quantize(quantum, rounding=ROUND_HALF_UP)
    return f"{abs(rounded):,f}" if rounded >= 0 else f"−{abs(rounded):,f}"


def duration(seconds: float | Decimal) -> str:
    """The two largest parts that matter: 45 秒, 4 分 10 秒, 41 分钟, 3 小时 20 分, 47 小时, 5 天.

    ``static/ui/js/clock.js`` counts down in the same steps; a change here is a change there.
    """
    s = int(abs(float(seconds)))
    if s < MINUTE:
        return gettext("%(n)d 秒") % {"n": s}
    if s < 10 * MINUTE and s % MINUTE:
        return gettext("%(m)d 分 %(s)d 秒") % {"m": s // MINUTE, "s": s % MINUTE}
    if s < HOUR:
        return gettext("%(n)d 分钟") % {"n": s // MINUTE}
    if s < 10 * HOUR and s % HOUR >= MINUTE:
        return gettext("%(h)d 小时 %(m)d 分") % {"h": s // HOUR, "m": s % HOUR // MINUTE}
    if s < 3 * DAY:
        return gettext("%(n)d 小时") % {"n": s // HOUR}
    return ngettext("%(n)d 天", "%(n)d 天", s // DAY) % {"n": s // DAY}


WEEKDAYS_ZH = "一二三四五六日"  # in Chinese only
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date, *, today: date | None = None, weekday: bool = False) -> str:
    """11月23日, with the year when it is another one."""
    today = today or timezone.localdate()
    other_year = value.year != today.year
    if chinese():
        text = f"{value.year}年" if other_year else ""  # in Chinese only
        text += f"{value.month}月{value.day}日"  # in Chinese only
        return f"{text} 星期{WEEKDAYS_ZH[value.weekday()]}" if weekday else text  # in Chinese only
    text = f"{value.day} {MONTHS_EN[value.month - 1]}"
    text += f" {value.year}" if other_year else ""
    return f"{WEEKDAYS_EN[value.weekday()]} {text}" if weekday else text


def days(first: date, last: date) -> str:
    """11月20日 – 11月22日; a single day stands once."""
    return day(first) if first == last else f"{day(first)} – {day(last)}"


def instant(value: datetime, *, now: datetime | None = None, zone: str | None = None) -> str:
    """10:42 today, 昨天 10:42, 明天 10:42, else the day before it; in the shop's zone when it has another."""
    there = ZoneInfo(zone or HOME_ZONE)
    local = value.astimezone(there)
    today = (now or timezone.now()).astimezone(there).date()
    clock = f"{local:%H:%M}"
    if local.date() == today:
        return clock
    if local.date() == today - timedelta(days=1):
        return gettext("昨天 %(time)s") % {"time": clock}
    if local.date() == today + timedelta(days=1):
        return gettext("明天 %(time)s") % {"time": clock}
    return f"{day(local.date(), today=today)} {clock}"


def full_instant(value: datetime, *, zone: str | None = None) -> str:
    """The absolute time, to the second, always with its zone."""
    return _full_instant(value, zone or HOME_ZONE, get_language())


@lru_cache(maxsize=4096)  # the same deadlines stand on many pages
def _full_instant(value: datetime, name: str, language: str | None) -> str:
    local = value.astimezone(ZoneInfo(name))
    offset = f"{local:%z}"
    utc = f"UTC{offset[:3]}:{offset[3:]}"
    place = gettext("北京时间") if name == HOME_ZONE else name
    # A day far from any other: the year is always written here.
    written = day(local.date(), today=date.min, weekday=True)
    return f"{written} {local:%H:%M:%S} {place} ({utc})"
