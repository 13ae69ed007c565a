"""The lake of ``bench.lake``: ``fill LINES``; ``metrics TURNS`` and ``board`` answer with seconds."""

from __future__ import annotations

import sys
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

import django

from bench.place import answer

LAST = datetime.now(UTC).date() - timedelta(days=1)  # the rulebook's metrics are those of the last year
DAYS, SHOPS = 360, 12
FIRST = LAST - timedelta(days=DAYS - 1)
MONTH = LAST - timedelta(days=30)
# Rows of one day: {n} of them, {day} the day; what is not named is a plain value of its type.
ORDER = {
    "shop_id": f"1 + hash(i) % {SHOPS}", "unit_id": "1 + hash(i, 2) % 5", "total_cents": "100 + hash(i, 3) % 90000",
    "paid_cents": "100 + hash(i, 3) % 90000", "of_median_to_pay": "(hash(i, 4) % 86400000)::DOUBLE / 1000",
    "amount_cents": "100 + hash(i, 5) % 9000", "order__unit_id": "1 + hash(i, 2) % 5", "order_id": "i // 2",
    "of_cost_of_sales": "CASE WHEN hash(i, 6) % 9 = 0 THEN NULL ELSE 50 + hash(i, 6) % 40000 END",
}  # fmt: skip
SHARE = {  # rows of a table for each order line
    "trade.order.paid_day.lines": 1.0, "trade.order.paid_day": 0.5, "trade.order.placed_day": 0.5,
    "trade.refund.day": 0.025,
}  # fmt: skip
BY_HAND = {
    "支付金额": ("amount_paid", "SELECT sum(paid_cents) FROM {paid} WHERE in_orders_paid"),
    "订单数": ("orders", "SELECT count(*) FROM {placed} WHERE in_orders_placed"),
    "客单价": ("order value", "SELECT sum(paid_cents), count(*) FROM {paid} WHERE in_orders_paid"),
    "退款率": ("refund rate", "SELECT (SELECT sum(amount_cents) FROM {refund} WHERE in_amount_refunded), "
               "(SELECT sum(paid_cents) FROM {paid} WHERE in_orders_paid)"),
    "退款订单数": ("orders refunded (distinct)",
                   "SELECT count(DISTINCT order_id) FROM {refund} WHERE in_amount_refunded"),
    "销售成本": ("cost of sales (lines)", "SELECT sum(of_cost_of_sales) FROM {lines} WHERE in_cost_of_sales"),
    "下单到付款中位时长": (
        "time to pay (median)",
        "SELECT median(of_median_to_pay) FROM {paid} WHERE in_orders_paid",
    ),
}  # fmt: skip
TILES = (
    "支付金额", "订单数", "支付订单数", "下单金额", "客单价", "退款率", "退款金额", "退款订单数",
    "净支付金额", "销售成本", "下单到付款中位时长", "支付金额",
)  # fmt: skip


def fill(lines: int) -> None:
    from bench.department import prepare
    from dianzhang.engine.moment import now
    from dianzhang.measure.lake import manifest, marks, rollups, writing
    from dianzhang.measure.lake.shapes import shapes
    from dianzhang.measure.models import LakeState

    prepare()
    list(marks.put_up(wanted := marks.triggers(), set(wanted)))
    tables = {}
    for name, table in shapes().tables.items():
        rows = int(lines * SHARE.get(name, 0) / DAYS)
        days = (
            {FIRST + timedelta(days=n): _day(table, FIRST + timedelta(days=n), rows) for n in range(DAYS)}
            if rows
            else {}
        )
        made = manifest.Written(writing.fingerprint(table), table.meant(), days)
        tables[name] = rollups.rolled(table, made, None, None)
    LakeState.objects.create(manifest=manifest.write(tables, 1).name, at=now())


def _day(table: Any, day: date, rows: int) -> Any:
    """One file as ``writing.put`` makes it, by DuckDB."""
    import polars

    from dianzhang.measure.lake import manifest, reading, writing

    sql = {polars.Int64: "BIGINT", polars.Boolean: "BOOLEAN", polars.Float64: "DOUBLE", polars.String: "VARCHAR"}
    chosen = [f"DATE '{day}' AS day"]
    for name, kind in list(writing.schema(table).items())[1:]:
        value = "hash(i, 7) % 50 <> 0" if kind is polars.Boolean else ORDER.get(name, "NULL")
        chosen.append(f"CAST({value} AS {sql[kind]}) AS {name}")
    path = f"{table.name}/{day}-bench.parquet"
    whole = manifest.folder() / path
    whole.parent.mkdir(parents=True, exist_ok=True)
    begin = day.toordinal() * 10_000_000
    reading.database().execute(
        f"COPY (SELECT {', '.join(chosen)} FROM range({begin}, {begin + rows}) AS r(i)) TO '{whole}' "
        "(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"
    )
    return manifest.File(path, rows)


def metrics(turns: int) -> dict[str, Any]:
    from dianzhang.measure.catalogue import Slice
    from dianzhang.measure.lake import manifest, reading
    from dianzhang.measure.lake.asking import ask
    from dianzhang.measure.metrics import define, over
    from dianzhang.measure.models import LakeState

    held = manifest.read(LakeState.objects.get().manifest)
    reading.database().execute("SELECT 1")
    found: dict[str, dict[str, list[float]]] = {}
    for label, first in (("31 days", MONTH), ("a year", FIRST)):
        sources = {
            short: reading.source_of([f for day, f in held.tables[name].days.items() if first <= day <= LAST])
            for short, name in (
                ("paid", "trade.order.paid_day"), ("placed", "trade.order.placed_day"),
                ("refund", "trade.refund.day"), ("lines", "trade.order.paid_day.lines"),
            )
        }  # fmt: skip
        of = Slice(first, LAST)
        for name, (said, sql) in BY_HAND.items():
            definition = define(name, first)
            assert definition is not None
            assert all(ask(one, "", of) is not None for one in definition.measures()), name
            written, times = sql.format(**sources), {"ours": list[float](), "hand": list[float]()}
            for turn in range(turns + 1):
                for side, work in (
                    ("ours", lambda of=of, d=definition: over(d, of)),
                    ("hand", lambda w=written: reading.database().execute(w).fetchall()),
                ):
                    began = time.perf_counter()
                    work()
                    if turn:  # the first one finds the files in no cache
                        times[side].append(time.perf_counter() - began)
            found[f"{said}, {label}"] = times
    size = sum(path.stat().st_size for path in manifest.folder().rglob("*.parquet"))
    return {"metrics": found, "bytes": size}


def board() -> float:
    """Each tile: its line of days, the number of them all, and that of the 31 days before."""
    from dianzhang.measure.catalogue import Slice
    from dianzhang.measure.metrics import define, over, values

    before = Slice(MONTH - timedelta(days=31), MONTH - timedelta(days=1))
    began = time.perf_counter()
    for name in TILES:
        definition = define(name, MONTH)
        assert definition is not None
        values(definition, "day", Slice(MONTH, LAST))
        over(definition, Slice(MONTH, LAST))
        over(definition, before)
    return time.perf_counter() - began


if __name__ == "__main__":
    django.setup()
    from dianzhang.measure.lake import asking

    asking.LEAST = 0  # a few refunds too
    match sys.argv[1]:
        case "fill":
            fill(int(sys.argv[2]))
        case "metrics":
            answer(lambda _line: metrics(int(sys.argv[2])))
        case "board":
            answer(lambda _line: board())
