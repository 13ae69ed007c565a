"""`{% load ui %}`: how numbers, times, reasons and small pictures are written on every page."""

from __future__ import annotations

import json
import pickle
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from dianzhang.ui import charts, drawing, marks, wording
from dianzhang.ui.cells import cells as row_cells
from dianzhang.ui.js_words import js_words
from dianzhang.ui.prose import Explained, explained
from dianzhang.ui.prose import long_prose as render_long_prose
from dianzhang.ui.prose import prose as render_prose

register = template.Library()

# --- numbers ----------------------------------------------------------------


@register.filter
def money(cents: int | None, style: str = "") -> str:
    """Cents → 1,234.50; ``"unit"`` → 1,234.50 元; ``"short"`` → 18.6 万, the exact amount on pointing."""
    if cents is None:
        return novalue()
    exact = wording.exact_money(int(cents))
    if style == "unit":
        return gettext("%(amount)s 元") % {"amount": exact}
    if style == "short":
        title = gettext("%(amount)s 元") % {"amount": exact}
        value = Decimal(int(cents)) / 100
        short = wording.short_number(value) if abs(value) >= 10_000 else exact
        return format_html('<data value="{}" title="{}">{}</data>', Decimal(int(cents)) / 100, title, short)
    return exact


@register.filter
def number(value: Decimal | int | float | None, style: str = "") -> str:
    """Thousands separated; ``"short"`` → 2.8 万 with the exact number on pointing."""
    if value is None:
        return novalue()
    exact = wording.plain_number(value)
    if style == "short":
        return format_html('<data value="{}" title="{}">{}</data>', str(value), exact, wording.short_number(value))
    return exact


@register.filter
def percent(ratio: Decimal | float | None, digits: int = 1) -> str:
    """0.8095 → 81%."""
    return novalue() if ratio is None else wording.percent(ratio, digits)


@register.filter
def duration(seconds: float | Decimal | None) -> str:
    """Seconds in words: 4 分 10 秒."""
    return novalue() if seconds is None else wording.duration(seconds)


@register.simple_tag
def novalue(reason: str = "") -> SafeString:
    """The dash for *no value*; its reason on pointing, and for those who listen."""
    return marks.no_value(reason)


# --- times ------------------------------------------------------------------


@register.simple_tag
def instant(value: datetime | None, style: str = "", zone: str = "", reason: str = "") -> SafeString:
    """A moment, near days by name; the absolute time with its zone on pointing.  ``style``: "time", "day", "full"."""
    if value is None:
        return novalue(reason)
    full = wording.full_instant(value, zone=zone or None)
    local = value.astimezone(ZoneInfo(zone or wording.HOME_ZONE))
    text = {
        "time": f"{local:%H:%M}",
        "day": wording.day(local.date()),
        "full": full,
    }.get(style) or wording.instant(value, zone=zone or None)
    return format_html('<time datetime="{}" title="{}">{}</time>', local.isoformat(timespec="seconds"), full, text)


@register.filter
def day(value: date | None, style: str = "") -> str:
    """11月23日; ``"weekday"`` adds 星期一."""
    return novalue() if value is None else wording.day(value, weekday=style == "weekday")


@register.filter
def until(first: date | None, last: date | None) -> str:
    """11月20日 – 11月22日; one day once.  ``{{ first|until:last }}``."""
    return novalue() if first is None or last is None else wording.days(first, last)


@register.simple_tag
def timeleft(clock: Any, now: datetime | None = None) -> SafeString:
    """How long a deadline has left, in words with a bar; ``clock`` as ``ui.clocks.time_left`` reads it."""
    return marks.time_left_mark(clock, now)


# --- pictures ---------------------------------------------------------------


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A line icon.  Beside words it is silent; alone it needs a label."""
    return marks.icon(name, label)


@register.simple_tag
def kept(template_name: str, **given: Any) -> SafeString:
    """``{% kept "ui/nav.html" groups=shell.groups %}``: drawn once for what it is given, in each language.

    For templates that show what they are given, nothing else and no time.
    """
    key = (template_name, get_language(), pickle.dumps(given))
    drawn = _kept.get(key)
    if drawn is None or settings.DEBUG:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        drawn = _kept[key] = render_to_string(template_name, given)
    return drawn


_kept: dict[tuple[str, str | None, bytes], SafeString] = {}
MOST_KEPT = 512


@register.simple_tag
def cells(row: Any, columns: Sequence[Any]) -> SafeString:
    """The cells of a row of ``ui/table.html``."""
    return row_cells(row, columns)


@register.simple_tag
def chart(what: charts.Chart) -> SafeString:
    """``{% chart chart %}`` — the drawing itself; with legend, table and picture: ``ui/chart.html``."""
    return charts.svg(what)


@register.simple_tag
def spark(points: Sequence[Any], target: Any = None, label: str = "") -> SafeString:
    return drawing.sparkline(points, target=_given(target), label=label)


@register.simple_tag
def bar(value: Any, whole: Any = 1, target: Any = None, level: str = "act") -> SafeString:
    return drawing.bar(_given(value), whole=whole, target=_given(target), level=level)


def _given(value: Any) -> Any:
    """A template hands an empty text where a context has no such name."""
    return None if value == "" else value


@register.simple_tag
def stacked(parts: Sequence[Any]) -> SafeString:
    return drawing.stacked(parts)


# --- actions ----------------------------------------------------------------


@register.simple_tag(takes_context=True)
def action(context: template.Context, what: Mapping[str, Any], main: bool = False) -> SafeString:
    """The button, form or link of an action, as ``marks.action_mark`` says."""
    return marks.action_mark(what, bool(main), str(context.get("csrf_token", "")))


# --- clauses and prose ------------------------------------------------------


@register.simple_tag
def clause(ref: Any, short: bool = False) -> SafeString:
    """The seal beside whatever a rule is the reason for; ``short``: its number only.

    ``ref``: id, number, title; optional version, url, peek (the address of the pop-over's content).
    """
    get = ref.get if isinstance(ref, dict) else lambda name, default=None: getattr(ref, name, default)
    identity, version = get("id"), get("version")
    url = get("url") or _address("clause", identity, version)
    peek = get("peek") or _address("clause-peek", identity, version)
    return marks.clause_chip(get_language(), url, peek, get("number") or "", get("title") or "", bool(short))


@lru_cache(maxsize=4096)
def _address(name: str, identity: str | None, version: str | None) -> str:
    try:
        address = reverse(name, args=[identity])
    except NoReverseMatch:
        return ""
    return f"{address}?version={version}" if version else address


@register.filter
def prose(markdown: str | None, terms: Mapping[str, Explained] | None = None) -> SafeString:
    """A clause's text, from Markdown, cleaned; ``terms``: words that lead to their definitions."""
    html = render_prose(markdown or "")
    return explained(html, terms) if terms else html


@register.filter
def long_prose(markdown: str | None) -> SafeString:
    """A document's text, from Markdown, cleaned, with headings below those of a card."""
    return render_long_prose(markdown or "")


# --- for scripts ------------------------------------------------------------


@register.simple_tag
def script_words() -> SafeString:
    """What scripts may say, in the reader's language: a data block, which the policy allows since it never runs."""
    return _script_words(get_language())


@lru_cache(maxsize=8)
def _script_words(language: str | None) -> SafeString:
    text = json.dumps(js_words(), ensure_ascii=False).replace("<", "\\u003c")
    return mark_safe(f'<script type="application/json" id="words">{text}</script>')  # noqa: S308 — ours, < escaped


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """``row|get:column`` — a mapping's value by a key known only at run time."""
    return mapping.get(key) if mapping else None


@register.filter
def full_instant(value: datetime | None) -> str:
    """The absolute time with its zone, for a ``title``."""
    return "" if value is None else wording.full_instant(value)
