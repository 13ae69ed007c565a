"""Kills an import with -9 at random points, runs it again, and compares what there is with never having been killed.

    python -m tests.trade.killing KILLS     (DIANZHANG_HOME: an empty folder; DATABASE_URL: optional)

Prints what it found as JSON.  A process of its own: it forks the imports, so that each try starts at once.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

# First of all: it sets Django up.
from tests.forked import Database, begin, make_tables  # isort: skip

from django.db import connection

from dianzhang.engine.moment import living_at
from tests.trade.desk import COLUMNS, row, table

MONDAY = datetime(2026, 10, 12, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
KNOWN, NEW = 250, 450  # orders of the first file, and how many more the second has
CHUNK = 50  # orders a transaction: many ends to be killed between and within
BASE = "base"

# What there is, without ids and times of recording.
WHAT = {
    "orders": """SELECT o.number, o.payment, o.fulfilment, o.aftersale, o.hold, o.total_cents, o.paid_cents,
        o.refunded_cents, o.quantity, o.placed_at, o.paid_at, o.address_complete, o.below_floor, o.contacted, o.digest,
        o.revision, o.last_at, b.platform_id, r.name, r.phone, r.address
        FROM trade_order o LEFT JOIN customers_buyer b ON b.id = o.buyer_id
        LEFT JOIN customers_receiver r ON r.id = o.receiver_id""",
    "lines": """SELECT o.number, l.number, l.sku_code, l.quantity, l.receives_cents FROM trade_orderline l
        JOIN trade_order o ON o.id = l.order_id""",
    "refunds": """SELECT o.number, r.amount_cents, r.at, r.day, r.basis FROM trade_refund r
        JOIN trade_order o ON o.id = r.order_id""",
    "events": """SELECT o.number, e.kind, e.occurred_at, e.rule, e.judged, e.actor_id, e.post
        FROM engine_event e JOIN trade_order o ON o.id = e.subject_id WHERE e.subject_kind = 'order'""",
    "clocks": """SELECT o.number, c.rule, c.started_at, c.due_at, c.state, c.step, c.next_at, c.live, c.ended_at,
        c.quiet FROM engine_clock c JOIN trade_order o ON o.id = c.subject_id WHERE c.subject_kind = 'order'""",
    "flags": """SELECT o.number, f.rule, f.reason, f.raised_at, f.standing FROM engine_flag f
        JOIN trade_order o ON o.id = f.subject_id WHERE f.subject_kind = 'order'""",
    "buyers": "SELECT platform_id, name FROM customers_buyer",
    "receivers": "SELECT name, phone, province, city, district, address, digest FROM customers_receiver",
    "notices": "SELECT person_id, kind, rule, data FROM engine_notice",
}
# An order without the rows that must be there with it: there may never be one.
HALF = """SELECT COUNT(*) FROM trade_order o WHERE
    (SELECT COUNT(*) FROM engine_event e WHERE e.subject_kind = 'order' AND e.subject_id = o.id
        AND e.kind = 'order.enter') <> 1
    OR (SELECT COUNT(*) FROM trade_orderline l WHERE l.order_id = o.id) <> 2
    OR (o.paid_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM engine_event e WHERE e.subject_kind = 'order'
        AND e.subject_id = o.id AND e.kind = 'order.pay'))
    OR o.refunded_cents <> (SELECT COALESCE(SUM(r.amount_cents), 0) FROM trade_refund r WHERE r.order_id = o.id)"""


def prepare(folder: Path) -> None:
    """A department, a shop, the first file taken in; the second file has changed and new orders."""
    from tests.trade.desk import Desk

    make_tables()
    Desk()
    columns = (*COLUMNS, "商品编码", "数量", "商家应收")
    table(folder / "first.csv", _rows(KNOWN, changed=False), columns)
    table(folder / "second.csv", _rows(KNOWN + NEW, changed=True), columns)
    take(folder / "first.csv", MONDAY)


def _rows(count: int, *, changed: bool) -> list[dict[str, Any]]:
    rows = []
    for n in range(count):
        said = row(
            f"P{n:05d}", 买家ID=f"b{n // 3}", 下单时间=f"{MONDAY - timedelta(hours=3, seconds=n):%Y-%m-%d %H:%M:%S}"
        )
        said["付款时间"] = f"{MONDAY - timedelta(hours=2, seconds=n):%Y-%m-%d %H:%M:%S}"
        if n % 5 == 0 and not (changed and n % 10 == 0):
            said["付款时间"] = said["实付金额"] = ""
        elif n % 7 == 0 and changed:
            said["退款金额"] = "20.00"
        if n % 11 == 0:
            said["详细地址"] = "" if not changed else "文三路 9 号"
        if n % 13 == 0 and changed:
            said["订单总额"] = "130.00"
        for m in range(2):
            rows.append(said | {"商品编码": f"SKU-{n % 50 + m}", "数量": 1 + m, "商家应收": "60.00"})
    return rows


def take(file: Path, at: datetime) -> None:
    from dianzhang.engine.access import PLATFORM
    from dianzhang.gateways.orders import open_orders
    from dianzhang.trade import intake

    intake.CHUNK = CHUNK
    with living_at(at):
        intake.Intake(open_orders(file, now=at), "tmall-1", PLATFORM).run(
            file.with_suffix(f".{os.getpid()}.rejects.csv")
        )


def in_child(work: Callable[[], None], kill_after: float | None = None) -> float:
    """Seconds that ``work`` took in a forked process, or until it was killed."""
    began, child = time.perf_counter(), begin(work)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    if kill_after is None and status:
        raise RuntimeError("the import failed")
    return time.perf_counter() - began


def picture() -> dict[str, str]:
    """What there is, as one digest a table."""
    found = {}
    with connection.cursor() as cursor:
        for name, query in WHAT.items():
            cursor.execute(query)
            rows = sorted(json.dumps(r, default=str, ensure_ascii=False) for r in cursor.fetchall())
            found[name] = f"{len(rows)} {hashlib.sha256(chr(10).join(rows).encode()).hexdigest()[:16]}"
    return found


def half_orders() -> tuple[int, int]:
    """How many orders there are, and how many of them are not whole."""
    with connection.cursor() as cursor:
        cursor.execute(HALF)
        half = cursor.fetchone()[0]
        cursor.execute("SELECT COUNT(*) FROM trade_order")
        return cursor.fetchone()[0], half


def main(kills: int, seed: int) -> dict[str, Any]:
    folder = Path(os.environ["DIANZHANG_HOME"])
    prepare(folder)
    database, chance = Database(), random.Random(seed)
    second = folder / "second.csv"
    later = MONDAY + timedelta(hours=1)
    database.again(0)
    whole = in_child(lambda: take(second, later))
    expected = picture()
    database.drop()
    half, different, reached = 0, [], []
    for number in range(1, kills + 1):
        database.again(number)
        in_child(lambda: take(second, later), kill_after=chance.uniform(0.02, 1) * whole)
        there, not_whole = half_orders()
        reached.append(there)
        half += not_whole
        in_child(lambda: take(second, later))
        found = picture()
        different += [f"{number}: {name}" for name in found if found[name] != expected[name]]
        database.drop()
    return {
        "kills": kills,
        "half": half,
        "different": different,
        "reached": reached,
        "expected": expected,
        "seconds": whole,
    }


if __name__ == "__main__":
    json.dump(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1), sys.stdout)
