"""Saved views: the bar above a list, and the list of one's own."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from dianzhang.engine import lists, reading, registry, saved_views
from dianzhang.engine.access import Actor
from dianzhang.engine.actions.saved_views import SAVED_VIEW
from dianzhang.engine.models import SavedView
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, pages, show_list, show_record

from .boards import leading_back
from .due import action_of
from .shell import BOARDS
from .values import column_label
from .words import subject_name, word


def list_name(view: SavedView) -> str:
    subject = registry.subjects.get(view.page)
    return subject_name(subject) if subject is not None else view.page


def open_address(view: SavedView, base: str = "") -> str:
    """Where it shows: at ``base``, else its board, where it was saved on one with lanes, or its list."""
    if not base and view.page in BOARDS and saved_views.is_board(view):
        base = reverse(BOARDS[view.page])
    return f"{base or reverse('list', args=[view.page])}?{saved_views.address_of(view)}"


COLUMNS = (
    Column("name"),
    Column("page", "列表", show=list_name),
    Column("shared"),
    Column("owner", "归属", show=lambda view: view.owner),
    Column("status"),
)
show_list(
    ListPage(
        SAVED_VIEW,
        columns=COLUMNS,
        filters=(
            Filter("status", "状态", SAVED_VIEW.axes[0].states),
            Filter("page", "列表", lambda: {name: list_of.subject.zh for name, list_of in pages.lists.items()}),
        ),
        related=("owner",),
        empty=_("这里是存下的视图。在任何列表上设好筛选、列和顺序，点“视图 → 存为视图”。"),
    )
)


def opening(view: SavedView, actor: Actor) -> dict[str, Any] | None:
    """The way into the list, on the view's own page."""
    if view.status != "kept" or view.page not in pages.lists or not lists.may_list(actor, view.page):
        return None
    return {"url": open_address(view), "list": list_name(view)}


show_record(RecordPage(SAVED_VIEW, facts=COLUMNS[1:], sections=(Section(_("列表"), "web/saved_view.html", opening),)))


class Bar:
    """The views above one list: which there are, which one is open, and what may be done to it."""

    def __init__(self, page: ListPage, actor: Actor, query: QueryDict, base: str = "") -> None:
        self.page, self.actor, self.query = page, actor, query
        self.base = base or reverse("list", args=[page.subject.name])
        self.saved = saved_views.of_list(page, actor)
        self.first = saved_views.first_of(page, actor) if self.saved else None
        self.columns = saved_views.chosen_columns(page, query)
        self.reversed = query.get("sort") == lists.REVERSED
        self.now = saved_views.kept_of(page, query, actor)
        self.current = self._current()

    def _current(self) -> SavedView | None:
        """The view that the address names, else one that asks for just this."""
        named = next((view for view in self.saved if str(view.pk) == self.query.get("view")), None)
        same = (view for view in self.saved if (view.query, view.look) == self.now and any(self.now))
        return named or next(same, None)

    @property
    def instead(self) -> str:
        """Where the list opens by itself: with the view that this person chose.  Empty: as it is."""
        found = next((view for view in self.saved if view.pk == self.first), None)
        return open_address(found, self.base) if found is not None and not self.query else ""

    @property
    def plain(self) -> str:
        """The list without any filter."""
        return f"{self.base}?view=all" if self.first is not None else self.base

    @property
    def here(self) -> str:
        kept = self.query.copy()
        for name in ("after", "before"):
            kept.pop(name, None)
        return f"{self.base}?{kept.urlencode(safe=',')}" if kept else self.plain

    def keep(self) -> dict[str, str]:
        """What of the address stays when a filter is set."""
        kept = {"view": str(self.current.pk) if self.current else self.query.get("view", "")}
        kept |= {"columns": ",".join(self.columns), "sort": lists.REVERSED if self.reversed else ""}
        return {name: value for name, value in kept.items() if value}

    def tabs(self, values: dict[str, str]) -> list[dict[str, Any]]:
        """All, the ready-made ones, the saved ones."""
        tabs: list[dict[str, Any]] = [
            {"label": gettext("全部"), "url": self.plain, "current": not values and self.current is None}
        ]
        for view in self.page.views:
            url = f"{self.base}?" + "&".join(f"{name}={value}" for name, value in view.filters.items())
            current = self.current is None and values == dict(view.filters)
            tabs.append({"label": word(view.zh), "url": url, "current": current})
        tabs += self.saved_tabs()
        return [tab | {"count": None} for tab in tabs] if len(tabs) > 1 else []

    def saved_tabs(self) -> list[dict[str, Any]]:
        tabs: list[dict[str, Any]] = []
        for saved in self.saved:
            theirs = saved.owner_id != self.actor.person_id
            current = self.current is not None and saved.pk == self.current.pk
            tabs.append(
                {"label": saved.name, "url": open_address(saved, self.base), "current": current, "shared": theirs}
                | ({"changed": self.changed} if current else {})
            )
        return tabs

    @property
    def changed(self) -> bool:
        """Whether the list shows something else than the view that is open holds."""
        return self.current is not None and (self.current.query, self.current.look) != self.now

    def menu(self) -> dict[str, Any]:
        """For ``ui/views.html``: saving, what may be done to the view that is open, columns and order."""
        asked = urlencode({"page": self.page.subject.name, "query": self.asked(), "next": self.here})
        return {
            "save": f"{reverse('create', args=['saved_view', 'save'])}?{asked}" if any(self.now) else "",
            "name": self.current.name if self.current is not None else "",
            "actions": self.actions(),
            "all": reverse("list", args=["saved_view"]),
            "columns": [
                {
                    "name": column.name,
                    "label": column_label(self.page.subject, column),
                    "ticked": not self.columns or column.name in self.columns,
                }
                for column in self.page.columns
            ],
            "reversed": self.reversed,
            "keep": {k: v for k, v in self.query.items() if k not in ("after", "before", "columns", "sort") and v}
            | {k: v for k, v in self.keep().items() if k == "view"},
        }

    def asked(self) -> str:
        return "&".join(filter(None, self.now))

    def actions(self) -> list[dict[str, Any]]:
        """What this person may do to the view that is open; afterwards one is here again."""
        view = self.current
        if view is None:
            return []
        found = []
        if self.changed and reading.may(self.actor, registry.actions["saved_view.update"], view):
            offered = reading.ActionView(registry.actions["saved_view.update"])
            update = action_of(offered, "saved_view", view.pk, view) | {"form": False, "post": True}
            found.append(update | {"fields": {"query": self.asked(), "next": self.changed_address(view)}})
        skip = "saved_view.open_with" if self.first == view.pk else "saved_view.open_plain"
        for one in reading.actions_for(self.actor, SAVED_VIEW, view, pending=()):
            if one.ready and one.action.name != skip:
                to = self.plain if one.action.name == "saved_view.delete" else self.here
                found.append(leading_back(action_of(one, "saved_view", view.pk, view), to))
        return found

    def changed_address(self, view: SavedView) -> str:
        parts = "&".join(filter(None, (*self.now, f"view={view.pk}")))
        return f"{self.base}?{parts}"
