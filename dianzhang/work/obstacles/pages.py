"""What the list and the page of obstacles show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse

from dianzhang.engine import reading
from dianzhang.engine.access import Actor
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, View, show_list, show_record
from dianzhang.engine.words import word

from ..models import Obstacle, Task
from ..states import TASK
from .states import OBSTACLE

MINE = {"remove": "等我排除", "reported": "我报告的"}


def mine(what: str, actor: Actor) -> Q:
    """Obstacles that wait for the reader, or that the reader reported."""
    match what:
        case "remove":
            return Q(owner_id=actor.person_id, owner_id__isnull=False, status="open")
        case "reported":
            return Q(author_id=actor.person_id, author_id__isnull=False)
    raise ValueError(what)


show_list(
    ListPage(
        OBSTACLE,
        columns=(
            Column("text", "卡在哪里", show=OBSTACLE.title),
            Column("owner", "要谁来排除", show=lambda obstacle: obstacle.owner),
            Column("status"),
            Column("raised_at"),
            Column("climbs", number=True, wide_only=True),
        ),
        filters=(
            Filter("status", "状态", OBSTACLE.axes[0].states),
            Filter("mine", "与我有关", MINE, mine=mine),
        ),
        views=(
            View("remove", "等我排除", {"mine": "remove"}),
            View("open", "没有排除", {"status": "open"}),
            View("reported", "我报告的", {"mine": "reported"}),
        ),
        related=("owner",),
        empty="这里是阻碍：事项卡住了，在事项页上报阻碍，写明卡在哪里、要谁来排除。到时没有排除，就上交给上一级。",
    )
)


def stuck_section(obstacle: Obstacle, actor: Actor) -> Mapping[str, Any]:
    """What is in the way, and of which task."""
    task = obstacle.task
    url = reverse("record", args=["task", task.pk]) if reading.may_see(actor, TASK, task) else ""
    return {"text": obstacle.text, "task": task.title if url else "", "url": url}


def of_task(task: Task, actor: Actor) -> Mapping[str, Any] | None:
    """What stands or stood in the way of a task, for its page: the open ones first."""
    rows = reading.visible(actor, OBSTACLE).filter(task_id=task.pk).select_related("owner", "author")
    found = sorted(rows.order_by("id"), key=lambda one: one.status != "open")
    states = OBSTACLE.axes[0].states
    lines = [
        {
            "url": reverse("record", args=["obstacle", one.pk]), "text": OBSTACLE.title(one),
            "open": one.status == "open", "owner": one.owner, "author": one.author,
            "at": one.raised_at, "state": word(states[one.status]),
            "climbs": one.climbs,
        }
        for one in found
    ]  # fmt: skip
    return {"obstacles": lines} if lines else None


show_record(
    RecordPage(
        OBSTACLE,
        facts=(
            Column("owner", "要谁来排除", show=lambda obstacle: obstacle.owner),
            Column("author", "报告人", show=lambda obstacle: obstacle.author),
            Column("raised_at"),
            Column("climbs"),
            Column("ended_at"),
        ),
        sections=(Section("卡在哪里", "work/stuck.html", stuck_section),),
        main_axes=("status",),
    )
)
