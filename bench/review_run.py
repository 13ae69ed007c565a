"""The database of ``bench.review``: ``fill COUNT``, then ``look`` says how long a look at all of them took."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime, timedelta

import django

from bench.department import HEAD, prepare
from bench.filling import in_haste, indexes_afterwards, instant, repeat, settled
from bench.memory import peak, without_map
from bench.orders import BEGIN, LINE, RECEIVER

CHECKS = (
    "同买家24小时单数 >= 5 且 未付款占比 > 50%", "总额 > 50000元", "总额 <= 0.01元",
    "实付金额 > 0元 且 实付金额 < 总额",
    "实付金额 > 总额", "非 地址完整", "低于底价", '省份 = "" 且 地址完整', "承诺发货时间 < 下单时间", "件数 > 500",
    "预售 且 总额 > 20000元", '缺少 <> "" 且 付款 = "已付款"',
)  # fmt: skip
RULES = (
    HEAD
    + "\n## 1.1 审单 {#orders.review}\n自定: 只为测速\n\n```rule\n检查:\n"
    + "".join(f"  - {{当: 订单.进入, 若: '{when}', 标记: 第 {n} 条, 处置: 挂起}}\n" for n, when in enumerate(CHECKS, 1))
    + "```\n"
)
SECONDS = 72_000  # they came within so many: all within the window of a day
ODD, BUYERS = 100, 3  # one of so many is odd; a buyer has at most so many orders


def fill(count: int) -> None:
    """``count`` paid orders of the last hours; of each hundredth too little was paid."""
    from dianzhang.customers.models import Buyer
    from dianzhang.engine.access import SYSTEM
    from dianzhang.engine.act import must, one
    from dianzhang.trade.models import Order

    prepare(RULES)
    placed = datetime.now(UTC) - timedelta(seconds=SECONDS)
    told = {"lines": [LINE] * 3, "buyer_id": "b0", "buyer_name": "王芳"} | RECEIVER
    told |= {"province": "浙江省", "promised_at": datetime.now(UTC) + timedelta(days=2)}
    order = must(one("order.enter", SYSTEM, shop="bench", number="L0", total=100, placed_at=placed, **told))
    must(one("order.pay", SYSTEM, order.pk, paid_at=placed + timedelta(minutes=1)))
    came = instant(f"{int(placed.timestamp())} + CAST(n AS bigint) * {SECONDS - 600} / {count}")
    own = {
        "id": f"{BEGIN} + n", "number": "'L' || (1000000000 + n)", "buyer_id": f"1 + n / {BUYERS}", "placed_at": came,
        "paid_cents": f"CASE WHEN n % {ODD} = 0 THEN 5000 ELSE 10000 END",
    }  # fmt: skip
    with in_haste(), indexes_afterwards(Order, Buyer):
        repeat(Order, "id = 1", own, count)
        repeat(Buyer, "id = 1", {"id": "1 + n", "platform_id": "'b' || n"}, count // BUYERS + 1)
    settled()


def look() -> dict[str, float]:
    """Seconds on the wall and of own CPU for all of it, and of what was written the seconds alone."""
    from dianzhang.engine.models import Flag
    from dianzhang.trade import reviewing
    from dianzhang.trade.models import Order

    written, again = 0.0, reviewing._again

    def timed(ids: list[int]) -> None:
        nonlocal written
        begun = time.perf_counter()
        again(ids)
        written += time.perf_counter() - begun

    reviewing._again = timed  # type: ignore[assignment]
    without_map()
    before, cpu = time.perf_counter(), time.process_time()
    for told in reviewing.review_waiting():
        last = told
    seconds, cpu = time.perf_counter() - before, time.process_time() - cpu
    most = peak()  # before what was written is counted
    held = Order.objects.filter(hold="held").count()
    assert held == Flag.objects.count(), (held, Flag.objects.count())
    return {
        "seconds": seconds, "cpu": cpu, "caught": last.caught, "flags": held, "writing": written,
        "checks": len(CHECKS), "peak": most,
    }  # fmt: skip


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "fill":
        fill(int(sys.argv[2]))
    else:
        print(json.dumps(look()))
