"""What a list of one subject finds for one reader: the reach of their post, the declared filters, page by page.

Pages and the API ask here, so that the same address shows the same rows in both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.db.models import Q

from . import access, findable, reading, registry
from .access import Actor
from .distrust import whole
from .models import Shop
from .named import names_rows
from .pages import Filter, ListPage
from .seeing import may_read

# parameters of an address that are no filters; ``by``: the lanes of a board
ASIDE = frozenset({"after", "before", "view", "sort", "columns", "by"})
REVERSED = "reverse"  # ``?sort=reverse``: the list's order from its other end, by the same index


class Unreadable(ValueError):
    """A filter was given a value that it cannot take."""


def may_list(actor: Actor, name: str) -> bool:
    """Whether they have this list: by the reach of their post, or because everybody has what concerns them."""
    return registry.subjects[name].everybody or access.reach_of(actor, f"{name}.view") is not None


def filters_of(page: ListPage, actor: Actor) -> list[Filter]:
    """The module's filters that read nothing hidden from this actor; what belongs to a shop can be had for one shop."""
    declared = [one for one in page.filters if may_read(actor, page.subject, one.reads or (one.name,))]
    columns = {getattr(f, "attname", "") for f in page.subject.model._meta.get_fields()}
    if "shop_id" in columns and not any(f.name == "shop" for f in declared):
        declared.insert(0, Filter("shop", "店铺", shops, where=lambda code: Q(shop__code=code)))  # in Chinese only
    return declared


def choices_of(declared: Filter, actor: Actor) -> Mapping[str, str]:
    """What a filter offers this actor to choose from; empty for free values."""
    if declared.offers is not None:
        return declared.offers(actor)
    choices = declared.choices
    return (choices() if callable(choices) else choices) or {}


def shops() -> dict[str, str]:
    return {shop.code: shop.name for shop in Shop.objects.order_by("code")}


class Conditions:
    """The filters of an address, as one condition.

    What several of them ask of rows beside a record, one such row must fit: a refund from the 1st and one until the
    10th is a refund between the two.
    """

    def __init__(self, page: ListPage, actor: Actor) -> None:
        self.page, self.actor = page, actor
        self._own = Q()
        self._beside: dict[Callable[[Q], Q], Q] = {}

    def add(self, declared: Filter, value: str) -> None:
        """Unreadable for a value that it cannot take; what was added before stands."""
        try:
            found = _condition(self.page, declared, value, self.actor)
            asked = found if declared.beside is None else declared.beside(found)
            self.page.subject.model._default_manager.filter(asked)  # reads the value while it can still be refused
        except (ValueError, ValidationError, FieldError) as error:
            raise Unreadable(value) from error
        if declared.beside is None:
            self._own &= found
        else:
            self._beside[declared.beside] = self._beside.get(declared.beside, Q()) & found

    def all(self) -> Q:
        found = self._own
        for of_record, asked in self._beside.items():
            found &= of_record(asked)
        return found


def _condition(page: ListPage, declared: Filter, value: str, actor: Actor) -> Q:
    if declared.kind == "day":
        date.fromisoformat(value)
    if declared.kind == "choice" and value.isdecimal() and whole(value) is None:
        raise ValueError(value)  # no database has an id so long
    if declared.where is not None:
        return declared.where(value)
    if declared.mine is not None:
        return declared.mine(value, actor)
    known = page.subject.field.get(declared.name)
    attr = known.column if known is not None else declared.name
    return Q(**{f"{attr}__in": value.split(",")}) if "," in value else Q(**{attr: value})


def may_search(page: ListPage, actor: Actor) -> bool:
    """Whether the list has a search box for this actor: not where it compares what is hidden from them."""
    return page.search is not None and may_read(actor, page.subject, page.search_reads)


def searched(page: ListPage, typed: str, actor: Actor) -> Q:
    """What was typed into the list's search box, as a condition."""
    if page.search is None or not typed.strip() or not may_search(page, actor):
        return Q()
    spelled = findable.condition(page.subject, typed, actor)
    return page.search(typed.strip()) if spelled is None else page.search(typed.strip()) | spelled


def hits(page: ListPage, typed: str, actor: Actor) -> Any:
    """As ``rows`` for what was typed while somebody waits for each letter: by an index, or None.

    A subject with spelled texts is found by these; another by what its list searches.
    """
    found = findable.condition(page.subject, typed, actor)
    if found is None and not page.subject.finds and may_search(page, actor):
        found = searched(page, typed, actor)
    return rows(page, actor, found) if found is not None else None


def rows(page: ListPage, actor: Actor, wanted: Q) -> Any:
    """The rows of a list that this actor may see, as a queryset."""
    found = reading.visible(actor, page.subject, named=names_rows(wanted)).filter(wanted)
    return found.select_related(*page.related) if page.related else found


def order_of(page: ListPage, asked: Iterable[str]) -> tuple[str, ...]:
    """The keyset of a list while these filters are set.

    It is the list's own, but for a range of days and nothing beside it but a shop and what nearly all rows fit: that
    range is read in its own order, for in the list's own every newer row would be read first.
    """
    names = set(asked) - ASIDE - {"shop"} - {declared.name for declared in page.filters if declared.nearly_all}
    ranges = [declared for declared in page.filters if declared.name in names and declared.order]
    return ranges[0].order if ranges and len(ranges) == len(names) else page.order
