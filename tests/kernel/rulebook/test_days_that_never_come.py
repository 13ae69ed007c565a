"""Recurrences at the edges: days that never come are told, days that some months lack and make-up days are reckoned."""

from __future__ import annotations

from datetime import date

import pytest

from dianzhang.kernel.calendar import china
from dianzhang.kernel.messages import MessageError
from dianzhang.kernel.recurrence import recurrence
from dianzhang.kernel.rulebook.recurrence_zh import chinese

D = date


@pytest.mark.parametrize(
    "written",
    [
        "每年2月30日", "每年4月31日", "每年2月31日", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "每月第32个工作日", "每周第8个工作日", "每季度第94个工作日", "FREQ=YEARLY;BYMONTH=13;BYMONTHDAY=1",
        "FREQ=WEEKLY;BYWORKDAY=-8",
    ],
)  # fmt: skip
def test_a_day_that_never_comes_is_told(written: str) -> None:
    with pytest.raises(MessageError) as told:
        recurrence(chinese(written) or written)
    assert "不会有" in told.value.message.zh or "读不懂" in told.value.message.zh


@pytest.mark.parametrize("written", ["每月32日", "每月0日", "每年13月1日号", "每个月的某一天"])
def test_what_is_no_day_is_not_read(written: str) -> None:
    rule = chinese(written)
    with pytest.raises(MessageError):
        recurrence(rule or written)


@pytest.mark.parametrize(
    ("written", "first", "last", "days"),
    [
        ("每月30日或最后一天", D(2026, 1, 1), D(2026, 3, 31), [D(2026, 1, 30), D(2026, 2, 28), D(2026, 3, 30)]),
        ("每月30日", D(2028, 2, 1), D(2028, 2, 29), [D(2028, 2, 29)]),
        ("每月31日", D(2026, 2, 1), D(2026, 4, 30), [D(2026, 2, 28), D(2026, 3, 31), D(2026, 4, 30)]),
        ("每月29日", D(2026, 2, 1), D(2026, 3, 31), [D(2026, 2, 28), D(2026, 3, 29)]),
        ("每月最后一天", D(2027, 2, 1), D(2028, 2, 29), None),
        ("每年2月29日", D(2026, 1, 1), D(2032, 12, 31), [D(2028, 2, 29), D(2032, 2, 29)]),
        # the fourteenth of February is a Saturday that makes up for the Spring Festival
        ("每个工作日", D(2026, 2, 13), D(2026, 2, 24), [D(2026, 2, 13), D(2026, 2, 14), D(2026, 2, 24)]),
        ("每月最后一个工作日", D(2026, 9, 1), D(2026, 10, 31), [D(2026, 9, 30), D(2026, 10, 30)]),
        ("每月第一个工作日", D(2026, 10, 1), D(2026, 10, 31), [D(2026, 10, 8)]),
        # a week of holidays has no working day at all
        ("每周第一个工作日", D(2026, 2, 16), D(2026, 2, 22), []),
        ("每月第25个工作日", D(2026, 1, 1), D(2026, 12, 31), []),
    ],
)  # fmt: skip
def test_days_that_some_months_lack_and_days_made_up(
    written: str, first: date, last: date, days: list[date] | None
) -> None:
    rule = chinese(written)
    assert rule is not None
    found = list(recurrence(rule).days(first, last, china("department")))
    if days is None:
        assert len(found) == 13
    else:
        assert found == days
