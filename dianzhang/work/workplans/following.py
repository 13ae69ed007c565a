"""Lines whose work is done in tasks: their progress is that of the tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from dianzhang.engine import registry
from dianzhang.engine.outcome import Act, Item

from ..models import PlanLine, PlanTask
from .reckoning import by_tasks

Stands = Mapping[int, tuple[str, int]]  # task -> its status and percent, as they are about to be


def follow(moved: Stands, act: Act) -> None:
    """These tasks moved: the lines that they do the work of move with them, in plans that are not over."""
    rows = PlanTask.objects.filter(task_id__in=list(moved), ended_at=None, line__live=True)
    lines = list(rows.filter(line__plan__status="agreed").values_list("line_id", flat=True).distinct())
    if lines:
        settle(lines, act, moved)


def settle(ids: list[int], act: Act, moved: Stands | None = None) -> None:
    """Reckon lines anew by their tasks; a plan whose number of lines done changes says so in its course."""
    tasks: dict[int, list[tuple[str, int]]] = defaultdict(list)
    rows = PlanTask.objects.filter(line_id__in=ids, ended_at=None)
    for line, task, status, percent in rows.values_list("line_id", "task_id", "task__status", "task__percent"):
        tasks[line].append((moved or {}).get(task, (status, percent)))
    more: dict[int, int] = defaultdict(int)
    for one in PlanLine.objects.filter(pk__in=ids):
        found = by_tasks(tasks[one.pk])
        more[one.plan_id] += stand(one, found, act)
    items = [Item(plan, data={"more": n}) for plan, n in more.items() if n]
    if items:
        follows = registry.actions["workplan.follow"]
        act.transaction.do(follows, items, actor=act.actor, checked=True)


def stand(line: PlanLine, found: tuple[bool, int] | None, act: Act) -> int:
    """Let a line stand as its tasks say; one line done more, one fewer, or none."""
    if found is None:
        return 0
    was, (done, percent) = line.state == "done", found
    line.percent = percent
    if done != was:
        line.state, line.done_at = ("done", act.at) if done else ("open", None)
    act.change(line)
    return int(done) - int(was)


def with_tasks(ids: list[int]) -> dict[int, list[Any]]:
    """The tasks of each of these lines."""
    found: dict[int, list[Any]] = defaultdict(list)
    rows = PlanTask.objects.filter(line_id__in=ids, ended_at=None).select_related("task").order_by("id")
    for row in rows if ids else ():
        found[row.line_id].append(row.task)
    return found
