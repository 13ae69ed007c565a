"""Plans in a replay: the steps that were laid out and what became of them, and those that a draft would lay out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dianzhang.engine import rulebooks
from dianzhang.engine.models import Event
from dianzhang.engine.replaying.laying import UNKNOWN, Laid, Played, Stretch
from dianzhang.engine.replaying.owing import Whose
from dianzhang.engine.replaying.reacted import reactions_of
from dianzhang.kernel.plans import Dated, lay_out
from dianzhang.kernel.rules import Plan

from .models import Task
from .plans import step_ids


@dataclass(frozen=True)
class Known:
    """The recorded task of a step: only it can say when somebody finished."""

    id: int
    finished_at: datetime | None


class Plans:
    """Of plans (``engine.replaying.laying.Layer``)."""

    def recorded(self, rules: Sequence[Plan], played: Played) -> Iterator[Laid]:
        ids = {step for rule in rules for step in step_ids(rule)}
        rows = Task.objects.filter(rule__in=ids, due_at__gte=played.since, of_id__isnull=False)
        for task in rows.exclude(status="cancelled").order_by("id"):
            if task.due_at is None or not task.rule:
                continue
            state, decided = _state(task.due_at, task.finished_at, played)
            same = task.of_kind, task.of_id, task.rule.rpartition("/")[0], task.title
            yield Laid(task.rule, same, state, task.due_at, decided, (task.owner_id, ""), ("task", task.pk))

    def drafted(self, ids: frozenset[str], played: Played) -> Iterator[Laid]:
        for stretch in played.stretches:
            for plan in stretch.rules.rules_of(Plan):
                if plan.id in ids:
                    yield from _drafted(plan, stretch, played)


def _drafted(plan: Plan, stretch: Stretch, played: Played) -> Iterator[Laid]:
    """The steps on every record that something happened to before they could matter."""
    happened = Event.objects.filter(subject_kind=plan.subject, occurred_at__lt=played.until)
    for record in happened.order_by("subject_id").values_list("subject_id", flat=True).distinct():
        known = _tasks(plan, record)
        dated = _last_dates(plan, record, known, played)
        for step_id, step in zip(step_ids(plan), plan.steps, strict=True):
            one, task = dated.get(step.name), known.get(step.name)
            if one is None or not stretch.since <= one.due_at or one.due_at >= stretch.until:
                continue
            state, decided = _state(one.due_at, task.finished_at if task else None, played)
            yield Laid(
                step_id, (plan.subject, record, plan.id, step.name), state if task else UNKNOWN, one.due_at, decided,
                _whose(step.accountable, one.due_at, played), ("task", task.id) if task else None,
            )  # fmt: skip


def _last_dates(plan: Plan, record: int, known: dict[str, Known], played: Played) -> dict[str, Dated]:
    """The steps as they stand at the end: laid out anew whenever the base moved, but for what was finished by then."""
    found: dict[str, Dated] = {}
    calendar = rulebooks.calendar_of(plan.calendar)
    for one in reactions_of(plan, plan.subject, record, played):
        at, base = one.fact.at, one.reaction.base
        done = {name for name, task in known.items() if task.finished_at is not None and task.finished_at <= at}
        kept = {name: dated for name, dated in found.items() if name in done}
        anew = {} if base is None else {dated.step.name: dated for dated in lay_out(plan, base, calendar, at)}
        found = anew | kept
    return found


def _tasks(plan: Plan, record: int) -> dict[str, Known]:
    rows = Task.objects.filter(of_kind=plan.subject, of_id=record, rule__startswith=f"{plan.id}/step-")
    rows = rows.exclude(status="cancelled").order_by("id")
    return {task.title: Known(task.pk, task.finished_at) for task in rows}


def _state(due: datetime, finished: datetime | None, played: Played) -> tuple[str, datetime | None]:
    if finished is not None and finished <= due and finished < played.until:
        return "met", finished
    return ("missed", due) if due < played.until else ("running", None)


def _whose(post: str, at: datetime, played: Played) -> Whose:
    holders: Any = played.holders.of(post, at)
    return (holders[0], "") if len(holders) == 1 else (None, post)
