"""One row of a report, and what was done to rows and cells on the way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from dianzhang.kernel.messages import Message

# Why a row was dropped, why a cell was mended.  The names are kept in records.
DROPPED = {
    "total": Message("合计行，算进来会多算一遍", "a row of totals, which would count everything twice"),
    "average": Message("平均值行，不是哪一个人的", "a row of averages, which is nobody's own"),
    "repeated": Message("和前面一行完全一样", "the same as a row before it"),
}
REASONS = {
    **DROPPED,
    "null": Message("平台的空值符号，当作没有这个数，不当作 0", "the sign for nothing: no value, which is not 0"),
    "thousands": Message("去掉千分位的逗号", "commas between thousands are taken out"),
    "percent": Message("百分数换成比例", "a percentage becomes a ratio"),
    "duration": Message("时长换成秒", "a duration becomes seconds"),
    "thousandth": Message("四舍五入到千分之一", "rounded to a thousandth"),
    "rounded": Message("四舍五入到分", "rounded to the cent"),
    "reckoned": Message("按比例折算成个数", "a number reckoned from a ratio"),
}  # fmt: skip


class Row(NamedTuple):
    """``first`` and ``day`` are the first and the last day that it tells of, mostly the same.

    ``names``: what the row is of (``scene``, ``campaign``, ``ad``, ``item``, ``channel``, ``agent`` …).
    ``figures``: whole numbers, money in cents, durations in seconds, scores in thousandths; None where the report says
    nothing.
    """

    line: int
    first: date
    day: date
    names: Mapping[str, str]
    figures: Mapping[str, int | None]


class Note(NamedTuple):
    """A row dropped (``column`` is "") or a cell mended: where, why (one of :data:`REASONS`), what stood there."""

    line: int
    column: str
    why: str
    said: str
