"""Intake of order files against raw insertion of the same rows.

Ours: `dianzhang import orders` on a plain table of N unpaid orders with three articles each, under the shipped
rulebook: reading the file, checking it, entering the orders, judging them (checks, deadlines), the journal.
Raw: the rows that this wrote (orders, lines, events, clocks; every index and constraint in place), read back and put
into an empty database by `executemany` (SQLite) or COPY (PostgreSQL) in one transaction.
"""

from __future__ import annotations

import csv
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bench.place import Place, place

ORDERS = 100_000
TABLES = ("trade_order", "trade_orderline", "engine_event", "engine_clock")
LEAST, MOST_MEMORY = 0.25, 1.2


def measure(orders: int = ORDERS) -> bool:
    """Measure, say what was measured, and whether both targets are met."""
    with place("few") as here:
        few = _import(here, orders // 10)
    with place("many") as here:
        ours = _import(here, orders)
        source = here.database_url or str(here.home)
        with place("raw") as there:
            raw, raw_cpu = json.loads(there.python("bench.intake_raw", json.dumps(source), json.dumps(TABLES)))
    ratio, memory = raw / ours["seconds"], ours["peak"] / few["peak"]
    kind = "PostgreSQL, COPY" if here.database_url else "SQLite, executemany"
    rows = ", ".join(f"{table} {count:,}" for table, count in ours["rows"].items())
    each = ours["seconds"] / orders * 1e6
    print(f"intake of {orders:,} orders ({kind})")
    print(f"  both sides write {rows}, with every index")
    print("  ours also reads and checks the file, and judges the orders by the rulebook")
    print(
        f"  ours {ours['seconds']:.2f} s ({each:.0f} µs an order), raw {raw:.2f} s: {ratio:.2f} of raw (target {LEAST})"
    )
    print(f"  of processor time: ours {ours['cpu']:.2f} s, raw {raw_cpu:.2f} s: {raw_cpu / ours['cpu']:.2f} of raw")
    print(f"  peak memory {ours['peak'] / 1024:.0f} MB, with a tenth of the orders {few['peak'] / 1024:.0f} MB: "
          f"{memory:.2f} × (target {MOST_MEMORY})")  # fmt: skip
    return bool(ratio >= LEAST and memory <= MOST_MEMORY)


def _import(here: Place, orders: int) -> dict[str, Any]:
    file = here.home / "orders.csv"
    write_orders(file, orders)
    here.python("bench.intake_ours", "prepare")
    said: dict[str, Any] = json.loads(here.python("bench.intake_ours", "import", str(file)))
    expected = {"trade_order": orders, "trade_orderline": 3 * orders, "engine_event": orders, "engine_clock": orders}
    assert expected.items() <= said["rows"].items(), said
    return said


def write_orders(path: Path, orders: int) -> None:
    """A plain table of unpaid orders, three articles each, placed one after the other up to a minute ago."""
    first = (
        datetime.now(UTC).astimezone(ZoneInfo("Asia/Shanghai"))
        - timedelta(minutes=1)
        - timedelta(milliseconds=30 * orders)
    )
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(
            ["订单号", "下单时间", "订单总额", "付款时间", "商品编码", "商品名称", "规格", "数量", "单价", "商家应收"]
        )
        for n in range(orders):
            placed = f"{first + timedelta(milliseconds=30 * n):%Y-%m-%d %H:%M:%S}"
            for m in range(3):
                sku = (n * 7 + m) % 500
                price = f"{19 + sku % 180}.90"
                table.writerow(
                    [2026000000000000 + n, placed, f"{57 + n % 900}.00", "", f"SKU-{sku:04d}", f"羽绒服 {sku}", "M",
                     1 + m, price, f"{20 + sku % 160}.00"]
                )  # fmt: skip


if __name__ == "__main__":
    sys.exit(0 if measure(int(sys.argv[1]) if len(sys.argv) > 1 else ORDERS) else 1)
