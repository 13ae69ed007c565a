"""One database of ``bench.lists``: made when started, then answers every line ``read`` with seconds and statements."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import django

from bench.filling import in_haste
from bench.lists import RARE

RULES = """---
制度: 测速
代号: bench
版本: "1"
生效: 2025-01-01
---

# 一 规则

## 1.1 看订单 {#orders.view}
自定: 只为测速

```rule
权限: {岗位: 订单审核, 可做: [订单.查看, 订单.审核, 订单.备注], 范围: 本组}
期限: {从: 订单.进入, 到: 订单.付款, 时限: 24小时, 责任: 订单审核, 事项: 催付}
例:
  - 名: 看本组的
    预期结果: ["允许 订单审核 订单.审核"]
```
"""


def fill(count: int, tables: tuple[str, ...] = ()) -> None:
    """``count`` orders like the one that is there, each with a line, an event and a clock, or only some ``tables``."""
    from django.db import connection, transaction

    units = 4
    every = count // (RARE * units) * units  # every so many-th order of the unit is held
    own = f"n % {units} = 0"
    instead = {
        "trade_order": {
            "id": "10 + n", "number": "'L' || n", "unit_id": f"CASE WHEN {own} THEN c.unit_id ELSE 1 + n % {units} END",
            "hold": f"CASE WHEN n % {every} = 0 THEN 'held' ELSE 'clear' END",
            "fulfilment": "CASE WHEN (n / 4) % 10 = 0 THEN 'waiting' ELSE 'closed' END",
            "payment": "CASE WHEN (n / 4) % 20 = 1 THEN 'unpaid' ELSE 'paid' END",
        },
        "trade_orderline": {"order_id": "10 + n"},
        "engine_event": {"subject_id": "10 + n", "position": "NULL"},
        "engine_clock": {"subject_id": "10 + n"},
    }  # fmt: skip
    with in_haste(), transaction.atomic(), connection.cursor() as cursor:
        for table, changed in instead.items():
            if tables and table not in tables:
                continue
            cursor.execute(f"SELECT * FROM {table} WHERE 1 = 0")
            names = [d[0] for d in cursor.description if d[0] != "id" or "id" in changed]
            if connection.vendor == "sqlite":
                counting = f"SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {count}"
                numbers = f"(WITH RECURSIVE s(n) AS ({counting}) SELECT n FROM s)"
            else:
                numbers = f"(SELECT n FROM generate_series(1, {count}) AS s(n))"
            chosen = ", ".join(changed.get(name, f"c.{name}") for name in names)
            which = {"trade_orderline": "order_id = 1 AND number = 1", "trade_order": "id = 1"}.get(
                table, "subject_kind = 'order' AND subject_id = 1"
            )
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(names)}) SELECT {chosen} FROM {numbers} AS numbers, "
                f"(SELECT * FROM {table} WHERE {which}) AS c ORDER BY n"
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class Pages:
    """What the pages of the order desk read."""

    rules = RULES
    tables: tuple[str, ...] = ()  # which are filled; none named: all

    def __init__(self, count: int) -> None:
        from bench.department import prepare
        from dianzhang.engine.access import SYSTEM, actor_of
        from dianzhang.engine.act import must, one
        from dianzhang.engine.models import Person, Shop
        from dianzhang.trade.models import Order

        prepare(self.rules)
        self.actor = actor_of(Person.objects.get(code="zhaoning"))
        Shop.objects.update(unit_id=self.actor.unit_id)
        line: dict[str, Any] = {"sku": "SKU-1", "title": "羽绒服", "quantity": 1, "unit_price": 33}
        placed = datetime.now(UTC) - timedelta(minutes=1)
        from dianzhang.engine.organisation import forget

        forget()
        must(one("order.enter", SYSTEM, shop="bench", number="L0", total=100, placed_at=placed, lines=[line] * 3))
        assert Order.objects.values_list("id", "unit_id").get() == (1, self.actor.unit_id)
        fill(count, self.tables)
        self.count, self.turn = count, 0

    def read(self) -> dict[str, list[float]]:
        """Seconds and statements of each read."""
        self.turn += 1
        middle = self.count // 2 + 7 * self.turn
        return {
            "list, reach group, first page": _timed(lambda: self.page()),
            "list, rare filter (held)": _timed(lambda: self.page(hold="held")),
            "list, wide filter (waiting, paid)": _timed(
                lambda: self.page(fulfilment="waiting", payment="paid", hold="clear")
            ),
            "list, a page in the middle": _timed(lambda: self.page(id__lt=middle)),
            "the page of one order": _timed(lambda: self.record(10 + middle // 4 * 4)),
        }

    def page(self, **conditions: Any) -> int:
        from dianzhang.engine import reading
        from dianzhang.engine.models import ClockRow, Flag
        from dianzhang.trade.pages import LIST

        rows = reading.visible(self.actor, LIST.subject).filter(**conditions).select_related(*LIST.related)
        found = list(rows.order_by(*LIST.order)[:51])
        assert len(found) == 51
        ids = [order.pk for order in found]
        list(Flag.objects.filter(subject_kind="order", subject_id__in=ids, standing=True))
        list(
            ClockRow.objects.filter(subject_kind="order", subject_id__in=ids, live=True, quiet=False).order_by("due_at")
        )
        return sum(len(reading.actions_for(self.actor, LIST.subject, order)) for order in found)

    def record(self, order_id: int) -> None:
        from dianzhang.engine import deadlines, reading
        from dianzhang.trade.models import Order
        from dianzhang.trade.pages import RECORD

        subject = RECORD.subject
        order = Order.objects.select_related("shop", "owner", "buyer", "receiver").get(pk=order_id)
        assert reading.may_see(self.actor, subject, order)
        for view in reading.actions_for(self.actor, subject, order):
            assert view.action
        assert len(deadlines.clocks_on(subject, order, self.actor)) == 1
        assert len(reading.timeline(subject, order)) == 1
        reading.flags_on(subject, order)
        reading.clauses_on(subject, order)
        list(reading.notes_on(subject, order))
        list(reading.approvals_on(subject, order))
        for section in RECORD.sections:
            section.context(order, self.actor)


def _timed(what: Callable[[], object]) -> list[float]:
    from django.db import connection

    count = 0

    def counting(execute: Any, *words: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*words)

    what()  # what is kept for a second is asked for now, and the tables' pages are at hand on both sides
    began = time.perf_counter()
    with connection.execute_wrapper(counting):
        what()
    return [time.perf_counter() - began, count]


def main() -> None:
    pages = Pages(int(sys.argv[1]))
    for _line in sys.stdin:
        sys.stdout.write(json.dumps(pages.read()) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    django.setup()
    main()
