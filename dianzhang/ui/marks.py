"""The small marks that stand in every row: icons, the dash for no value, flags, time left.

Written here and not as templates: a list has hundreds of them, and a template's ladder of conditions costs more.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from . import icons
from .clocks import time_left
from .drawing import bar
from .wording import full_instant

SILENT = mark_safe('aria-hidden="true"')
NOTHING = mark_safe("")


@lru_cache(maxsize=512)
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


SEAL = mark_safe(
    '<svg viewBox="0 0 24 24" aria-hidden="true">'
    '<rect x="1.5" y="1.5" width="21" height="21" rx="3.5"/>'
    '<path d="M12 4.6v1.2M6.8 6.8h10.4M5.6 10h12.8M8 12.8h8v3.6H8zM5.6 18.4h12.8M12 16.4v3.6"/></svg>'
)


@lru_cache(maxsize=4096)
def clause_chip(language: str | None, url: str, peek: str, number: str, title: str, short: bool) -> SafeString:
    """The seal with a clause's number, and unless ``short`` with its title, as one reads it in ``language``."""
    return format_html(
        '<a class="clause"{}{} aria-label="{}">{}<span>{}</span></a>',
        format_html(' href="{}"', url) if url else NOTHING,
        format_html(' data-peek="{}"', peek) if peek else NOTHING,
        gettext("依据 %(number)s %(title)s") % {"number": number, "title": title},
        SEAL,
        number if short and number else f"{number} {title}",
    )


def action_mark(action: Mapping[str, Any], main: bool, csrf_token: str) -> SafeString:
    """One action that someone may take; ``main``: the filled button.  ``action`` has label, url, and one of

    ``form``: the address answers with a form (form_dialog.html), shown in the dialog `act`;
    ``post``: pressing does it, and posts ``fields`` ({name: value}) to the address;
    neither: a plain link.

    ``why_not``: it may be taken by this post, but not yet, and this is why; ``grave``: destructive, asked (``ask``, the
    question) before it is done; ``quiet``: without a frame; ``gate`` ({approver}): pressing asks for approval.
    """
    label, url = action["label"], action.get("url", "")
    if action.get("why_not"):
        blocked = '<span class="btn" role="button" aria-disabled="true" tabindex="0" title="{}">{}</span>'
        return format_html(blocked, action["why_not"], label)
    look = "btn main" if main else "btn grave" if action.get("grave") else "btn bare" if action.get("quiet") else "btn"
    title = said = NOTHING
    if gate := action.get("gate"):
        title = format_html(' title="{}"', gettext("提交后由%(who)s审批") % {"who": gate["approver"]})
        said = format_html(" {}", icon("approval"))
    if action.get("form"):
        button = '<button type="button" class="{}" hx-get="{}" hx-target="#act" data-act{}>{}{}</button>'
        return format_html(button, look, url, title, label, said)
    if action.get("post"):
        fields = {"csrfmiddlewaretoken": csrf_token, **action.get("fields", {})}
        hidden = format_html_join("", '<input type="hidden" name="{}" value="{}">', fields.items())
        ask = format_html(' data-ask="{}"', action["ask"]) if action.get("ask") else NOTHING
        button = '<form method="post" action="{}">{}<button type="submit" class="{}" data-act{}{}>{}{}</button></form>'
        return format_html(button, url, hidden, look, ask, title, label, said)
    return format_html('<a class="{}" href="{}" data-act>{}</a>', look, url, label)


SHAPES = {"paused": "pause", "met": "check"}


def time_left_mark(clock: Any, now: datetime | None = None) -> SafeString:
    """How long a deadline has left, in words with a bar; ``clock`` as ``clocks.time_left`` reads it."""
    left = time_left(clock, now)
    shape = SHAPES.get(left.state) or ("alert" if left.level == "late" else "")
    when, due = _when_due(left.due, left.started if left.ticking else None, left.ticking, get_language())
    return format_html(
        '<div class="left {} {}"{}><span class="words">{}<time data-words{}>{}</time></span>{}</div>',
        left.level, left.state, due, icon(shape) if shape else NOTHING, when, left.words,
        bar(left.used, level=left.level),
    )  # fmt: skip


@lru_cache(maxsize=4096)  # words and bar change by the minute, when it is due does not
def _when_due(
    due: datetime | None, started: datetime | None, ticking: bool, language: str | None
) -> tuple[SafeString, SafeString]:
    """The attributes that tell the reader in ``language`` when it is due, and those by which the browser counts."""
    if due is None:
        return NOTHING, NOTHING
    when = format_html(' datetime="{}" title="{}"', due.isoformat(), gettext("到期：") + full_instant(due))
    counted = format_html(' data-due="{}"', due.isoformat()) if ticking else NOTHING
    if ticking and started is not None:
        counted = format_html('{} data-started="{}"', counted, started.isoformat())
    return when, counted


def _of(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, dict) else getattr(thing, name, None)
