"""The small marks that stand in every row: icons, the dash for no value, flags, time left.

Written here and not as templates: a list has hundreds of them, and a template's ladder of conditions costs more.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from . import icons
from .clocks import time_left
from .drawing import bar
from .wording import full_instant

SILENT = mark_safe('aria-hidden="true"')
NOTHING = mark_safe("")


def icon(name: str, label: str = "") -> SafeString:
    """A line icon.  Beside words it is silent; alone it needs a label."""
    heard = format_html('role="img" aria-label="{}"', label) if label else SILENT
    return format_html('<svg class="icon" viewBox="0 0 16 16" {}><path d="{}"/></svg>', heard, icons.stroke(name))


def no_value(reason: str = "") -> SafeString:
    """The dash for *no value*; its reason on pointing, and for those who listen."""
    why = reason or gettext("没有值")
    dash = (
        '<span class="none" tabindex="0" title="{}"><span aria-hidden="true">—</span><span class="sr">{}</span></span>'
    )
    return format_html(dash, why, why)


def tag(words: str, level: str = "") -> SafeString:
    """A state in a word; ``level`` (ok, warn, late, act, unknown) only where colour means something."""
    return format_html('<span class="tag {}">{}</span>', level, words)


def flag(finding: Any) -> SafeString:
    """A finding of a check: ``reason``, ``hold`` (it stops commands), ``suggestion`` (shown on pointing)."""
    held, reason = _of(finding, "hold"), _of(finding, "reason")
    words = gettext("挂起：%(reason)s") % {"reason": reason} if held else reason
    title = format_html(' title="{}"', _of(finding, "suggestion")) if _of(finding, "suggestion") else NOTHING
    return format_html('<span class="tag flag warn{}"{}>{}</span>', " hold" if held else "", title, words)


SHAPES = {"paused": "pause", "met": "check"}


def time_left_mark(clock: Any, now: datetime | None = None) -> SafeString:
    """How long a deadline has left, in words with a bar; ``clock`` as ``clocks.time_left`` reads it."""
    left = time_left(clock, now)
    shape = SHAPES.get(left.state) or ("alert" if left.level == "late" else "")
    when = due = NOTHING
    if left.due is not None:
        instant = left.due.isoformat()
        title = gettext("到期：") + full_instant(left.due)
        when = format_html(' datetime="{}" title="{}"', instant, title)
        if left.ticking:
            due = format_html(' data-due="{}"', instant)
            if left.started is not None:
                due = format_html('{} data-started="{}"', due, left.started.isoformat())
    return format_html(
        '<div class="left {} {}"{}><span class="words">{}<time data-words{}>{}</time></span>{}</div>',
        left.level, left.state, due, icon(shape) if shape else NOTHING, when, left.words,
        bar(left.used, level=left.level),
    )  # fmt: skip


def _of(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, dict) else getattr(thing, name, None)
