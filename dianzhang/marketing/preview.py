"""What a report would be, before it is taken: nothing is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dianzhang.engine.models import Shop
from dianzhang.gateways.reports import DROPPED, REASONS, Note, Report
from dianzhang.kernel.messages import Message
from dianzhang.ui.wording import exact_money, plain_number

from .facts import standing
from .taking import look

SHOWN = 10  # rows that are dropped
_SUMS = {
    "spend": "花费", "shown": "展现", "clicks": "点击", "visitors": "访客", "views": "浏览量", "sessions": "接待会话",
    "asked": "询单人数", "buyers": "询单支付人数", "plays": "播放量",
}  # fmt: skip


@dataclass(frozen=True)
class Preview:
    """``sums``: heading and text; ``notes``: reason -> how often; ``replaces``: days that stand already."""

    title: Message
    family: str
    first: date
    last: date
    rows: int
    sums: Sequence[tuple[str, str]]
    notes: Mapping[str, int]
    dropped: Sequence[Note]
    replaces: int


def preview(digest: str, name: str, shop: Shop, days: tuple[date, date] | None) -> Preview:
    """FileError where it is no report of this shop."""
    found = look(digest, name, shop, days)
    counts = Counter(note.why for note in found.notes)
    return Preview(
        found.layout.title, found.layout.family, found.first, found.last, len(found.rows), _sums(found),
        {why: counts[why] for why in REASONS if counts[why]},
        [note for note in found.notes if note.why in DROPPED][:SHOWN],
        standing(shop.pk, found.layout.name, [found.first, found.last]).count(),
    )  # fmt: skip


def _sums(found: Report) -> list[tuple[str, str]]:
    """Sums that mean something; visitors of articles and of sources may be the same, so those are not added."""
    said = []
    for figure, zh in _SUMS.items():
        values = [value for row in found.rows if (value := row.figures.get(figure)) is not None]
        if values and not (figure == "visitors" and found.layout.family == "traffic" and found.layout.level != "shop"):
            said.append((zh, exact_money(sum(values)) if figure == "spend" else plain_number(sum(values))))
    return said
