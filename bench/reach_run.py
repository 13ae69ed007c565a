"""The database of ``bench.reach``: made when started, then answers every line ``read`` with seconds, both readers."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import django
from django.http import QueryDict

from bench.lists_run import Pages


class Lists(Pages):
    """Pages of the list of orders, as the shell asks for them."""

    tables = ("trade_order",)

    def read(self) -> dict[str, list[float]]:
        from dianzhang.engine.access import SYSTEM

        self.turn += 1
        middle = self.count // 2 + 7 * self.turn
        asked = {
            "first page": "",
            "held (rare)": "hold=held",
            "waiting": "fulfilment=waiting",
            "waiting, paid, clear": "fulfilment=waiting&payment=paid&hold=clear",
            "unpaid": "payment=unpaid",
            "of one shop": f"shop={self.shop}",
            "by number": f"q=L{middle // 4 * 4}",
        }
        found = {}
        for name, query in asked.items():
            readers = (self.actor, SYSTEM) if self.turn % 2 else (SYSTEM, self.actor)  # nobody always comes second
            taken = {reader: self.timed(reader, query) for reader in readers}
            found[name] = [taken[self.actor], taken[SYSTEM]]
        below = {reader: self.timed(reader, "", id__lt=middle) for reader in (self.actor, SYSTEM)}
        return found | {"a page in the middle": [below[self.actor], below[SYSTEM]]}

    def timed(self, actor: Any, query: str, **more: Any) -> float:
        self.list_page(actor, query, **more)
        began = time.perf_counter()
        self.list_page(actor, query, **more)
        return time.perf_counter() - began

    def list_page(self, actor: Any, query: str, **more: Any) -> None:
        from dianzhang.engine import keyset, lists
        from dianzhang.engine.exporting.sources import wanted_of
        from dianzhang.trade.pages import LIST

        wanted, _told = wanted_of(LIST, QueryDict(query).urlencode(), actor)
        keyset.page(lists.rows(LIST, actor, wanted).filter(**more), LIST.order)

    @property
    def shop(self) -> int:
        from dianzhang.engine.models import Shop

        return Shop.objects.values_list("pk", flat=True)[0]


def main() -> None:
    lists = Lists(int(sys.argv[1]))
    for _line in sys.stdin:
        sys.stdout.write(json.dumps(lists.read()) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    django.setup()
    main()
