"""Adding working time to many instants at once is adding it to each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from dianzhang.kernel.calendar import NATURAL, Calendar, china
from dianzhang.kernel.many_days import add_each
from dianzhang.kernel.units import Span
from tests.kernel.test_calendar_laws import CALENDARS, MOMENTS

SPANS = st.builds(Span, st.sampled_from([0, 0, 0, 1, 5]), st.integers(-3600, 600 * 3600), st.booleans())
OFFICE = china("office")
FRIDAY = datetime(2026, 3, 6, 9, 59, 59, 999_999, UTC)  # a moment before the office closes


@given(CALENDARS, st.lists(MOMENTS, min_size=1, max_size=8), SPANS)
@example(OFFICE, [FRIDAY, FRIDAY + timedelta(microseconds=1), FRIDAY + timedelta(hours=20)], Span(0, 5 * 3600, True))
@example(OFFICE, [FRIDAY], Span(0, 8_000 * 3600, True))  # further than is laid out
@example(NATURAL, [FRIDAY, FRIDAY + timedelta(days=400)], Span(0, 86_400, True))
def test_many_instants_at_once(calendar: Calendar, starts: list[datetime], span: Span) -> None:
    moments = [start.astimezone(UTC) for start in starts]
    assert add_each(calendar, moments, span) == [calendar.add(moment, span) for moment in moments]
