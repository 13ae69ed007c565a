"""One database of ``bench.radar``: made when started, then answers every line ``read`` with seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import django

from bench.filling import in_haste, indexes_afterwards, instant, repeat, settled
from bench.lists_run import RULES
from bench.place import answer

SPREAD = 10 * 86_400  # seconds over which they fall due, from two hours ago on
FIRST = 10_000_000
BACKEND = "dianzhang.config.log_in.backend.Backend"


class Radar:
    """One of the order desk, before whom ``count`` deadlines of as many orders run."""

    def __init__(self, count: int) -> None:
        from django.contrib.auth.models import User
        from django.test import Client

        from bench.department import prepare
        from dianzhang.engine.access import SYSTEM, actor_of
        from dianzhang.engine.act import must, one
        from dianzhang.engine.models import Person, Shop
        from dianzhang.engine.organisation import forget

        prepare(RULES)
        person = Person.objects.get(code="zhaoning")
        Shop.objects.update(unit_id=person.unit_id)
        forget()
        must(one("order.enter", SYSTEM, shop="bench", number="L0", total=100))
        fill(count)
        person.user = User.objects.create_user("zhaoning")
        person.save()
        self.client = Client(headers={"host": "127.0.0.1"})
        self.client.force_login(person.user, backend=BACKEND)
        self.actor, self.turn = actor_of(person), 0

    def read(self, _line: str = "") -> dict[str, float]:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        from dianzhang.engine.moment import now
        from dianzhang.engine.radar.asking import Asked
        from dianzhang.engine.radar.counting import counted
        from dianzhang.engine.radar.lines import page

        self.turn += 1
        found: dict[str, float] = {}
        for scope in ("mine", "all"):
            asked, moment = Asked(scope), now()
            counts = counted(self.actor, asked, moment).bands
            first = page(self.actor, asked, moment, counts)
            far = page(self.actor, Asked(scope, band="later"), moment, counts).after
            found[f"{scope}: counts and strip"] = taken(lambda a=asked: counted(self.actor, a, now()))
            found[f"{scope}: first page"] = taken(lambda a=asked, c=counts: page(self.actor, a, now(), c))
            found[f"{scope}: the page after"] = taken(
                lambda a=asked, c=counts, f=first: page(self.actor, a, now(), c, f.after)
            )
            found[f"{scope}: a page far down"] = taken(
                lambda a=asked, c=counts, f=far: page(self.actor, a, now(), c, f)
            )
        with CaptureQueriesContext(connection) as statements:
            self.client.get(f"/radar?turn={self.turn}")
        found["the page drawn, statements"] = float(len(statements))
        found["the page drawn"] = taken(lambda: self.client.get(f"/radar?again={self.turn}"))
        return found


def fill(count: int) -> None:
    """Orders like the first, each with its deadline; what hangs on them is up to twelve hours in the order."""
    from dianzhang.engine.models import ClockRow
    from dianzhang.trade.models import Order

    begin, apart = int(datetime.now(UTC).timestamp()) - 7200, SPREAD / count
    due = f"{begin} + n * {apart}"
    instead = {
        "subject_id": f"{FIRST} + n", "due_at": instant(due), "next_at": instant(due), "state": "'running'",
        "rank_at": instant(f"{due} - (n % 13) * 3600"), "stake_cents": "10000 + n % 13",
    }  # fmt: skip
    with in_haste(), indexes_afterwards(ClockRow):
        repeat(Order, "number = 'L0'", {"id": f"{FIRST} + n", "number": "'R' || n"}, count)
        repeat(ClockRow, "id = (SELECT min(id) FROM engine_clock)", instead, count)
    settled()


def taken(what: Callable[..., Any]) -> float:
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


if __name__ == "__main__":
    django.setup()
    answer(Radar(int(sys.argv[1])).read)
