"""What a deadline says in each of its states."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from dianzhang.ui.clocks import time_left

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def clock(minutes: float, whole: float = 60, **more: Any) -> dict[str, Any]:
    due = NOW + timedelta(minutes=minutes)
    return {"due": due, "started": due - timedelta(minutes=whole), **more}


@pytest.mark.parametrize(
    ("given", "words", "level"),
    [
        (clock(30), "剩 30 分钟", "ok"),
        (clock(19), "剩 19 分钟", "warn"),
        (clock(-1.25), "超时 1 分 15 秒", "late"),
        (clock(10, state="paused", left=2460), "暂停，剩 41 分钟", "rest"),
        (clock(-10, state="met", ended=NOW - timedelta(minutes=28)), "按时，早 18 分钟", "ok"),
        (clock(-30, state="missed", ended=NOW - timedelta(minutes=2)), "迟了 28 分钟", "late"),
        (clock(-30, state="missed"), "超时 30 分钟", "late"),
        (clock(-30, state="overtaken"), "已被后来的事实取代", "rest"),
        ({"due": None}, "不限时", "rest"),
    ],
)
def test_words_and_colour(given: dict[str, Any], words: str, level: str) -> None:
    with translation.override("zh-hans"):
        left = time_left(given, NOW)
    assert (left.words, left.level) == (words, level)


def test_only_running_clocks_tick() -> None:
    assert time_left(clock(30), NOW).ticking
    assert not time_left(clock(30, state="paused", left=5), NOW).ticking


def test_the_bar_fills_with_the_time_used() -> None:
    assert time_left(clock(45), NOW).used == pytest.approx(0.25)
    assert time_left(clock(-5), NOW).used == 1.0
