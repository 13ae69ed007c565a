"""What a list is sorted into, beside it: the choices of one of its filters, each with how many rows it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count

from dianzhang.engine import lists

from .words import word

if TYPE_CHECKING:
    from .lists import Listing


def shelves(listing: Listing) -> dict[str, Any] | None:
    """For ``ui/shelves.html``; None for a list without.

    Counted is what all the other filters leave over, so a shelf holds as many rows as its list will show.
    """
    page, actor = listing.page, listing.actor
    declared = next((one for one in listing.declared if one.name == page.shelves), None)
    if declared is None:
        return None
    known = page.subject.field.get(declared.name)
    column = known.column if known is not None else declared.name
    rows = lists.rows(page, actor, listing.wanted(without=declared.name)).order_by()
    held = {str(code): n for code, n in rows.values_list(column).annotate(Count("pk"))}
    here = listing.values.get(declared.name, "")
    return {
        "label": word(declared.zh),
        "all": {"url": listing.address(without=declared.name), "current": not here, "count": sum(held.values())},
        "shelves": [
            {
                "name": name if declared.offers else word(name),
                "url": listing.address(**{declared.name: code}), "current": code == here, "count": held.get(code, 0),
            }
            for code, name in lists.choices_of(declared, actor).items()
        ],
    }  # fmt: skip
