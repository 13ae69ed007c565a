"""Units that formulas and measures carry, and the span of time that deadlines are written in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a number counts.  Adding yuan to points is an error that the rulebook compiler finds."""

    MONEY = "money"  # yuan, exact decimal
    RATIO = "ratio"  # 1 = 100 %
    COUNT = "count"
    DURATION = "duration"  # seconds
    POINTS = "points"
    TEXT = "text"
    TRUTH = "truth"
    TIME = "time"  # aware instant
    DATE = "date"
    BARE = "bare"  # a plain number in a formula: fits any numeric unit


UNIT_ZH: dict[Unit, str] = {
    Unit.MONEY: "金额",
    Unit.RATIO: "比例",
    Unit.COUNT: "数量",
    Unit.DURATION: "时长",
    Unit.POINTS: "分",
    Unit.TEXT: "文字",
    Unit.TRUTH: "是非",
    Unit.TIME: "时刻",
    Unit.DATE: "日期",
    Unit.BARE: "数",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: ``days`` whole days plus ``seconds``.

    With ``working`` both count working time of a calendar: three working days end at the same
    time of day on the third working day after; two working hours skip nights and holidays.
    """

    days: int = 0
    seconds: int = 0
    working: bool = False

    def __neg__(self) -> Span:
        return Span(-self.days, -self.seconds, self.working)

    def __abs__(self) -> Span:
        return -self if self.days < 0 or self.seconds < 0 else self

    @property
    def empty(self) -> bool:
        return not self.days and not self.seconds
