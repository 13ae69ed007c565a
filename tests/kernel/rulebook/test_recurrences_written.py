"""One grammar of recurrences in Chinese and in English: what is written means the days that dateutil reckons for it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, YEARLY, rrule
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.kernel.calendar import china
from dianzhang.kernel.recurrence import recurrence
from dianzhang.kernel.rulebook import compile as compile_text
from dianzhang.kernel.rulebook.recurrence_rules import Period, Wanted, rule_of
from dianzhang.kernel.rulebook.recurrences import rule_written

from .words import VOCABULARY

HEAD = "---\n制度: 试\n代号: t\n版本: 1\n生效: 2026-01-01\n---\n# 一 条款 {#c}\n```rule\n"
OFFICE = china("office")
BEGIN = datetime.combine(date(2001, 1, 1), datetime.min.time())
DAYS = (MO, TU, WE, TH, FR, SA, SU)
ZH = "一二三四五六日"
EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBERS_ZH = "零一二三四五六七八九十"
NUMBERS_EN = ("", "", "two", "three", "four", "five", "six", "seven", "eight")
ORDINALS_EN = ("", "first", "second", "third", "fourth", "fifth")
SOME_DAY = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def days(written: str, first: date, length: int = 800) -> list[date]:
    rule = rule_written(written)
    assert rule is not None, written
    return list(recurrence(rule).days(first, first + timedelta(days=length), OFFICE))


def reckoned(first: date, freq: int, length: int = 800, **by: object) -> list[date]:
    since = datetime.combine(first, datetime.min.time())
    found = rrule(freq, dtstart=BEGIN, until=since + timedelta(days=length), **by)  # type: ignore[arg-type]
    return [at.date() for at in found if at >= since]


@given(SOME_DAY, st.integers(2, 8), st.sets(st.integers(0, 6), min_size=1))
def test_every_so_many_weeks_on_weekdays(first: date, n: int, chosen: set[int]) -> None:
    wanted = reckoned(first, WEEKLY, interval=n, byweekday=[DAYS[day] for day in chosen])
    listed = sorted(chosen)
    zh = f"每{NUMBERS_ZH[n] if n > 2 else '两'}周周{'、周'.join(ZH[day] for day in listed)}"
    en = f"every {NUMBERS_EN[n]} weeks on {' and '.join(EN[day] for day in listed)}"
    assert days(zh, first) == days(en, first) == days(f"每{n}周{'、'.join(ZH[d] for d in listed)}", first) == wanted


@given(SOME_DAY, st.integers(0, 5), st.data())
def test_from_one_weekday_to_another(first: date, begin: int, data: st.DataObject) -> None:
    end = data.draw(st.integers(begin + 1, 6))
    wanted = reckoned(first, WEEKLY, byweekday=DAYS[begin : end + 1])
    assert days(f"每周{ZH[begin]}至周{ZH[end]}", first) == days(f"每周{ZH[begin]}到{ZH[end]}", first) == wanted
    assert days(f"every {EN[begin]} to {EN[end]}", first) == wanted


@given(SOME_DAY, st.integers(1, 5), st.integers(0, 6), st.booleans())
def test_the_nth_weekday_of_the_month_from_either_end(first: date, n: int, day: int, back: bool) -> None:
    wanted = reckoned(first, MONTHLY, byweekday=DAYS[day](-n if back else n))
    if back:
        assert days(f"每月倒数第{NUMBERS_ZH[n]}个周{ZH[day]}", first) == wanted
        assert n > 1 or days(f"每月最后一个星期{ZH[day]}", first) == wanted
        assert n > 1 or days(f"last {EN[day]} of the month", first) == wanted
    else:
        assert days(f"每月第{n}个周{ZH[day]}", first) == wanted
        assert days(f"{ORDINALS_EN[n]} {EN[day]} of every month", first) == wanted


@given(SOME_DAY, st.sampled_from([2, 3, 4, 6, 12]), st.data())
def test_a_day_of_one_of_several_months(first: date, length: int, data: st.DataObject) -> None:
    place, day = data.draw(st.integers(1, length)), data.draw(st.integers(1, 28))
    rule = rule_of(Period("MONTHLY", length), Wanted("dates", (day,), months=(place,)))
    assert rule is not None
    found = list(recurrence(rule).days(first, first + timedelta(days=800), OFFICE))
    assert found == reckoned(first, YEARLY, bymonth=range(place, 13, length), bymonthday=day)


@given(SOME_DAY, st.integers(1, 28))
def test_a_day_of_the_quarters_months(first: date, day: int) -> None:
    for n, (zh, en) in enumerate((("首月", "first"), ("第二个月", "second"), ("末月", "last"))):
        wanted = reckoned(first, YEARLY, bymonth=range(n + 1, 13, 3), bymonthday=day)
        assert days(f"每季度{zh}{day}日", first) == days(f"{day}th of the {en} month of each quarter", first) == wanted


@given(SOME_DAY, st.integers(1, 12), st.integers(0, 6), st.integers(1, 4))
def test_days_of_the_year(first: date, month: int, day: int, n: int) -> None:
    wanted = reckoned(first, YEARLY, bymonth=month, byweekday=DAYS[day](n))
    assert days(f"每年{month}月第{NUMBERS_ZH[n]}个周{ZH[day]}", first) == wanted
    assert days(f"每年{month}月{n}日", first) == reckoned(first, YEARLY, bymonth=month, bymonthday=n)


@pytest.mark.requirement("R1.8")
@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("每两周周五", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"), ("隔周周五", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
        ("every other Friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
        ("fortnightly on Friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
        ("每月最后一个周五", "FREQ=MONTHLY;BYDAY=-1FR"), ("每月第一、三个周五", "FREQ=MONTHLY;BYDAY=1FR,3FR"),
        ("每周一至周五", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("Monday through Friday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("每季度首月10日", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10"),
        ("每季度最后一个周五", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYDAY=-1FR"),
        ("每半年", "FREQ=MONTHLY;INTERVAL=6;BYWORKDAY=-1"),
        ("every half year", "FREQ=MONTHLY;INTERVAL=6;BYWORKDAY=-1"),
        ("每半年首月1日", "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=1"), ("每三天", "FREQ=DAILY;INTERVAL=3"),
        ("每两个月5日", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=5"), ("每月二十五号", "FREQ=MONTHLY;BYMONTHDAY=25"),
        ("每年三月、九月十五日", "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=15"),
        ("every year on 15 March", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15"),
        ("second to last working day of the month", "FREQ=MONTHLY;BYWORKDAY=-2"),
        ("30th of the month or its last day", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
        ("每季度末月31日", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
    ],
)  # fmt: skip
def test_what_can_be_read(written: str, rule: str) -> None:
    assert rule_written(written) == rule
    recurrence(rule)


@pytest.mark.parametrize(
    "written",
    [
        "每周周八", "每3月15日", "每季度5日", "每月周五", "每半个月", "每年12月", "每五个月最后一天",
        "每季度第五个周五",
        "每周第8天", "每零天", "每周五至周一", "每季度第二个月30日", "每", "隔", "常常", "every", "every blue moon",
        "biweekly", "last Friday", "every March", "every zero days", "first thing of the month",
    ],
)  # fmt: skip
def test_what_says_no_day_or_could_mean_two_is_not_read(written: str) -> None:
    assert rule_written(written) is None


@given(st.text("每隔两个第一二三最后倒数初末首月周季度年半五日天工作至、和 5", max_size=14))
def test_whatever_is_read_can_be_judged_or_never_comes(written: str) -> None:
    rule = rule_written(written)
    assert rule is None or rule.startswith("FREQ=")


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("每两周周八", "“每两周”后面的“周八”不是这里写得出的日子"), ("每季度5日", "“每季度”后面的“5日”"),
        ("常常", "读不懂周期“常常”"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_told_with_what_can_be(written: str, says: str) -> None:
    compiled = compile_text(f"{HEAD}例行: {{事项: 周报, 责任: 客服组长, 周期: {written}}}\n```\n", VOCABULARY)
    (error,) = compiled.errors
    assert says in error.message.zh
    assert error.hint is not None
    for one in ("每两周周五", "每月最后一个周五", "每周一至周五", "每季度首月10日"):
        assert one in error.hint.zh
        assert rule_written(one) is not None


def test_a_time_of_every_two_weeks_may_name_the_weekday() -> None:
    text = '例行: {事项: 周报, 责任: 客服组长, 周期: 每两周, 时间: "星期五 12:00", 证明: 客诉.反馈进度}\n'
    compiled = compile_text(f"{HEAD}{text}```\n", VOCABULARY)
    assert [one.recurrence for one in compiled.draft.rules] == ["FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"]
