"""Campaign days as whoever sets a target writes them, and as the target keeps them.

One line a span: ``2026-11-11 8`` or ``2026-11-01~2026-11-03 3``; other days weigh 1.
"""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from dianzhang.kernel.pacing import Heavier, weighted

_DAY = r"(\d{4}-\d\d-\d\d)"
# also 至 or 到 between the days, 倍 after the weight
_LINE = re.compile(
    rf"{_DAY}(?:\s*[~\uff5e\u2014\u81f3\u5230]\s*{_DAY})?\s*[\u00d7x*:\uff1a,\uff0c\s]\s*(\d+(?:\.\d{{1,2}})?)\s*\u500d?"
)
MOST, HEAVIEST = 60, 1000


class Unweighted(ValueError):
    """Weights that cannot be used; the text says which line and why."""


def read(text: str, first: date, last: date) -> list[Heavier]:
    """The spans that were written, all within ``first`` to ``last``.  Raises :class:`Unweighted`."""
    lines = [line.strip() for line in re.split(r"[\n;；]", text) if line.strip()]
    if not lines:
        raise Unweighted(_("按活动日加权，请写明哪几天、一天顶几天，一行一段：2026-11-11 8。"))
    if len(lines) > MOST:
        raise Unweighted(_("活动日最多写 %(n)s 段。") % {"n": MOST})
    found = [_span(line, first, last) for line in lines]
    if not weighted(first, last, last, found).whole:
        raise Unweighted(_("每一天都是 0，没有一天能完成目标。"))
    return found


def _span(line: str, first: date, last: date) -> Heavier:
    told = {"line": line[:40]}
    match = _LINE.fullmatch(line)
    try:
        begin = date.fromisoformat(match[1]) if match else None
        end = date.fromisoformat(match[2] or match[1]) if match else None
    except ValueError:
        begin = end = None
    if match is None or begin is None or end is None:
        raise Unweighted(_("“%(line)s”看不懂，写成 2026-11-11 8，或 2026-11-01~2026-11-03 3。") % told)
    if not first <= begin <= end <= last:
        raise Unweighted(_("“%(line)s”不在目标的期间里。") % told)
    weight = Decimal(match[3])
    if weight > HEAVIEST:
        raise Unweighted(_("“%(line)s”：一天最多顶 %(n)s 天。") % (told | {"n": str(HEAVIEST)}))
    return Heavier(begin, end, weight)


def kept(spans: list[Heavier]) -> str:
    return json.dumps([[str(one.first), str(one.last), format(one.weight, "f")] for one in spans])


def of(weights: str) -> list[Heavier]:
    """Those of a target, from what it keeps."""
    return [
        Heavier(date.fromisoformat(first), date.fromisoformat(last), Decimal(weight))
        for first, last, weight in (json.loads(weights) if weights else [])
    ]


def written(weights: str) -> str:
    """As people write them, one line a span."""
    return "\n".join(
        f"{one.first} {one.weight:f}" if one.first == one.last else f"{one.first}~{one.last} {one.weight:f}"
        for one in of(weights)
    )
