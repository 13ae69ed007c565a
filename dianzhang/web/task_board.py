"""The board of tasks: three states, whole or in lanes by person or by due; what is looked for stands in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from dianzhang.engine import lists, reading
from dianzhang.engine.moment import now
from dianzhang.engine.parties import party
from dianzhang.engine.pending import Pending, pending_of
from dianzhang.engine.saved_views import LANES
from dianzhang.work import queries, task_lanes
from dianzhang.work.models import Task
from dianzhang.work.pages import LIST
from dianzhang.work.states import TASK
from dianzhang.work.task_filters import SCOPES

from .saved_views import Bar
from .shell import show
from .tasks import address_of, drawn
from .who import Asking, working
from .words import action_name, join, state_name, word

MOST = 30  # cards of a column
MANY = 12  # people of whom it is said how much they have in hand
BY = {"": "不分行", "person": "按人", "due": "按到期"}
LATELY = timedelta(days=14)
FIELDS = ("owner", "unit", "due", "of")  # filters that have a box of their own; the scope has tabs
Asked = Mapping[tuple[str, int], Sequence[Pending]]


@working
@require_GET
def board(request: Asking) -> HttpResponse:
    """Three columns, for one's own tasks, those of one's group, or all that one may see."""
    if not lists.may_list(request.actor, TASK.name):
        raise Http404
    found = Board(request)
    if found.instead:
        return HttpResponseRedirect(found.instead)
    return show(request, "web/tasks.html", found.context())


class Board:
    """One look at the board: what the address asks for, and what it finds."""

    def __init__(self, request: Asking) -> None:
        self.request, self.actor = request, request.actor
        self.base = reverse("tasks")
        query = request.GET.copy()
        if query.get("scope") not in SCOPES:  # a view that says nothing of it was saved above the list: of all
            query["scope"] = "all" if query.get("view", "").isdigit() else "mine"
        self.scope = str(query["scope"])
        self.by = query.get("by", "") if query.get("by", "") in LANES else ""
        self.query = query
        self.bar = Bar(LIST, self.actor, query, self.base)
        self.values = {name: str(value) for name, value in query.items() if value and name not in lists.ASIDE}
        self.problem = ""

    @property
    def instead(self) -> str:
        """The view that this person's tasks open with, where the address asks for nothing."""
        self.bar.query = self.request.GET
        found = self.bar.instead
        self.bar.query = self.query
        return found

    @cached_property
    def declared(self) -> list[Any]:
        return lists.filters_of(LIST, self.actor)

    def wanted(self) -> Q:
        """All filters of the address together.  One that cannot be read is left out, and said."""
        found = lists.Conditions(LIST, self.actor)
        for one in self.declared:
            value = self.values.get(one.name)
            if not value:
                continue
            try:
                found.add(one, value)
            except lists.Unreadable:
                self.problem = gettext("“%(filter)s”里的“%(value)s”看不懂，没有用它来筛选。") % {
                    "filter": word(one.zh), "value": value,
                }  # fmt: skip
        return found.all() & lists.searched(LIST, self.values.get("q", ""), self.actor)

    def address(self, **changed: Any) -> str:
        """This board, less what is empty of ``changed``."""
        query = self.query.copy()
        for name, value in changed.items():
            query[name] = str(value or "")
        kept = query.copy()
        for name, value in query.items():
            if not value or (name == "scope" and value == "mine" and "view" not in query):
                del kept[name]
        return f"{self.base}?{kept.urlencode(safe=',')}" if kept else self.bar.plain

    def context(self) -> dict[str, Any]:
        rows = task_lanes.shown(reading.visible(self.actor, TASK).filter(self.wanted()), now() - LATELY)
        people = queries.in_hand(rows, MANY)
        creating = reading.creating_actions(self.actor, TASK)
        owner = self.values.get("owner")
        return {
            "board": {"card": "web/task_card.html", **(self.laned(rows) if self.by else self.whole(rows))},
            "problem": self.problem,
            "filters": self.filters(),
            "tabs": [
                {"label": word(text), "url": self.address(scope=code), "current": code == self.scope}
                for code, text in SCOPES.items()
            ],
            "hands": [
                {"name": name, "n": n, "url": self.address(owner=pk), "current": str(pk) == owner}
                for pk, name, n in people
                if owner is None or str(pk) == owner
            ],
            "everyone": self.address(owner="") if owner else "",
            "create": [{"label": action_name(a), "url": address_of(a.name), "form": True} for a in creating],
            "list_url": f"{reverse('list', args=[TASK.name])}?{self.kept()}",
        }

    def kept(self, **more: str) -> str:
        """The filters of this board for the list."""
        query = self.query.copy()
        for name in ("by", "view", "columns", "sort", *more):
            query.pop(name, None)
        for name, value in more.items():
            query[name] = value
        return query.urlencode(safe=",")

    # --- the cards ---------------------------------------------------------------

    def whole(self, rows: Any) -> dict[str, Any]:
        found, counts = task_lanes.columns(rows, MOST), task_lanes.counted(rows)
        asked = pending_of([(TASK.name, task.pk) for tasks in found.values() for task in tasks])
        return {
            "columns": [
                self.cell(state, tasks, asked, counts[state]) | {"empty": self.empty(state)}
                for state, tasks in found.items()
            ]
        }

    def laned(self, rows: Any) -> dict[str, Any]:
        """The rows by person or by due, each with a cell a state; and the columns' heads with all that there are."""
        found, left = task_lanes.lanes(rows, self.by, self.actor.person_id)
        every = [task for lane in found for tasks in lane.cells.values() for task in tasks]
        asked = pending_of([(TASK.name, task.pk) for task in every])
        counts = task_lanes.counted(rows)
        heads = [{"state": s, "name": state_name(TASK, "status", s), "all": counts[s]} for s in task_lanes.STATES]
        swims = [
            {
                "key": lane.key,
                "name": lane.name,
                "n": sum(lane.counts.get(state, 0) for state in ("todo", "doing")),
                "party": party(lane.owner, "") if lane.owner else "",
                "cells": [
                    self.cell(state, lane.cells.get(state, []), asked, lane.counts.get(state, 0), lane)
                    for state in task_lanes.STATES
                ],
            }
            for lane in found
        ]
        more = gettext("还有 %(n)s 人，用“负责人”筛选来看。") % {"n": left} if left else ""
        return {"heads": heads, "swims": swims, "by": self.by, "left": more}

    def cell(
        self, state: str, tasks: list[Task], asked: Asked, n: int, lane: task_lanes.Lane | None = None
    ) -> dict[str, Any]:
        """One column, or one cell of a lane.  Its rest is in the list, with the same filters."""
        narrowed = {"status": state}
        if lane is not None and self.by == "person":
            narrowed["owner"] = lane.key
        elif lane is not None and lane.key != task_lanes.DONE:
            narrowed["due"] = lane.key
        rest = f"{reverse('list', args=[TASK.name])}?{self.kept(**narrowed)}" if n > len(tasks) else ""
        return {
            "state": state,
            "name": state_name(TASK, "status", state),
            "cards": [
                drawn(self.actor, task, asked.get((TASK.name, task.pk), ()), self.address(), self.by) for task in tasks
            ],
            "all": n,
            "rest": n - len(tasks),
            "more": rest,
        }

    def empty(self, state: str) -> str:
        if set(self.values) - {"scope"}:
            return gettext("没有符合这些条件的。")
        return {
            "todo": gettext("没有等着开始的。"),
            "doing": gettext("没有正在做的。"),
            "done": gettext("近两周没有做完的。"),
        }[state]

    # --- the filters ---------------------------------------------------------------

    def filters(self) -> dict[str, Any]:
        """What can be set, what is set, and the views that were saved; for ``ui/filters.html``."""
        fields: list[dict[str, Any]] = [
            {"name": "q", "label": gettext("搜事项"), "kind": "search", "value": self.values.get("q", "")}
        ]
        chosen: list[dict[str, Any]] = []
        if self.values.get("q"):
            chosen.append({"label": self.values["q"], "without": self.address(q="")})
        for one in self.declared:
            value, choices = self.values.get(one.name, ""), lists.choices_of(one, self.request.actor)
            named = [(code, word(zh)) for code, zh in choices.items()]
            if one.name in FIELDS:
                kind = "select" if one.kind == "choice" else "search"
                field = {"name": one.name, "label": word(one.zh), "kind": kind, "value": value, "choices": named}
                fields.append(field)
            if value and one.name != "scope":
                said = join([dict(named).get(part, part) for part in value.split(",")])
                chosen.append({"label": f"{word(one.zh)}: {said}", "without": self.address(**{one.name: ""})})
        aside = {"scope": self.scope, "by": self.by} | {
            n: self.values[n] for n in ("part", "status") if n in self.values
        }
        menu = self.bar.menu() | {"columns": []}
        return {
            "fields": fields, "days": [], "chosen": chosen,
            "clear": self.address(**dict.fromkeys(set(self.values) - {"scope"}, "")),
            "keep": {name: value for name, value in (self.bar.keep() | aside).items() if value},
            "ways": [
                {"label": word(text), "url": self.address(by=code), "current": code == self.by}
                for code, text in BY.items()
            ],
            "views": self.views(), "menu": menu,
        }  # fmt: skip

    def views(self) -> list[dict[str, Any]]:
        return [tab | {"count": None} for tab in self.bar.saved_tabs()]
