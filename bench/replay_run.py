"""One database of ``bench.replay``: ``fill SIZE`` makes the journal, ``play DAYS`` replays it.  Each answers in JSON.

A few orders and complaints are lived through the engine's own actions, each fate once; their events are then written
again and again as those of further records, no two of which happen alike.
"""

from __future__ import annotations

import json
import random
import re
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import django

from bench.filling import in_haste
from bench.timing import loop

MORE = """
# 八 测量 {#bench}

## 8.1 更多规则 {#bench.more}
```rule
期限:
  - {从: 订单.发货, 到: 订单.签收, 时限: 7天, 责任: 客服专员, 事项: 跟件, 提醒: 1天}
  - {从: 订单.挂起, 到: 订单.放行, 时限: 8工作小时, 责任: 订单审核, 事项: 放行}
  - {从: 客诉.给出方案, 到: 客诉.解决, 时限: 2个工作日, 责任: 客服组长, 事项: 办结}
检查:
  - {当: 订单.进入, 若: 总额 >= 5000元, 标记: 大单}
  - {当: 订单.发货, 若: 总额 >= 10000元, 标记: 贵重}
  - {当: 客诉.受理, 若: 涉及金额 >= 500元, 标记: 重大}
审批:
  - {动作: 订单.审核, 若: 总额 >= 8000元, 审批人: 运营组长}
  - {动作: 订单.发货, 若: 总额 >= 20000元, 审批人: 运营组长}
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
TOTAL = re.compile('"total":[0-9]+')
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
    """The events once more and once more, of other records, each at a time of its own and with a total of its own.

    What people did comes earlier or later than in life, by up to 45 % of the way to what came before or after; what
    rules brought about stays where it fell due.
    """
    from dianzhang.engine import writer
    from dianzhang.engine.models import Event

    top, made, turn, dice = rows[-1]["id"], 0, 0, random.Random(3)
    names = tuple(rows[0])
    records: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row["occurred_at"], row["id"])):
        records[row["subject_kind"], row["subject_id"]].append(row)
    batch: list[tuple[Any, ...]] = []
    while made < size:
        turn += 1
        for record in records.values():
            batch += [tuple(row.values()) for row in _another(record, turn, top * turn, dice)]
        made += len(rows)
        if len(batch) >= 20_000 or made >= size:
            writer.insert_values(Event, names, batch)
            batch = []
    Event.objects.filter(id__in=[row["id"] for row in rows]).delete()
    return made


def _another(record: list[dict[str, Any]], turn: int, ids: int, dice: random.Random) -> Iterator[dict[str, Any]]:
    from django.db import connection

    adapt = connection.ops.adapt_datetimefield_value
    at = [row["occurred_at"] for row in record]
    later = timedelta(seconds=dice.randrange(DAYS * 86_400))
    total = f'"total":{dice.choice((1, 1, 1, 2, 5)) * dice.randrange(4_900, 190_000)}'
    for n, row in enumerate(record):
        moment = at[n]
        if n and not row["rule"]:
            back, on = moment - at[n - 1], (at[n + 1] if n + 1 < len(at) else moment + timedelta(hours=9)) - moment
            moment += dice.uniform(-0.45, 0) * back if dice.random() < 0.5 else dice.uniform(0, 0.45) * on
        yield row | {
            "id": row["id"] + ids, "position": None, "subject_id": row["subject_id"] + 1000 * turn,
            "cause_id": row["cause_id"] + ids if row["cause_id"] else None,
            "occurred_at": adapt(moment + later), "recorded_at": adapt(moment + later),
            "data": TOTAL.sub(total, row["data"]),
        }  # fmt: skip


def play(days: int) -> dict[str, Any]:
    """Compare the first ``days`` of the journal with what they would have been under two drafts."""
    from dianzhang.engine import rulebooks
    from dianzhang.engine.models import RulebookVersion
    from dianzhang.engine.replaying import compare
    from dianzhang.kernel.rules import Check, Deadline, Gate
    from dianzhang.kernel.ruleset import Ruleset

    text = RulebookVersion.objects.get(status="in_force").text
    draft = text
    for was, becomes in CHANGES.items():
        draft = draft.replace(was, becomes)
    first = FIRST.date()
    last = first + timedelta(days=days)
    answer: dict[str, Any] = {}
    for name, one in (("all", draft), ("some", text.replace("时限: 10分钟", "时限: 5分钟"))):
        rulebooks.compiled_text(one)
        before, wall, cpu = loop(), time.perf_counter(), time.process_time()
        found = compare(one, first, last)
        answer[name] = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
        answer[name]["loop"] = (before + loop()) / 2
        if name == "all":
            now, then = found.totals["now"], found.totals["draft"]
            answer |= {
                "events": found.events,
                "records": found.records,
                "clocks": now.judged + now.excused + now.stopped + now.running,
                "now": f"{now.met:,} kept, {now.missed:,} missed",
                "draft": f"{then.met:,} kept, {then.missed:,} missed",
            }
    book = rulebooks.compiled_text(draft).rulebook
    assert book is not None
    answer["rules"] = sum(len(book.of(kind)) for kind in (Check, Deadline, Gate))
    rules = Ruleset(book)
    answer["looking"] = len(
        {
            rule.id
            for index in (rules.starts, rules.checks, rules.refusals, rules.gates)
            for kind, found in index.items()
            if kind.partition(".")[0] in ("order", "complaint")
            for rule in found
        }
    )
    return answer | {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}


if __name__ == "__main__":
    django.setup()
    done = (fill if sys.argv[1] == "fill" else play)(int(sys.argv[2]))
    print(json.dumps(done))
