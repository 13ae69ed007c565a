"""Both sides of ``bench.actions``, taking turns in one process; prints JSON."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import django

TURN, TURNS = 50, 12
Rows = dict[str, dict[int, dict[str, Any]]]  # table -> id -> column -> value

# The tables that the actions write, and the column that says which order a row belongs to.
TABLES = {
    "trade_order": "id", "trade_orderline": "order_id", "trade_parcel": "order_id", "engine_event": "subject_id",
    "engine_clock": "subject_id",
}  # fmt: skip
EVENTS = {"started_by", "ended_by", "cause_id"}  # columns that name an event
UNIQUE = {"number": "trade_order", "waybill": "trade_parcel"}


class Raw:
    """Repeats on other orders what ours wrote to its own, as bare statements on the driver's connection."""

    def __init__(self) -> None:
        from django.db import connection

        connection.ensure_connection()
        self.vendor = connection.vendor
        self.driver = connection.connection
        self.mark = "?" if self.vendor == "sqlite" else "%s"

    def rows(self, orders: Sequence[int]) -> Rows:
        found: Rows = {}
        few = ", ".join(map(str, orders))
        for table, column in TABLES.items():
            of_orders = " AND subject_kind = 'order'" if column == "subject_id" else ""
            cursor = self.driver.cursor().execute(
                f"SELECT * FROM {table} WHERE {column} IN ({few}){of_orders} ORDER BY id"
            )
            names = [d[0] for d in cursor.description]
            found[table] = {row[0]: dict(zip(names, map(plain, row), strict=True)) for row in cursor.fetchall()}
        return found

    def script(self, before: Rows, after: Rows, pairs: dict[int, int], theirs: Rows, ids: dict[str, int]) -> list[Any]:
        """What made ``after`` of ``before``, order by order, as statements on the orders that ``pairs`` names."""
        known = _counterparts(before, theirs, pairs)
        todo: dict[int, list[tuple[str, list[Any]]]] = defaultdict(list)
        made: dict[int, int] = {}  # events
        for table in ("trade_order", "trade_orderline", "trade_parcel", "engine_event", "engine_clock"):
            for pk, row in after[table].items():
                order = row[TABLES[table]]
                other = pairs[order]
                old = before[table].get(pk)
                if old is None:
                    number = other if table == "trade_order" else ids[table]
                    ids[table] += 1
                    if table == "engine_event":
                        made[pk] = number
                    new = _moved(row | {"id": number}, table, other, made, known)
                    sql = f"INSERT INTO {table} ({', '.join(new)}) VALUES ({', '.join([self.mark] * len(new))})"
                    todo[other].append((sql, list(new.values())))
                elif changed := {c: v for c, v in row.items() if old[c] != v}:
                    new = _moved(changed, table, other, made, known)
                    sets = ", ".join(f"{c} = {self.mark}" for c in new)
                    sql = f"UPDATE {table} SET {sets} WHERE id = {self.mark}"
                    todo[other].append((sql, [*new.values(), known[table][pk]]))
        return [todo[order] for order in pairs.values()]

    def run(self, script: list[Any]) -> None:
        if self.vendor == "sqlite":
            execute = self.driver.execute
            for statements in script:
                execute("BEGIN IMMEDIATE")
                for sql, values in statements:
                    execute(sql, values)
                execute("COMMIT")
            return
        with self.driver.cursor() as cursor:
            for statements in script:
                cursor.execute("BEGIN")
                for sql, values in statements:
                    cursor.execute(sql, values)
                cursor.execute("COMMIT")


def plain(value: Any) -> Any:
    """As the driver takes it without any converting: SQLite keeps times and days as text."""
    from django.db import connection

    if connection.vendor == "sqlite" and hasattr(value, "isoformat"):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return value


def _counterparts(before: Rows, theirs: Rows, pairs: dict[int, int]) -> dict[str, dict[int, int]]:
    """Row of ours -> the row of the same rank of the paired order."""
    found: dict[str, dict[int, int]] = {}
    for table, column in TABLES.items():
        ranked: dict[int, list[int]] = defaultdict(list)
        for pk, row in theirs[table].items():
            ranked[row[column]].append(pk)
        taken: dict[int, int] = defaultdict(int)
        found[table] = {}
        for pk, row in before[table].items():
            order = pairs[row[column]]
            found[table][pk] = ranked[order][taken[order]]
            taken[order] += 1
    return found


def _moved(
    row: dict[str, Any], table: str, order: int, made: dict[int, int], known: dict[str, dict[int, int]]
) -> dict[str, Any]:
    new = {}
    for column, value in row.items():
        if column == TABLES[table]:
            value = order
        elif column in EVENTS and value is not None:
            value = made.get(value) or known["engine_event"][value]
        elif UNIQUE.get(column) == table:
            value = f"{value}R"
        new[column] = value
    return new


class Both:
    """The two sides on the same table, a turn each."""

    def __init__(self) -> None:
        from dianzhang.engine.access import SYSTEM, actor_of
        from dianzhang.engine.models import Person

        self.raw = Raw()
        actor = {p.code: actor_of(p) for p in Person.objects.all()}
        self.actors = {"order.enter": SYSTEM, "order.approve": actor["zhaoning"], "order.ship": actor["chenmo"]}
        self.number = 0
        self.ours: dict[str, Any] = {}
        self.theirs: dict[str, Any] = {}
        self.writes: dict[str, str] = {}

    def turn(self, ours: dict[str, Any], raw: dict[str, Any]) -> None:
        from dianzhang.engine.access import SYSTEM
        from dianzhang.engine.act import perform
        from dianzhang.engine.outcome import Item

        first = self._top("trade_order") + 1
        mine = list(range(first, first + TURN))
        others = list(range(first + TURN, first + 2 * TURN))
        pairs = dict(zip(mine, others, strict=True))
        self._both("order.enter", [self._told() for _ in mine], [None] * TURN, pairs, ours, raw)
        paid = [Item(pk, data={"amount": Decimal(100), "paid_at": datetime.now(UTC)}) for pk in (*mine, *others)]
        assert all(o.done for o in perform("order.pay", paid, SYSTEM)), "not paid"
        self._both("order.approve", [None] * TURN, mine, pairs, ours, raw)
        self._both(
            "order.ship", [{"carrier": "顺丰", "waybill": f"SF{pk:012d}"} for pk in mine], mine, pairs, ours, raw
        )

    def _both(
        self,
        name: str,
        data: list[Any],
        ids: list[Any],
        pairs: dict[int, int],
        ours: dict[str, Any],
        raw: dict[str, Any],
    ) -> None:
        from dianzhang.engine.act import perform
        from dianzhang.engine.outcome import Item

        actor = self.actors[name]
        before, theirs = self.raw.rows(list(pairs)), self.raw.rows(list(pairs.values()))
        items = [
            Item(pk, None if pk is None else 2 + (name == "order.ship"), given)
            for pk, given in zip(ids, data, strict=True)
        ]
        outcomes: list[Any] = []

        def act() -> None:
            for item in items:
                outcomes.append(perform(name, item, actor)[0])

        ours[name].take(act, TURN)
        assert all(o.done for o in outcomes), next(o for o in outcomes if not o.done)
        after = self.raw.rows(list(pairs))
        script = self.raw.script(before, after, pairs, theirs, {table: self._top(table) + 1 for table in TABLES})
        raw[name].take(lambda: self.raw.run(script), TURN)
        self.writes[name] = _said(script[0])
        if self.raw.vendor == "postgresql":  # ids were given by hand
            for table in TABLES:
                self.raw.driver.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
                )

    def _told(self) -> dict[str, Any]:
        self.number += 1
        line = {
            "sku": "SKU-1",
            "title": "羽绒服",
            "spec": "M",
            "quantity": 1,
            "unit_price": Decimal("33.30"),
            "receives": Decimal("33.30"),
        }
        placed = datetime.now(UTC) - timedelta(minutes=1)
        return {
            "shop": "bench",
            "number": f"N{self.number:08d}",
            "total": Decimal(100),
            "placed_at": placed,
            "lines": [line] * 3,
        }

    def _top(self, table: str) -> int:
        return int(self.raw.driver.cursor().execute(f"SELECT COALESCE(MAX(id), 0) FROM {table}").fetchone()[0])


def _said(statements: list[tuple[str, list[Any]]]) -> str:
    """``1 INSERT engine_event, 3 INSERT trade_orderline``"""
    counts: dict[str, int] = defaultdict(int)
    for sql, _values in statements:
        words = sql.split()
        counts[f"{words[0]} {words[2] if words[0] == 'INSERT' else words[1]}"] += 1
    return ", ".join(f"{n} {what}" for what, n in counts.items())


def modes(both: Both) -> dict[str, Callable[[], object]]:
    if both.raw.vendor == "postgresql":
        return {"on": lambda: both.raw.driver.execute("SET synchronous_commit = on")}
    return {
        "NORMAL": lambda: both.raw.driver.execute("PRAGMA synchronous = NORMAL"),
        "FULL": lambda: both.raw.driver.execute("PRAGMA synchronous = FULL"),
    }


def main() -> dict[str, Any]:
    from bench.department import prepare
    from bench.timing import Times

    prepare()
    both = Both()
    both.turn(defaultdict(Times), defaultdict(Times))  # nothing is measured cold
    found: dict[str, Any] = {}
    for mode, switch in modes(both).items():
        switch()
        ours: dict[str, Times] = defaultdict(Times)
        raw: dict[str, Times] = defaultdict(Times)
        for _ in range(TURNS):
            both.turn(ours, raw)
        found[mode] = {
            name: {
                side: dict(zip(("wall", "cpu"), times[name].medians, strict=True))
                for side, times in (("ours", ours), ("raw", raw))
            }
            | {"writes": both.writes[name]}
            for name in ours
        }
    return {"turn": TURN, "turns": TURNS, "modes": found}


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(main()))
