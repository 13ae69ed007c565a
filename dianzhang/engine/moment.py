"""What time it is.  A simulation or a test may live at another time; everything in the engine asks here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Asia/Shanghai")  # business days are counted here unless told otherwise

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """The instant, aware, UTC."""
    return _moment.get() or datetime.now(UTC)


@contextmanager
def living_at(moment: datetime) -> Iterator[None]:
    """Within, it is ``moment``."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


def day_of(moment: datetime) -> date:
    """The business day of an instant."""
    return moment.astimezone(HOME).date()


def start_of(day: date) -> datetime:
    """The instant a business day begins."""
    return datetime.combine(day, time(), HOME)


def today() -> date:
    return day_of(now())
