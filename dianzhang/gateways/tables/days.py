"""Times in tables that people keep: an instant, or a day alone."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta

from . import cells

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
NOTHING = frozenset({"", "-", "--", "无", "none", "n/a"})


def moment(cell: str, *, end_of_day: bool = False) -> datetime | None:
    """An instant; of a day alone its beginning, or its last minute.  None of an empty cell; CellError otherwise."""
    said = unicodedata.normalize("NFKC", cells.text(cell)).strip()
    if said.casefold() in NOTHING:
        return None
    day = _DAY.fullmatch(said)
    if day is None:
        return cells.moment(said)
    year, month, number = day.groups()
    start = cells.moment(f"{year}-{int(month):02}-{int(number):02} 00:00:00")
    return start + timedelta(hours=23, minutes=59) if end_of_day else start
