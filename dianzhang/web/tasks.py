"""Tasks as cards: on the board (``web.task_board``), beside a record, and on the day's page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from dianzhang.engine import access, reading
from dianzhang.engine.access import Actor
from dianzhang.engine.lists import may_list
from dianzhang.engine.pending import Pending
from dianzhang.engine.reading import ActionView
from dianzhang.work import queries
from dianzhang.work.models import Task, TaskLink
from dianzhang.work.raci import gather_parts
from dianzhang.work.states import TASK

from .boards import leading_back, moves
from .due import action_of, record_address
from .words import state_name

DESK = 6  # lines on the day's page
ONWARD = {"task.start", "task.finish"}  # what a card itself offers: on to the next column


def address_of(action: str) -> str:
    kind, _, verb = action.partition(".")
    return reverse("create", args=[kind, verb])


def card(actor: Actor, task: Task) -> dict[str, Any]:
    """For ``web/task_card.html``."""
    return {
        "id": task.pk,
        "title": task.title,
        "url": record_address(TASK.name, task.pk),
        "state": state_name(TASK, "status", task.status),
        "important": task.important,
        "accountable": queries.accountable_name(task),
        "mine": queries.my_letters(task, actor),
        "due": task.due_at,
        "late": queries.late_words(task),
        "percent": task.percent if task.status == "doing" else None,
        "finished": task.finished_at if task.status == "done" else None,
        "waiting": task.waiting,
        "items": f"{task.items_all - task.items_open}/{task.items_all}" if task.items_all else "",
        "obstacles": task.obstacles,
        "spoken": task.spoken,
    }


def drawn(actor: Actor, task: Task, asked: Sequence[Pending], here: str, by: str = "") -> dict[str, Any]:
    """A card with what may be done with it.  ``by`` person: into whose lane it may be put."""
    return card(actor, task) | onward(actor, task, asked, here, by)


def onward(actor: Actor, task: Task, asked: Sequence[Pending], here: str, by: str = "") -> dict[str, Any]:
    """What brings the card to the next column, where this person may do it, and to which others; back ``here``."""
    views = reading.actions_for(actor, TASK, task, all_states=True, pending=asked)
    view = next((view for view in views if view.ready and view.action.name in ONWARD), None)
    return {
        "action": leading_back(action_of(view, TASK.name, task.pk, task), here) if view is not None else None,
        "moves": moves(TASK, "status", task, views, here),
        "across": across(task, views, here) if by == "person" else "",
    }


def across(task: Task, views: Sequence[ActionView], here: str) -> str:
    """How it comes to another person, as JSON: it is handed over, which asks why; or why it cannot be."""
    view = next((view for view in views if view.action.name == "task.hand_over"), None)
    if view is None:
        return json.dumps({"why": gettext("只有负责它的人能把它转交给别人。")})
    if not view.ready:
        return json.dumps({"why": view.why_not})
    offered = leading_back(action_of(view, TASK.name, task.pk, task), here)
    return json.dumps({"url": offered["url"], "form": True})


def of_record(actor: Actor, kind: str, record_id: int) -> dict[str, Any] | None:
    """Tasks that belong to a record, and the way to propose one; None where one may do neither."""
    if not may_list(actor, TASK.name):
        return None
    linked = TaskLink.objects.filter(kind=kind, of_id=record_id, ended_at=None).values("task_id")
    rows = reading.visible(actor, TASK).filter(Q(of_kind=kind, of_id=record_id) | Q(pk__in=linked))
    found = list(rows.select_related("owner").order_by("-id")[:DESK])
    gather_parts(found)
    tasks = [card(actor, task) for task in found]
    may_propose = access.reach_of(actor, "task.propose") is not None
    address = f"{reverse('create', args=['task', 'propose'])}?of_kind={kind}&of_id={record_id}"
    return {"tasks": tasks, "propose": address if may_propose else ""} if tasks or may_propose else None


def on_today(actor: Actor) -> dict[str, Any]:
    """Tasks that press, and questions that wait for one's answer: for the day's page."""
    return {
        "tasks": [card(actor, task) for task in queries.on_my_desk(actor, DESK)],
        "questions": [
            {
                "who": asked.consultation.asked_by.name if asked.consultation.asked_by else "",
                "text": asked.consultation.text,
                "at": asked.consultation.asked_at,
                "title": asked.consultation.task.title,
                "url": record_address(TASK.name, asked.consultation.task_id),
                "first": asked.consultation.first,
                "answer": f"{reverse('act', args=['task', asked.consultation.task_id, 'answer'])}"
                f"?consultation={asked.consultation_id}&next={reverse('today')}",
            }
            for asked in queries.asked_me(actor, DESK)
        ],
    }
