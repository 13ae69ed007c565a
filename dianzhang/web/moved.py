"""What a board hears of a card that was moved on it: done or not, why, the card as it is now, the way back.

A board asks with the header ``X-Board``, puts the card where it goes before the answer is there, and back again where
the answer says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string

from dianzhang.engine import reading, registry
from dianzhang.engine.access import Actor
from dianzhang.engine.outcome import Outcome
from dianzhang.engine.pages import pages
from dianzhang.engine.pending import Pending, pending_of
from dianzhang.engine.registry import Action

from .boards import card_of
from .distrust import inside
from .due import pressing
from .tasks import drawn
from .who import Asking

LEVELS = {"done": "ok", "unchanged": "", "awaiting": ""}
Drawn = Callable[[Actor, Any, Sequence[Pending], str, str], dict[str, Any]]
OWN: dict[str, tuple[str, Drawn]] = {"task": ("web/task_card.html", drawn)}  # kinds with cards of their own


def asks(request: HttpRequest) -> bool:
    return request.headers.get("X-Board") == "1"


def answer(request: Asking, action: Action, outcome: Outcome, text: str, back: str) -> JsonResponse:
    """``text``: what is said of it; ``back``: where it is taken back."""
    told: dict[str, Any] = {"level": LEVELS.get(outcome.status, "warn"), "text": text, "undo": back}
    record = outcome.record if outcome.status == "done" else None
    if record is None and outcome.id is not None:
        record = reading.asked_for(request.actor, action.subject, outcome.id)
    if record is None or not reading.may_see(request.actor, action.subject, record):
        return JsonResponse(told | {"card": "", "state": ""})
    return JsonResponse(told | card(request, action.subject.name, record))


def card(request: Asking, kind: str, record: Any) -> dict[str, str]:
    """The card of a record as it stands, and in which column."""
    subject = registry.subjects[kind]
    here = inside(request.POST.get("next"), "/")
    asked = pending_of([(kind, record.pk)]).get((kind, record.pk), ())
    if subject.gather is not None:
        subject.gather([record])
    if kind in OWN:
        template, draw = OWN[kind]
        by = parse_qs(urlsplit(here).query).get("by", [""])[0]
        told, axis = draw(request.actor, record, asked, here, by), "status"
    else:
        page = pages.lists[kind]
        template, axis = "ui/board_card.html", page.board
        told = card_of(request.actor, page, record, asked, here, pressing(kind, [record.pk]).get(record.pk))
    return {"card": render_to_string(template, {"card": told}, request), "state": getattr(record, axis)}
