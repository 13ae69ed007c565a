"""The database of ``bench.reach``: ``fill COUNT``, then ``read`` answers lines with what both readers take."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import django
from django.http import QueryDict

from bench.beside import fill_beside
from bench.department import HEAD
from bench.filling import settled
from bench.orders import BEGIN, SHIPPED, UNITS, Desk, number_of
from bench.place import answer
from bench.timing import Times

RULES = (
    HEAD
    + """
## 1.1 看 {#view}
自定: 只为测速

```rule
权限: {岗位: 订单审核, 可做: [订单.查看, 包裹.查看, 售后单.查看, 结算.查看, 平台通知.查看, 评价.查看], 范围: 本组}
例:
  - 名: 看本组的
    预期结果: ["允许 订单审核 订单.查看"]
```
"""
)
BESIDE = 10  # of every so many-th order there is a case, a settlement, a notice and a review


class Reach(Desk):
    """The list of orders as the shell asks for it: pages, searches, and the count before an export."""

    rules = RULES
    tables = ("receivers", "parcels", "marks")

    def read(self, _line: str = "") -> dict[str, list[tuple[float, float]]]:
        """Seconds of each read for the one of a unit, then for the one of all: on the wall, and of own CPU."""
        from dianzhang.engine.access import SYSTEM

        self.turn += 1
        both = (self.actor, SYSTEM) if self.turn % 2 else (SYSTEM, self.actor)  # nobody always comes second
        found = {}
        for name, what in self.reads().items():
            taken = {actor: _timed(what, actor) for actor in both}
            found[name] = [taken[self.actor], taken[SYSTEM]]
        return found

    def reads(self) -> dict[str, Callable[[Any], object]]:
        """What is asked for in this turn; each turn asks for other rows."""
        from dianzhang.engine.models import Shop

        both = UNITS * SHIPPED
        shipped = (self.count // 2 // both + self.turn) * both  # of the unit that the one reader sees, with a parcel
        day = (datetime.now(UTC) - timedelta(days=180 + self.turn)).date()
        pages = {
            "first page": "",
            "held (rare)": "hold=held",
            "waiting": "fulfilment=waiting",
            "waiting, paid, clear": "fulfilment=waiting&payment=paid&hold=clear",
            "unpaid": "payment=unpaid",
            "presale (every tenth)": "marked=presale",
            "oversold (rare)": "marked=oversold",
            "urged (rare)": "urged=yes",
            "flagged (rare)": "flag=1",
            "waits for an article (rare)": "goods=unmapped",
            "of one shop": f"shop={Shop.objects.values_list('pk', flat=True)[0]}",
            "of one day": f"placed_day={day}",
            "since a day": f"placed_from={day}",
            "until a day": f"placed_to={day}",
            "search: number": f"q={number_of(shipped)}",
            "search: end of a number": f"q={number_of(shipped)[-8:]}",
            "search: waybill": f"q=SF{1_000_000_000 + shipped // SHIPPED}",
            "search: end of a phone": f"q={shipped % 10_000:04}",
        }
        of_parcels = {"": "", "shipped": "status=shipped", "search: waybill": pages["search: waybill"]}
        of_parcels["search: number"] = pages["search: number"]
        beside = {
            "aftersale": {"": "", "waiting": "status=asked", "disputed (rare)": "dispute=open",
                          "cause (rare)": "cause=wrong", "until a day": f"asked_to={day}",
                          "search: number": f"q=C{1_000_000_000 + self.turn * UNITS}"},
            "settlement": {"": "", "less (rare)": "tally=less", "agrees": "tally=agrees", "open": "answer=open",
                           "until a day": f"settled_to={day}", "search": f"q=S{1_000_000_000 + self.turn * UNITS}"},
            "platform_notice": {"": "", "received (rare)": "status=received", "kind (rare)": "kind=takedown",
                                "until a day": f"received_to={day}"},
            "review": {"": "", "bad": "rating=1,2", "passed on (rare)": "quality=passed",
                       "until a day": f"reviewed_to={day}"},
            "parcel": of_parcels,
        }  # fmt: skip
        counts = {"count: all": "", "count: waiting": "fulfilment=waiting", "count: held": "hold=held"}
        reads = {name: _page(query) for name, query in pages.items()}
        for kind, asked in beside.items():
            reads |= {f"{kind}: {name or 'first page'}": _page(query, of=kind) for name, query in asked.items()}
        reads["a page in the middle"] = _page("", beyond=BEGIN + shipped)
        reads["waiting, a page in the middle"] = _page("fulfilment=waiting", beyond=BEGIN + shipped)
        return reads | {name: _count(query) for name, query in counts.items()}


def _page(query: str, beyond: int | None = None, of: str = "order") -> Callable[[Any], object]:
    """The page of the address ``query`` of a list; of the rows after the order ``beyond``."""
    from dianzhang.engine import keyset, lists
    from dianzhang.engine.exporting.sources import wanted_of
    from dianzhang.engine.pages import pages
    from dianzhang.trade.models import Order

    page = pages.lists[of]
    after = keyset.cursor_of(Order(pk=beyond), page.order) if beyond else ""

    def read(actor: Any) -> object:
        wanted, _told = wanted_of(page, query, actor)
        return keyset.page(lists.rows(page, actor, wanted), lists.order_of(page, QueryDict(query)), after=after)

    return read


def _count(query: str) -> Callable[[Any], object]:
    """How many an export of the address ``query`` has; more than a file holds are counted no further."""
    from dianzhang.engine.exporting.sources import NotExported, Spec, sheet_of

    def read(actor: Any) -> object:
        with suppress(NotExported):
            return sheet_of(Spec("list", "order", query), actor).count
        return None

    return read


def _timed(what: Callable[[Any], object], actor: Any) -> tuple[float, float]:
    """Seconds on the wall, and of this process' own work."""
    what(actor)  # what is kept for a second is asked for now, and the tables' pages are at hand for both
    times = Times()
    times.take(lambda: what(actor))
    return times.medians


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "fill":
        Reach.make(int(sys.argv[2]))
        fill_beside(int(sys.argv[2]) // BESIDE, UNITS)
        settled()
    else:
        answer(Reach().read)
