"""Beside the week: whom one could swap a turn with, who is reached when, and what of turns stands on the day's page."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from dianzhang.engine.access import Actor
from dianzhang.engine.moment import HOME, now
from dianzhang.engine.organisation import organisation
from dianzhang.people.models import Swap, Turn
from dianzhang.people.roster.people import members
from dianzhang.people.roster.queries import desk
from dianzhang.people.roster.reached import Reached, reached
from dianzhang.people.roster.states import turn_title
from dianzhang.people.roster.swapping import why_not
from dianzhang.people.roster.turns import Time, trouble
from dianzhang.ui.wording import day as day_words

from .due import act_address, record_address
from .shell import show
from .who import Asking, working
from .words import post_name

NEAR = timedelta(days=14)
MOST = 10  # turns of one colleague that are offered


@working
@require_GET
def swap(request: Asking, turn_id: int) -> HttpResponse:
    """Whom one could swap a turn with: colleagues who can work it, and what of theirs one could work in return."""
    turn = Turn.objects.filter(pk=turn_id, owner_id=request.person.pk, status="set").first()
    if turn is None or turn.starts_at <= now():
        raise Http404
    return show(
        request,
        "web/roster_swap.html",
        {"turn": turn.pk, "title": turn_title(turn), "others": list(map(shown, colleagues(turn)))},
    )


def shown(one: tuple[int, str, list[Turn]]) -> dict[str, Any]:
    person, why, back = one
    return {
        "code": f"person:{person}", "name": organisation().names.get(person, ""), "why": why,
        "back": [{"id": turn.pk, "text": times(turn)} for turn in back],
    }  # fmt: skip


def colleagues(turn: Turn) -> list[tuple[int, str, list[Turn]]]:
    """Each with why they cannot simply take it (empty where they can), and their turns that fit in return."""
    near = Turn.objects.filter(
        unit_id=turn.unit_id or 0, status="set", starts_at__gt=now(), starts_at__lt=turn.starts_at + NEAR
    )
    by_person: dict[int, list[Turn]] = {}
    for one in near.order_by("starts_at", "id"):
        by_person.setdefault(one.owner_id or 0, []).append(one)
    found = []
    for person in members(turn.unit_id):
        if person == turn.owner_id:
            continue
        why = trouble([Time(person, turn.starts_at, turn.ends_at)])
        asked = Swap(owner_id=turn.owner_id, other_id=person, unit_id=turn.unit_id)
        fits = [back for back in by_person.get(person, [])[:MOST] if not why_not(asked, turn, back, now())]
        found.append((person, why, fits))
    return found


def times(turn: Turn) -> str:
    begin, end = turn.starts_at.astimezone(HOME), turn.ends_at.astimezone(HOME)
    return f"{day_words(turn.day, weekday=True)} {turn.name} {begin:%H:%M}–{end:%H:%M}"


@working
@require_GET
def who(request: Asking) -> HttpResponse:
    """Whom each post is reached by, now or at ``at``."""
    moment = moment_given(request.GET.get("at", ""))
    org = organisation()
    posts = [code for code in org.posts if org.holders.get(code)]
    return show(
        request,
        "web/roster_reached.html",
        {
            "at": f"{moment.astimezone(HOME):%Y-%m-%dT%H:%M}",
            "rows": [reached_row(one) for one in reached(posts, moment)],
        },
    )


def moment_given(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return now()
    found = found if found.tzinfo else found.replace(tzinfo=HOME)
    return found if 2000 <= found.year <= 2100 else now()


def reached_row(one: Reached) -> dict[str, Any]:
    how = {
        "turn": gettext("当班"), "hours": gettext("部门上班时间"), "stand_in": gettext("代理人"),
        "lead": gettext("没有人当班，找上级"), "nobody": gettext("没有人"),
    }  # fmt: skip
    names = organisation().names
    return {
        "post": post_name(one.post),
        "people": [names.get(person, "") for person in one.persons],
        "how": how[one.how],
        "level": "ok" if one.how in ("turn", "hours") else "late" if one.how == "nobody" else "warn",
        "until": one.until,
    }


def on_today(actor: Actor) -> dict[str, Any] | None:
    """My turns, what is handed over, swaps and gaps that wait for me; None where there is nothing of it."""
    found = desk(actor)
    if not found:
        return None
    names = organisation().names
    return {
        "turns": [{"text": times(turn), "url": record_address("turn", turn.pk), "on": turn.starts_at <= now()}
                  for turn in found.turns],
        "ending": f"{reverse('create', args=['handover', 'write'])}?turn_id={found.ending.pk}" if found.ending else "",
        "notes": [
            {"who": names.get(note.owner_id or 0, ""), "text": note.text, "at": note.written_at,
             "url": record_address("handover", note.pk), "take": act_address("handover", note.pk, "take")}
            for note in found.notes
        ],
        "swaps": [
            {"text": turn_title(one.turn), "url": record_address("swap", one.pk), "who": names.get(one.other_id, ""),
             "asked": one.status == "asked"}
            for one in found.swaps
        ],
        "gaps": [
            {"text": f"{gap.name} {gap.day:%m-%d} {gap.times}", "url": record_address("gap", gap.pk)}
            for gap in found.gaps
        ],
        "week": reverse("rosters"),
    }  # fmt: skip
