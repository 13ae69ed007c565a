"""Which days a report tells of: in its rows, above its header, in its name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from dianzhang.gateways.tables.cells import text
from dianzhang.gateways.tables.errors import CellError

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_PACKED = r"(?<!\d)(20\d{2})(\d{2})(\d{2})(?:\d{6})?(?!\d)"
_AMERICAN = r"\b([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2}),\s*(20\d{2})\b"
_BRITISH = r"\b(\d{1,2})\s+([A-Za-z]{3})[a-z]*\.?\s+(20\d{2})\b"
_ANY = re.compile("|".join((_PACKED, r"(?<!\d)(20\d{2})([-/.年])(\d{1,2})(?:\5|月)(\d{1,2})日?(?!\d)",
                            _AMERICAN, _BRITISH)))  # fmt: skip


def days_in(said: str) -> list[date]:
    """All days that stand in a text, in its order; what only looks like one is left out."""
    found = []
    for match in _ANY.finditer(unicodedata.normalize("NFKC", said)):
        py, pm, pd, y, _mark, m, d, am, ad, ay, bd, bm, by = match.groups()
        try:
            if py:
                found.append(date(int(py), int(pm), int(pd)))
            elif y:
                found.append(date(int(y), int(m), int(d)))
            elif am:
                found.append(date(int(ay), _MONTHS[am.casefold()], int(ad)))
            else:
                found.append(date(int(by), _MONTHS[bm.casefold()], int(bd)))
        except (KeyError, ValueError):
            continue
    return found


def span_in(texts: Iterable[str]) -> tuple[date, date] | None:
    """The first and the last day named, if any is."""
    found = [day for said in texts for day in days_in(said)]
    return (min(found), max(found)) if found else None


def days_of(cell: str) -> tuple[date, date]:
    """First and last day of a cell: ``2026-03-24``, ``20260324000000~20260324005959``.  CellError otherwise."""
    found = days_in(text(cell))
    if len(found) in (1, 2) and found[0] <= found[-1]:
        return found[0], found[-1]
    raise CellError("不是日期：应写成 2026-03-01 这样", "not a day: write one like 2026-03-01")
