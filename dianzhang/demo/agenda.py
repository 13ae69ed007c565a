"""What will happen when: people's doings and what platforms tell, lived through in order of time.

What a platform tells within a few minutes is told in one go, as a platform's messages are taken in; each thing keeps
its own time.  Deadlines that fall due on the way take their course before the next thing happens.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.db import connection

from dianzhang.engine import registry
from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import together
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item
from dianzhang.engine.tick import tick

TOGETHER = timedelta(minutes=4)  # what lies closer is told in one go; well under what counts as learned late
IN_TURN = (
    "order.enter", "order.pay", "order.update", "order.cancel", "order.deliver", "order.ask_refund", "order.refund",
)  # fmt: skip

Doing = Callable[[datetime], object]


@dataclass(slots=True)
class Telling:
    """A platform tells something of the order of this number."""

    at: datetime
    action: str
    number: str
    data: Mapping[str, Any] | None


@dataclass
class Agenda:
    """The time table of a simulated world.  ``ids`` gives the record of an order's number once it is there."""

    ids: dict[str, int] = field(default_factory=dict)
    _heap: list[tuple[datetime, int, Doing | Telling]] = field(default_factory=list)
    _tellings: list[Telling] = field(default_factory=list)
    _number: Any = field(default_factory=count)

    def do(self, at: datetime, doing: Doing) -> None:
        """Somebody does something at ``at``."""
        heapq.heappush(self._heap, (at, next(self._number), doing))

    def tell(self, at: datetime, action: str, number: str, /, **data: Any) -> None:
        """A platform says that this happened at ``at``."""
        heapq.heappush(self._heap, (at, next(self._number), Telling(at, action, number, data or None)))

    def live(self, until: datetime) -> None:
        """Live through everything up to ``until``; what lies beyond never happens."""
        while self._heap and self._heap[0][0] <= until:
            at, _number, what = heapq.heappop(self._heap)
            if self._tellings and at - self._tellings[0].at > TOGETHER:
                self._tell_all()
            if isinstance(what, Telling):
                self._tellings.append(what)
                continue
            self._tell_all()
            fall_due(at)
            with living_at(at):
                what(at)
        self._tell_all()
        fall_due(until)

    def _tell_all(self) -> None:
        told, self._tellings = self._tellings, []
        if not told:
            return
        moment = told[-1].at
        fall_due(moment)
        entered: dict[str, Any] = {}
        with living_at(moment), together(PLATFORM) as tx:
            for name in IN_TURN:
                mine = [t for t in told if t.action == name]
                if not mine:
                    continue
                items = [self._item(t, entered) for t in mine]
                for t, outcome in zip(mine, tx.do(registry.actions[name], items), strict=True):
                    if name == "order.enter" and outcome.done:
                        entered[t.number] = outcome.record
        self.ids.update((number, record.id) for number, record in entered.items())

    def _item(self, t: Telling, entered: Mapping[str, Any]) -> Item:
        record = entered.get(t.number)
        return Item(None if record is not None else self.ids.get(t.number), None, t.data, record, t.at)


def fall_due(moment: datetime) -> None:
    """Let what has fallen due by ``moment`` happen.  Mostly nothing has: that is found out at little cost."""
    with connection.cursor() as cursor:
        soonest = "SELECT 1 FROM engine_clock WHERE next_at < %s LIMIT 1"
        cursor.execute(soonest, [connection.ops.adapt_datetimefield_value(moment)])
        if cursor.fetchone() is None:
            return
    tick(moment)
