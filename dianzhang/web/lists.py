"""A list of one subject, as its module declares it: filters in the address, keyset pages, bulk actions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from dianzhang.engine import access, keyset, lists, reading
from dianzhang.engine.access import Actor
from dianzhang.engine.models import ClockRow, Flag
from dianzhang.engine.pages import Filter, ListPage, pages
from dianzhang.engine.pending import Pending, pending_of
from dianzhang.engine.registry import Action, Subject

from .due import clock_of, pressing
from .exporting import offer
from .paging import wrong_page
from .saved_views import Bar
from .setup.steps import go_on
from .shell import BOARDS, show
from .shelves import shelves
from .values import cell, column_label
from .waiting import to_be_made, wait
from .who import Asking, working
from .words import action_name, join, subject_name, word


@working
@require_GET
def listing(request: Asking, kind: str) -> HttpResponse:
    declared = pages.lists.get(kind)
    if declared is None or not lists.may_list(request.actor, kind):
        raise Http404
    found = Listing(declared, request)
    if found.bar.instead:
        return HttpResponseRedirect(found.bar.instead)
    return show(request, "web/list.html", found.context())


class Listing:
    """One look at a list: what the address asks for, and what it finds."""

    def __init__(self, declared: ListPage, request: Asking) -> None:
        self.page = declared
        self.subject: Subject = declared.subject
        self.request = request
        self.actor: Actor = request.actor
        self.base = reverse("list", args=[self.subject.name])
        self.values: dict[str, str] = {
            name: str(value) for name, value in request.GET.items() if value and name not in lists.ASIDE
        }
        self.problem = ""
        self.bar = Bar(declared, request.actor, request.GET)
        shown = self.bar.columns
        self.columns = [column for column in declared.columns if not shown or column.name in shown]

    def context(self) -> dict[str, Any]:
        found = self.rows()
        creating = reading.creating_actions(self.actor, self.subject)
        return {
            "title": subject_name(self.subject),
            "filters": self.filters(),
            "shelves": shelves(self),
            "table": self.table(found),
            "problem": self.problem,
            "waits": to_be_made(self.actor, self.subject) if creating else [],
            "board": self.board(),
            "create": [{"label": action_name(a), "url": self.create_address(a), "form": True} for a in creating],
            "ways": self.ways(),
            "export": offer(self.actor, "list", self.subject.name, self.query()) if found.rows else [],
            "empty": self.empty(creating) if not found.rows else None,
        }

    def ways(self) -> list[dict[str, Any]]:
        return [
            {"label": word(way.zh), "url": reverse(way.place)} for way in self.page.ways if way.may(self.actor)
        ]  # fmt: skip

    def board(self) -> str:
        if self.subject.name in BOARDS:
            return reverse(BOARDS[self.subject.name])
        return reverse("board", args=[self.subject.name]) if self.page.board else ""

    # --- rows -----------------------------------------------------------------

    def rows(self) -> keyset.Page:
        rows = lists.rows(self.page, self.actor, self.wanted())
        order = lists.order_of(self.page, self.values)
        order = tuple(keyset.flipped(order)) if self.bar.reversed else order
        try:
            return keyset.page(
                rows,
                order,
                after=self.request.GET.get("after", ""),
                before=self.request.GET.get("before", ""),
            )
        except keyset.BadCursor:
            self.problem = wrong_page()
            return keyset.page(rows, order)

    def wanted(self, *, without: str = "") -> Q:
        """All filters of the address together.  One that cannot be read is left out, and said."""
        found = lists.Conditions(self.page, self.actor)
        for declared in self.declared:
            value = self.values.get(declared.name)
            if not value or declared.name == without:
                continue
            try:
                found.add(declared, value)
            except lists.Unreadable:
                self.problem = gettext("“%(filter)s”里的“%(value)s”看不懂，没有用它来筛选。") % {
                    "filter": word(declared.zh),
                    "value": value,
                }
        return found.all() & lists.searched(self.page, self.values.get("q", ""), self.actor)

    @cached_property
    def declared(self) -> list[Filter]:
        return lists.filters_of(self.page, self.actor)

    # --- what is shown ----------------------------------------------------------

    def table(self, found: keyset.Page) -> dict[str, Any]:
        if self.subject.gather is not None:
            self.subject.gather(found.rows)
        ids = [record.pk for record in found.rows]
        flags, clocks = self.flags(ids), pressing(self.subject.name, ids)
        waiting = pending_of((self.subject.name, pk) for pk in ids)
        offered: dict[str, Any] = {}
        rows = [
            self.row(record, flags, clocks, waiting.get((self.subject.name, record.pk), []), offered)
            for record in found.rows
        ]
        columns = [
            {
                "key": f"c{n}",
                "label": column_label(self.subject, column),
                "right": column.number,
                "wide_only": column.wide_only,
                "lead": column.number and not any(c.number for c in self.columns[:n]),
            }
            for n, column in enumerate(self.columns)
        ]
        if clocks:
            columns.append({"key": "clock", "label": gettext("时限"), "stay": True})
        return {
            "caption": subject_name(self.subject),
            "columns": columns,
            "rows": rows,
            "selectable": bool(offered),
            "bulk": list(offered.values()),
            "here": self.request.get_full_path(),
            "next": self.address(after=found.after) if found.after else None,
            "previous": self.address(before=found.before) if found.before else None,
            "count": gettext("这一页 %(n)s 条") % {"n": len(rows)} if rows else "",
        }

    def row(
        self,
        record: Any,
        flags: Mapping[int, list[Flag]],
        clocks: Mapping[int, ClockRow],
        pending: list[Pending],
        offered: dict[str, Any],
    ) -> dict[str, Any]:
        may = []
        for view in reading.actions_for(self.actor, self.subject, record, pending=pending):
            if view.ready:
                may.append(view.action.name)
                if view.action.name not in offered:
                    offered[view.action.name] = self.bulk(view.action)
        cells = {f"c{n}": cell(self.subject, column, record, self.actor) for n, column in enumerate(self.columns)}
        wait(cells, self.columns, pending)
        clock = clocks.get(record.pk)
        cells["clock"] = {"clock": clock_of(clock)} if clock else {"reason": gettext("没有在走的时限")}
        first = cells.get("c0")
        plain = isinstance(first, str) and not hasattr(first, "__html__")  # markup does not fit into a label
        title = first if plain and first else self.subject.title(record)
        return {
            "id": record.pk,
            "revision": record.revision,
            "title": f"#{title}" if self.columns[0].name == "id" and str(title).isdigit() else title,
            "url": reverse("record", args=[self.subject.name, record.pk]),
            "flags": [
                {"reason": word(f.reason), "hold": bool(f.act), "suggestion": f.suggestion}
                for f in flags.get(record.pk, ())
            ],
            "may": may,
            "cells": cells,
        }

    def bulk(self, action: Any) -> dict[str, Any]:
        return {
            "name": action.name,
            "label": action_name(action),
            "url": reverse("bulk", args=[self.subject.name, action.name.partition(".")[2]]),
        }

    def flags(self, ids: list[int]) -> dict[int, list[Flag]]:
        found: dict[int, list[Flag]] = {}
        for flag in Flag.objects.filter(subject_kind=self.subject.name, subject_id__in=ids, standing=True).order_by(
            "id"
        ):
            found.setdefault(flag.subject_id, []).append(flag)
        return found

    def filters(self) -> dict[str, Any]:
        """What can be set, what is set, and the ready-made views."""
        fields, days, chosen = list[dict[str, Any]](), list[dict[str, Any]](), list[dict[str, Any]]()
        shelf = self.values.get(self.page.shelves, "")
        if lists.may_search(self.page, self.actor):
            fields.append(
                {
                    "name": "q",
                    "label": gettext("搜%(what)s") % {"what": subject_name(self.subject)},
                    "kind": "search",
                    "value": self.values.get("q", ""),
                }
            )
        for one in self.declared:
            value = self.values.get(one.name, "")
            offered = lists.choices_of(one, self.actor).items()  # names that people gave are no words of ours
            choices = [(code, zh if one.offers else word(zh)) for code, zh in offered]
            kind = "select" if one.kind == "choice" else "search"
            if one.name != self.page.shelves:
                (days if one.kind == "day" else fields).append(
                    {"name": one.name, "label": word(one.zh), "kind": kind, "value": value, "choices": choices}
                )
            if value:
                said = join([dict(choices).get(part, part) for part in value.split(",")])
                chosen.append({"label": f"{word(one.zh)}: {said}", "without": self.address(without=one.name)})
        return {
            "fields": fields,
            "days": days,
            "chosen": chosen,
            "clear": self.bar.plain,
            "keep": self.bar.keep() | ({self.page.shelves: shelf} if shelf else {}),
            "views": self.bar.tabs(self.values),
            "menu": self.bar.menu(),
        }

    def query(self) -> str:
        """The filters of the address alone."""
        query = self.request.GET.copy()
        for name in lists.ASIDE:
            query.pop(name, None)
        return query.urlencode()

    def address(self, *, without: str = "", **more: str) -> str:
        """This list with its filters, less one, on another page."""
        query = self.request.GET.copy()
        for name in ("after", "before", without):
            query.pop(name, None)
        for name, value in more.items():
            query[name] = value
        return f"{self.base}?{query.urlencode()}" if query else self.base

    def create_address(self, action: Action) -> str:
        return reverse("create", args=[self.subject.name, action.name.partition(".")[2]])

    @property
    def everything(self) -> bool:
        """Whether this person's post sees every record of the kind: only then is none here that there is none."""
        return access.reach_of(self.actor, f"{self.subject.name}.view") == "all"

    def empty(self, creating: list[Any]) -> dict[str, Any]:
        """What belongs here; with filters set, how to see more."""
        if self.values:
            return {
                "title": gettext("没有符合这些条件的%(what)s") % {"what": subject_name(self.subject)},
                "text": gettext("去掉一个条件试试，或者看全部。"),
                "actions": [{"label": gettext("看全部"), "url": self.bar.plain}],
                "picture": "list",
            }
        wanted = [a for a in creating if a.name == self.page.create] or creating[:1]
        return {
            "title": (gettext("还没有%(what)s") if self.everything else gettext("没有你看得到的%(what)s"))
            % {"what": subject_name(self.subject)},
            "text": word(self.page.empty),
            "actions": [
                {"label": action_name(a), "url": reverse("create", args=[self.subject.name, a.name.partition(".")[2]])}
                for a in wanted
            ]
            or go_on(self.actor)
            or self.ways(),
            "picture": "list",
        }
