"""What saved views of lists hold, who has them, and what of an address they keep."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.http import QueryDict

from . import lists
from .access import Actor
from .models import FirstView, SavedView
from .organisation import organisation
from .pages import Filter, ListPage, pages

LANES = ("person", "due")  # what the rows of a board may be
MOST = 30  # of one person for one list, so that the bar above it stays short


def shown_to(actor: Actor) -> Q:
    """Views that are theirs or shared with them, of lists that they have."""
    theirs = Q(owner_id=actor.person_id, owner_id__isnull=False)
    listed = [name for name in pages.lists if lists.may_list(actor, name)]
    shared = Q(shared="all")
    if actor.unit_id is not None:
        above = [unit for unit, below in organisation().below.items() if actor.unit_id in below]
        shared |= Q(shared="group", unit_id=actor.unit_id) | Q(shared="unit", unit_id__in=sorted(above))
    return theirs | (shared & Q(status="kept", page__in=listed))


def of_list(page: ListPage, actor: Actor) -> list[SavedView]:
    """The views above this list: their own first, then those shared with them whose filters they all have."""
    found = SavedView.objects.filter(shown_to(actor), page=page.subject.name, status="kept").order_by("id")
    names = usable(page, actor)
    kept = [view for view in found if names.issuperset(QueryDict(view.query))]
    return sorted(kept, key=lambda view: view.owner_id != actor.person_id)


def first_of(page: ListPage, actor: Actor) -> int | None:
    """The view with which this person's list opens; None: the list as it is."""
    chosen = FirstView.objects.filter(person_id=actor.person_id or 0, page=page.subject.name)
    return chosen.values_list("view_id", flat=True).first()


def usable(page: ListPage, actor: Actor) -> set[str]:
    """The filters of this list that are this actor's to set."""
    names = {one.name for one in lists.filters_of(page, actor)}
    return names | {"q"} if lists.may_search(page, actor) else names


def kept_of(page: ListPage, query: QueryDict, actor: Actor) -> tuple[str, str]:
    """Of an address the filters (``query``) and the look that a view keeps; what the list does not know is left out."""
    filters, look = QueryDict(mutable=True), QueryDict(mutable=True)
    for name in sorted(usable(page, actor) & set(query)):
        if value := str(query[name]).strip():
            filters[name] = value
    columns = chosen_columns(page, query)
    if columns:
        look["columns"] = ",".join(columns)
    if query.get("sort") == lists.REVERSED:
        look["sort"] = lists.REVERSED
    if query.get("by") in LANES:
        look["by"] = str(query["by"])
    return filters.urlencode(safe=","), look.urlencode(safe=",")


def chosen_columns(page: ListPage, query: QueryDict) -> list[str]:
    """The columns that an address asks for, as the list orders them; none: all of them."""
    asked = {name for value in query.getlist("columns") for name in value.split(",")}
    found = [column.name for column in page.columns if column.name in asked]
    return found if len(found) < len(page.columns) else []


def typed_in(page: ListPage, query: str, actor: Actor) -> list[str]:
    """Filters of a view that hold what somebody typed: a telephone number may be among them."""
    free = {one.name for one in lists.filters_of(page, actor) if is_free(one)} | {"q"}
    return sorted(free & set(QueryDict(query)))


def is_free(declared: Filter) -> bool:
    return declared.kind == "text" or (declared.kind != "day" and declared.choices is None and declared.offers is None)


def is_board(view: SavedView) -> bool:
    """Whether it was saved on a board with lanes, which a list does not show."""
    return "by" in QueryDict(view.look)


def address_of(view: SavedView) -> str:
    """The query part that opens it."""
    return "&".join(filter(None, (view.query, view.look, f"view={view.pk}")))


def names_taken(owner_id: int | None, page: str, name: str, besides: Iterable[int | None] = ()) -> bool:
    there = SavedView.objects.filter(owner_id=owner_id, page=page, name=name, status="kept")
    return there.exclude(pk__in=[pk for pk in besides if pk]).exists()
