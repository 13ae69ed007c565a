"""A running, resting or ended deadline as a row shows it: the words, how full the bar is, and its colour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from .wording import duration

CLOSE = 2 / 3  # of the time used: from here on it is amber


@dataclass(frozen=True, slots=True)
class TimeLeft:
    words: str
    level: str  # ok, warn, late, rest
    used: float  # 0 … 1
    state: str
    due: datetime | None
    started: datetime | None
    ticking: bool  # the browser counts it down


def time_left(clock: Any, now: datetime | None = None) -> TimeLeft:
    """Read a clock, an object or mapping with

    ``due`` aware instant; ``started`` aware instant (without it the bar is empty until late);
    ``state`` running (default) | paused | met | missed | excused | overtaken | stopped; ``ended`` when met or missed;
    ``left`` seconds that remain while paused.
    """
    now = now or timezone.now()
    due, started, ended = (_of(clock, name) for name in ("due", "started", "ended"))
    state = str(_of(clock, "state") or "running")
    if state == "paused":
        return TimeLeft(_paused_words(_of(clock, "left")), "rest", _used(started, due, now), state, due, started, False)
    if state in ("excused", "overtaken", "stopped"):
        words = {
            "excused": gettext("已另作安排"),
            "overtaken": gettext("已被后来的事实取代"),
            "stopped": gettext("不再计时"),
        }[state]
        return TimeLeft(words, "rest", 1.0, state, due, started, False)
    if state == "met" or (state == "missed" and ended):
        late = (ended - due).total_seconds() if ended and due else None
        return TimeLeft(_ended_words(state, late), "ok" if state == "met" else "late", 1.0, state, due, started, False)
    if due is None:
        return TimeLeft(gettext("不限时"), "rest", 0.0, state, due, started, False)
    left = (due - now).total_seconds()
    if left < 0 or state == "missed":
        return TimeLeft(gettext("超时 %(span)s") % {"span": duration(left)}, "late", 1.0, state, due, started, True)
    used = _used(started, due, now)
    words = gettext("剩 %(span)s") % {"span": duration(left)}
    return TimeLeft(words, "warn" if used >= CLOSE else "ok", used, state, due, started, True)


def _paused_words(left: float | None) -> str:
    return gettext("暂停，剩 %(span)s") % {"span": duration(left)} if left is not None else gettext("暂停")


def _ended_words(state: str, late: float | None) -> str:
    if state == "met":
        return gettext("按时，早 %(span)s") % {"span": duration(late)} if late and late < 0 else gettext("按时")
    return gettext("迟了 %(span)s") % {"span": duration(late)} if late and late > 0 else gettext("逾期")


def _used(started: datetime | None, due: datetime | None, now: datetime) -> float:
    if not started or not due or due <= started:
        return 0.0
    return min(max((now - started) / (due - started), 0.0), 1.0)


def _of(clock: Any, name: str) -> Any:
    return clock.get(name) if isinstance(clock, dict) else getattr(clock, name, None)
