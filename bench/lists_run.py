"""One database of ``bench.lists``: made when started, then answers every line ``read`` with seconds and statements."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import django

from bench.department import HEAD
from bench.orders import BEGIN, UNITS, Desk
from bench.place import answer
from bench.timing import statements

RULES = (
    HEAD
    + """
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
)


class Pages(Desk):
    """What the pages of the order desk read."""

    rules = RULES
    tables = ("lines", "events", "clocks")

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
            "the page of one order": _timed(lambda: self.record(BEGIN + middle // UNITS * UNITS)),
        }

    def page(self, **conditions: Any) -> int:
        from dianzhang.engine import reading
        from dianzhang.engine.models import ClockRow, Flag
        from dianzhang.engine.pending import pending_of
        from dianzhang.trade.pages import LIST

        rows = reading.visible(self.actor, LIST.subject).filter(**conditions).select_related(*LIST.related)
        found = list(rows.order_by(*LIST.order)[:51])
        assert len(found) == 51
        ids = [order.pk for order in found]
        list(Flag.objects.filter(subject_kind="order", subject_id__in=ids, standing=True))
        list(
            ClockRow.objects.filter(subject_kind="order", subject_id__in=ids, live=True, quiet=False).order_by("due_at")
        )
        pending = pending_of(("order", pk) for pk in ids)
        return sum(
            len(reading.actions_for(self.actor, LIST.subject, order, pending=pending.get(("order", order.pk), ())))
            for order in found
        )

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
    what()  # what is kept for a second is asked for now, and the tables' pages are at hand on both sides
    began = time.perf_counter()
    with statements() as told:
        what()
    return [time.perf_counter() - began, len(told)]


if __name__ == "__main__":
    django.setup()
    pages = Pages.make(int(sys.argv[1]))
    answer(lambda _line: pages.read())
