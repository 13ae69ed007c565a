"""Tasks as a board: what waits, what runs, what was done lately; and what of them stands on the day's page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from dianzhang.engine import access, reading
from dianzhang.engine.access import Actor
from dianzhang.engine.lists import may_list
from dianzhang.engine.moment import now
from dianzhang.engine.pending import Pending, pending_of
from dianzhang.work import queries
from dianzhang.work.models import Task, TaskLink
from dianzhang.work.raci import concerned, gather_parts, with_part
from dianzhang.work.states import TASK

from .boards import leading_back, moves
from .distrust import whole
from .due import action_of, record_address
from .shell import show
from .who import Asking, working
from .words import action_name, state_name, word

MOST = 30  # cards of a column
MANY = 12  # people of whom it is said how much they have in hand
BY = {"": "不分组", "person": "按人", "due": "按到期"}
LATELY = timedelta(days=14)
DESK = 6  # lines on the day's page
Asked = Mapping[tuple[str, int], Sequence[Pending]]
ONWARD = {"task.start", "task.finish"}  # what a card itself offers: on to the next column


@working
@require_GET
def board(request: Asking) -> HttpResponse:
    """Three columns, for one's own tasks, those of one's group, or all that one may see."""
    if not may_list(request.actor, TASK.name):
        raise Http404
    actor, scope = request.actor, request.GET.get("scope", "mine")
    rows = reading.visible(actor, TASK)
    if scope == "lead":
        rows = rows.filter(with_part(actor, "A"))
    elif scope == "group":
        rows = rows.filter(unit_id=actor.unit_id)
    elif scope != "all":
        rows = rows.filter(concerned(actor))
    scopes = {
        "mine": gettext("与我有关"), "lead": gettext("我负责"), "group": gettext("本组"), "all": gettext("全部"),
    }  # fmt: skip
    scope = scope if scope in scopes else "mine"
    by = request.GET.get("by", "")
    by = by if by in BY else ""
    counts, people = queries.in_hand(rows, MANY)
    owner = whole(request.GET.get("owner"))
    if owner is not None:
        rows = rows.filter(owner_id=owner)

    def address(**changed: Any) -> str:
        asked = {"scope": scope, "by": by, "owner": owner or ""} | changed
        return f"{reverse('tasks')}?{urlencode({k: v for k, v in asked.items() if v})}"

    here = address()
    found = queries.on_board(rows, now() - LATELY, MOST, by)
    asked = pending_of([(TASK.name, task.pk) for tasks in found.values() for task in tasks])
    creating = reading.creating_actions(actor, TASK)
    return show(
        request,
        "web/tasks.html",
        {
            "board": {
                "card": "web/task_card.html",
                "columns": [
                    column(actor, status, tasks, asked, here, by)
                    | ({"all": counts[status]} if status in counts and owner is None else {})
                    for status, tasks in found.items()
                ],
            },
            "tabs": [
                {"label": text, "url": address(scope=code), "current": code == scope} for code, text in scopes.items()
            ],
            "ways": [
                {"label": word(text), "url": address(by=code), "current": code == by} for code, text in BY.items()
            ],
            "hands": [
                {"name": name, "n": n, "url": address(owner="" if pk == owner else pk), "current": pk == owner}
                for pk, name, n in people
            ],
            "everyone": address(owner="") if owner is not None else "",
            "create": [{"label": action_name(a), "url": address_of(a.name), "form": True} for a in creating],
            "list_url": reverse("list", args=[TASK.name]),
        },
    )  # fmt: skip


def address_of(action: str) -> str:
    kind, _, verb = action.partition(".")
    return reverse("create", args=[kind, verb])


def column(actor: Actor, status: str, tasks: list[Task], asked: Asked, here: str, by: str = "") -> dict[str, Any]:
    """One lane.  ``asked``: what of its tasks waits for approval; ``here``: where pressing on a card leads back to;
    ``by``: under which headings its cards stand."""
    empty = {
        "todo": gettext("没有等着开始的。"), "doing": gettext("没有正在做的。"), "done": gettext("近两周没有做完的。"),
    }  # fmt: skip
    return {
        "state": status,
        "name": state_name(TASK, "status", status),
        "cards": [
            card(actor, task)
            | onward(actor, task, asked.get((TASK.name, task.pk), ()), here)
            | {"group": group(task, by)}
            for task in tasks[:MOST]
        ],
        "more": f"{reverse('list', args=[TASK.name])}?status={status}" if len(tasks) > MOST else "",
        "empty": empty[status],
    }


def group(task: Task, by: str) -> str:
    if by == "person":
        return task.owner.name if task.owner is not None else gettext("没有负责人")
    return queries.due_group(task) if by == "due" else ""


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


def onward(actor: Actor, task: Task, asked: Sequence[Pending], here: str) -> dict[str, Any]:
    """What brings the card to the next column, where this person may do it, and to which others; back ``here``."""
    views = reading.actions_for(actor, TASK, task, all_states=True, pending=asked)
    view = next((view for view in views if view.ready and view.action.name in ONWARD), None)
    return {
        "action": leading_back(action_of(view, TASK.name, task.pk, task), here) if view is not None else None,
        "moves": moves(TASK, "status", task, views, here),
    }


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
