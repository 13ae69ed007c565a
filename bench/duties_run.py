"""The department of ``bench.duties``: answers ``reckon`` and ``lay N`` (N days from now) with seconds and numbers."""

from __future__ import annotations

import sys
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

import django

from bench.department import HEAD
from bench.place import answer

# A hundred as a department has them: most of the week and of the month, a fifth of every day.
SHAPES = (
    *["每个工作日"] * 15, *["每天"] * 5,
    *[f"每周{day}" for day in "一二三四五"] * 6,
    *["每周最后一个工作日"] * 5, *["每周一、周四"] * 5,
    *[f"每月{day}日" for day in range(1, 21)], "每月30日", "每月31日",
    *["每月最后一天"] * 3, *["每月第三个工作日"] * 5, *["每季度第一个工作日"] * 5, *["每半年"] * 3,
    *["每年3月15日"] * 2,
)  # fmt: skip
DUTY = '例行: {{事项: 例行 {n}, 责任: 订单审核, 周期: {when}, 时间: "{hour}:{minute:02}"}}'


def rules(many: int) -> str:
    """A rulebook of ``many`` duties, each with a time of its own."""
    duties = "\n\n".join(
        f"## 1.{n + 1} 例行 {n} {{#duty{n}}}\n自定: 只为测速\n\n```rule\n"
        + DUTY.format(n=n, when=SHAPES[n % len(SHAPES)], hour=9 + n % 9, minute=n % 60)
        + "\n```"
        for n in range(many)
    )
    return f"{HEAD}\n{duties}\n"


class Duties:
    def __init__(self, people: int, many: int) -> None:
        from bench.department import prepare
        from dianzhang.engine.moment import living_at
        from dianzhang.engine.organisation import forget
        from dianzhang.people.department import take_on

        prepare(rules(many))
        with living_at(datetime.now(UTC) - timedelta(days=300)):
            for n in range(people - 1):  # with the one that is there already
                take_on(f"clerk{n}", f"文员{n}", "order_desk")
        forget()
        self.day = datetime.now(UTC).replace(hour=1, minute=0, second=0, microsecond=0) + timedelta(days=1)

    def ask(self, line: str) -> dict[str, float]:
        what, _, number = line.partition(" ")
        return self.reckon() if what == "reckon" else self.lay(int(number))

    def reckon(self) -> dict[str, float]:
        """A calendar year, in this process."""
        from dianzhang.engine import rulebooks
        from dianzhang.engine.organisation import organisation
        from dianzhang.kernel.duties import occurrences, owed_by
        from dianzhang.kernel.rules import Duty

        book = rulebooks.at(self.day)
        assert book is not None
        year, holders = self.day.year, organisation().holders
        duties = book.rules_of(Duty)
        calendars = {rule.calendar: rulebooks.calendar_of(rule.calendar) for rule in duties}
        wall, cpu = time.perf_counter(), time.process_time()
        days, owed = 0, list[tuple[Any, ...]]()
        for rule in duties:
            dates = list(occurrences(rule, date(year, 1, 1), date(year, 12, 31), calendars[rule.calendar]))
            days += len(dates)
            for post, person in owed_by(rule, holders):
                owed += [(post, person, one) for one in dates]
        spent = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
        return spent | {"days": days, "owed": len(owed)}

    def lay(self, days: int) -> dict[str, float]:
        """What the system lays out by itself, so many days from now."""
        from dianzhang.engine.models import ClockRow, Event
        from dianzhang.engine.moment import living_at
        from dianzhang.work.duties.laying import lay_out

        before = Event.objects.count(), ClockRow.objects.count()
        with living_at(self.day + timedelta(days=days)):
            wall, cpu = time.perf_counter(), time.process_time()
            laid = lay_out()
            spent = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
            again = time.perf_counter()
            lay_out()
            spent["again"] = time.perf_counter() - again
        events, clocks = Event.objects.count() - before[0], ClockRow.objects.count() - before[1]
        return spent | {"laid": laid, "events": events, "clocks": clocks}


if __name__ == "__main__":
    django.setup()
    answer(Duties(int(sys.argv[1]), int(sys.argv[2])).ask)
