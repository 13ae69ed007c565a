"""One database of ``bench.replay``: ``fill SIZE`` makes the journal, ``play`` replays it.  Each answers a line of JSON.

A few orders and complaints are lived through the engine's own actions, each fate once; their events are then written
again and again as those of further records, some minutes later each.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import django

from bench.filling import in_haste

MORE = """
# 八 测量 {#bench}

## 8.1 更多规则 {#bench.more}
```rule
期限:
  - {从: 订单.审核, 到: 订单.发货, 时限: 1个工作日, 责任: 仓储专员, 事项: 拣货}
  - {从: 订单.发货, 到: 订单.签收, 时限: 7天, 责任: 客服专员, 事项: 跟件, 提醒: 1天}
  - {从: 订单.签收, 到: 订单.完成, 时限: 15天, 责任: 客服专员, 事项: 回访}
  - {从: 订单.挂起, 到: 订单.放行, 时限: 8工作小时, 责任: 订单审核, 事项: 放行}
  - {从: 客诉.给出方案, 到: 客诉.解决, 时限: 2个工作日, 责任: 客服组长, 事项: 办结}
检查:
  - {当: 订单.进入, 若: 总额 >= 5000元, 标记: 大单}
  - {当: 客诉.受理, 若: 涉及金额 >= 500元, 标记: 重大}
审批: {动作: 订单.审核, 若: 总额 >= 8000元, 审批人: 运营组长}
```
"""
CHANGES = {
    "时限: 10分钟": "时限: 5分钟",
    "时限: 24小时": "时限: 12小时",
    "时限: 4工作小时": "时限: 2工作小时",
    "时限: 48小时": "时限: 24小时",
}
TODAY = datetime.now(UTC).replace(hour=1, minute=30, second=0, microsecond=0)  # half past nine in Shanghai
FIRST = TODAY - timedelta(days=100 + TODAY.weekday())  # a Monday
DAYS = 60
PAID = (("pay", 4), ("approve", 30))
FATES: tuple[tuple[tuple[str, float], ...], ...] = (  # what happens to an order, so many minutes after it came
    *((*PAID, ("ship", 300 + 90 * n), ("deliver", 3000), ("close", 9000)) for n in range(12)),
    (("pay", 700), ("approve", 900), ("ship", 1500), ("deliver", 5000), ("close", 12000)),
    (*PAID, ("ship", 4000), ("deliver", 6000), ("close", 12000)),
    (("cancel", 1600),),
    (("pay", 5), ("contact", 60), ("release", 65), ("approve", 70), ("ship", 400), ("deliver", 4000)),
)
INPUTS = {"contact": {"contact_outcome": "confirmed"}, "progress": {"note": "在查"}}
COMPLAINTS = ((("resolve", 4),), (("progress", 8), ("resolve", 25)), (("resolve", 90),))


def fill(size: int) -> dict[str, Any]:
    from django.db import transaction

    from bench.department import prepare
    from dianzhang.engine.models import Event
    from dianzhang.engine.moment import living_at
    from dianzhang.rulebooks import read

    prepare(read("process-first") + MORE)
    with living_at(FIRST):
        _live()
    rows = list(Event.objects.filter(subject_kind__in=("order", "complaint")).order_by("id").values())
    with in_haste(), transaction.atomic():
        made = _multiply(rows, size)
    return {"events": made}


def _live() -> None:
    """Every fate once, with ticks between, so that what rules bring about is there as in life."""
    from dianzhang.engine.access import SYSTEM, actor_of
    from dianzhang.engine.act import perform
    from dianzhang.engine.models import Person
    from dianzhang.engine.moment import living_at
    from dianzhang.engine.outcome import Item
    from dianzhang.engine.tick import tick

    agent = actor_of(Person.objects.get(code="linxiao"))
    agenda: list[tuple[float, str, str, int]] = []
    ids: dict[tuple[str, int], int] = {}
    for kind, fates in (("order", FATES), ("complaint", COMPLAINTS)):
        for number, fate in enumerate(fates):
            agenda.append((0.0, kind, "begin", number))
            agenda += [(minute, kind, verb, number) for verb, minute in fate]
    for minute, kind, verb, number in sorted(agenda, key=lambda entry: entry[0]):
        moment = FIRST + timedelta(minutes=minute)
        with living_at(moment):
            tick(moment)
            if verb == "begin" and kind == "order":
                whole = number != len(FATES) - 1
                data = {"shop": "bench", "number": f"R{number}", "total": 100 + 7 * number, "placed_at": moment}
                outcome = perform("order.enter", Item(data=data | {"address_complete": whole}), SYSTEM)[0]
            elif verb == "begin":
                outcome = perform("complaint.accept", Item(data={"kind": "quality"}), agent)[0]
            else:
                given = {"carrier": "顺丰", "waybill": f"SF10000{number}"} if verb == "ship" else INPUTS.get(verb)
                outcome = perform(f"{kind}.{verb}", Item(ids[kind, number], None, given), SYSTEM)[0]
            assert outcome.done, (kind, verb, outcome.why)
            ids[kind, number] = int(outcome.record.id)
    with living_at(FIRST + timedelta(days=20)):
        tick()


def _multiply(rows: list[dict[str, Any]], size: int) -> int:
    """The events once more and once more, of other records, spread over the days."""
    from django.db import connection

    from dianzhang.engine import writer
    from dianzhang.engine.models import Event

    adapt = connection.ops.adapt_datetimefield_value
    top, made, turn = rows[-1]["id"], len(rows), 0
    names = tuple(rows[0])
    columns = {name: names.index(name) for name in ("id", "subject_id", "cause_id", "occurred_at", "recorded_at")}
    templates = [tuple(None if name == "position" else row[name] for name in names) for row in rows]
    number, subject, cause, at, recorded = columns.values()
    batch: list[tuple[Any, ...]] = []
    while made < size:
        turn += 1
        later, ids = timedelta(minutes=turn * 37 % (DAYS * 1440), seconds=turn % 60), top * turn
        for template in templates:
            row: list[Any] = list(template)
            row[number] += ids
            row[subject] += 1000 * turn
            row[cause] = row[cause] + ids if row[cause] else None
            row[at], row[recorded] = adapt(row[at] + later), adapt(row[recorded] + later)
            batch.append(tuple(row))
        made += len(rows)
        if len(batch) >= 20_000 or made >= size:
            writer.insert_values(Event, names, batch)
            batch = []
    return made


def play() -> dict[str, Any]:
    from dianzhang.engine import rulebooks
    from dianzhang.engine.models import RulebookVersion
    from dianzhang.engine.replaying import compare
    from dianzhang.kernel.rules import Check, Deadline, Gate

    text = RulebookVersion.objects.get(status="in_force").text
    draft = text
    for was, becomes in CHANGES.items():
        draft = draft.replace(was, becomes)
    first, last = FIRST.date(), TODAY.date()
    answer: dict[str, Any] = {}
    for name, one in (("all", draft), ("some", text.replace("时限: 10分钟", "时限: 5分钟"))):
        rulebooks.compiled_text(one)
        wall, cpu = time.perf_counter(), time.process_time()
        found = compare(one, first, last)
        answer[name] = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
        if name == "all":
            now, then = found.totals["now"], found.totals["draft"]
            answer |= {
                "records": found.records,
                "now": f"{now.met:,} kept, {now.missed:,} missed",
                "draft": f"{then.met:,} kept, {then.missed:,} missed",
            }
    book = rulebooks.compiled_text(draft).rulebook
    assert book is not None
    answer["rules"] = sum(len(book.of(kind)) for kind in (Check, Deadline, Gate))
    return answer | {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}


if __name__ == "__main__":
    django.setup()
    done = fill(int(sys.argv[2])) if sys.argv[1] == "fill" else play()
    print(json.dumps(done))
