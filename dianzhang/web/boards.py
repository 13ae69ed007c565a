"""A subject as a board: the states of one axis as columns, its records as cards that actions carry on.

A card goes where some action leads it; pressing, dragging and the keyboard all come to that action and its form,
so that nothing moves which the rulebook refuses.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from dianzhang.engine import reading
from dianzhang.engine.access import Actor
from dianzhang.engine.lists import may_list
from dianzhang.engine.models import ClockRow
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import ListPage, pages
from dianzhang.engine.pending import Pending, pending_of
from dianzhang.engine.reading import ActionView
from dianzhang.engine.registry import Subject

from .due import action_of, clock_of, pressing, record_address
from .shell import show
from .who import Asking, working
from .words import action_name, state_name, subject_name

MOST = 30  # cards of a column


@working
@require_GET
def board(request: Asking, kind: str) -> HttpResponse:
    """Everything of this kind that one may see, the newest of each state."""
    page = pages.lists.get(kind)
    if page is None or not page.board or not may_list(request.actor, kind):
        raise Http404
    creating = reading.creating_actions(request.actor, page.subject)
    base = reverse("list", args=[kind])
    return show(
        request,
        "web/board.html",
        {
            "title": subject_name(page.subject),
            "board": {"card": "ui/board_card.html", "columns": columns(request.actor, page, request.path, base)},
            "create": [
                {
                    "label": action_name(action),
                    "url": reverse("create", args=[kind, action.name.partition(".")[2]]),
                    "form": True,
                }
                for action in creating
            ],
            "list_url": base,
        },
    )


def columns(actor: Actor, page: ListPage, here: str, base: str) -> list[dict[str, Any]]:
    """One column a state: its newest records, and where the others are."""
    subject, axis = page.subject, page.board
    states = next(one.states for one in subject.axes if one.name == axis)
    rows = reading.visible(actor, subject).order_by(*page.order)
    found = {state: list(rows.filter(**{axis: state})[: MOST + 1]) for state in states}
    every = [record for records in found.values() for record in records[:MOST]]
    if subject.gather is not None:
        subject.gather(every)
    ids = [record.pk for record in every]
    asked, clocks = pending_of((subject.name, pk) for pk in ids), pressing(subject.name, ids)

    def card(record: Any) -> dict[str, Any]:
        waits = asked.get((subject.name, record.pk), ())
        return card_of(actor, page, record, waits, here, clocks.get(record.pk))

    return [
        {
            "state": state,
            "name": state_name(subject, axis, state),
            "cards": [card(record) for record in records[:MOST]],
            "more": f"{base}?{axis}={state}" if len(records) > MOST else "",
            "empty": gettext("这一列现在没有。"),
        }
        for state, records in found.items()
    ]


def card_of(
    actor: Actor, page: ListPage, record: Any, waits: Sequence[Pending], here: str, clock: ClockRow | None = None
) -> dict[str, Any]:
    """For ``ui/board_card.html``.  ``waits``: what of it waits for approval; ``clock``: its most pressing deadline."""
    subject = page.subject
    views = reading.actions_for(actor, subject, record, all_states=True, pending=waits)
    return {
        "id": record.pk,
        "title": subject.title(record),
        "url": record_address(subject.name, record.pk),
        "owner": organisation().names.get(getattr(record, "owner_id", None) or 0, ""),
        "clock": clock_of(clock) if clock else None,
        "moves": moves(subject, page.board, record, views, here),
    }


def moves(subject: Subject, axis: str, record: Any, views: Sequence[ActionView], here: str) -> str:
    """Where a card may go, as JSON for ``ui/board.html``; it comes back ``here``."""
    found = dict[str, dict[str, Any]]()
    for view in views:
        lead = view.action.word.leads.get(axis)
        if lead is None or lead.target == getattr(record, axis) or "url" in found.get(lead.target, ()):
            continue
        if view.ready:
            found[lead.target] = leading_back(action_of(view, subject.name, record.pk, record), here)
        else:
            found.setdefault(lead.target, {"why": view.why_not})
    told = ("url", "form", "fields", "why")
    return json.dumps({state: {k: move[k] for k in told if k in move} for state, move in found.items()})


def leading_back(offered: dict[str, Any], here: str) -> dict[str, Any]:
    """The same action; once it is done, one is ``here`` again."""
    if offered.get("form"):
        offered["url"] += f"?{urlencode({'next': here})}"
    else:
        offered["fields"] |= {"next": here}
    return offered
