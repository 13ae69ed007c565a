"""How numbers, money and times read in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from dianzhang.ui import wording

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # 11:00 in Beijing, a Monday


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [
        (0, "0 秒", "0 s"),
        (45, "45 秒", "45 s"),
        (60, "1 分钟", "1 min"),
        (250, "4 分 10 秒", "4 min 10 s"),
        (2460, "41 分钟", "41 min"),
        (3600, "1 小时", "1 h"),
        (12_000, "3 小时 20 分", "3 h 20 min"),
        (47 * 3600 + 59, "47 小时", "47 h"),
        (5 * 86400, "5 天", "5 days"),
        (-75, "1 分 15 秒", "1 min 15 s"),
    ],
)
def test_durations_are_words(seconds: int, zh: str, en: str) -> None:
    with translation.override("zh-hans"):
        assert wording.duration(seconds) == zh
    with translation.override("en"):
        assert wording.duration(seconds) == en


@pytest.mark.parametrize(
    ("cents", "text"),
    [(0, "0.00"), (5, "0.05"), (123450, "1,234.50"), (-123450, "−1,234.50"), (10**11, "1,000,000,000.00")],
)
def test_money_is_exact(cents: int, text: str) -> None:
    assert wording.exact_money(cents) == text


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (Decimal("186240.50"), "18.6 万", "186.2k"),
        (Decimal(9999), "9,999", "9,999"),
        (Decimal(12_345), "1.23 万", "12.3k"),
        (Decimal("299576061"), "3.00 亿", "299.6M"),
        (Decimal(-20_000), "−2.00 万", "−20.0k"),
    ],
)
def test_large_numbers_are_short(value: Decimal, zh: str, en: str) -> None:
    with translation.override("zh-hans"):
        assert wording.short_number(value) == zh
    with translation.override("en"):
        assert wording.short_number(value) == en


@pytest.mark.parametrize(("ratio", "text"), [("0.8095", "81%"), ("0.0645", "6.5%"), ("1", "100%"), ("-0.02", "−2%")])
def test_ratios_are_percent(ratio: str, text: str) -> None:
    assert wording.percent(Decimal(ratio)) == text


@pytest.mark.parametrize(
    ("shift", "text"),
    [
        (timedelta(minutes=-18), "10:42"),
        (timedelta(days=-1), "昨天 11:00"),
        (timedelta(days=1), "明天 11:00"),
        (timedelta(days=-12), "11月11日 11:00"),
        (timedelta(days=-400), "2025年10月19日 11:00"),
    ],
)
def test_near_days_have_names(shift: timedelta, text: str) -> None:
    with translation.override("zh-hans"):
        assert wording.instant(NOW + shift, now=NOW) == text


def test_the_day_is_that_of_beijing() -> None:
    late_evening_in_london = datetime(2026, 11, 22, 22, 0, tzinfo=UTC)
    with translation.override("zh-hans"):
        assert wording.instant(late_evening_in_london, now=NOW) == "06:00"


def test_the_absolute_time_says_its_zone() -> None:
    with translation.override("zh-hans"):
        assert wording.full_instant(NOW) == "2026年11月23日 星期一 11:00:00 北京时间 (UTC+08:00)"
    with translation.override("en"):
        assert wording.full_instant(NOW, zone="Asia/Tokyo") == "Monday 23 Nov 2026 12:00:00 Asia/Tokyo (UTC+09:00)"


def test_a_single_day_of_a_span_stands_once() -> None:
    with translation.override("zh-hans"):
        assert wording.days(date(2020, 11, 20), date(2020, 11, 22)) == "2020年11月20日 – 2020年11月22日"
        assert wording.days(date(2020, 11, 20), date(2020, 11, 20)) == "2020年11月20日"
    with translation.override("en"):
        assert wording.days(date(2020, 11, 20), date(2020, 11, 22)) == "20 Nov 2020 – 22 Nov 2020"
