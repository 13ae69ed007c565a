"""A version of a rulebook on the card of whoever is asked to agree to it: what changes for whom, and on what record."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from dianzhang.engine import rulebooks
from dianzhang.engine.access import Actor
from dianzhang.engine.actions.force import InForce, codes_of
from dianzhang.engine.actions.rulebooks import RULEBOOK
from dianzhang.engine.ending import ending, in_words
from dianzhang.engine.models import Approval, Note, Preview, RulebookVersion
from dianzhang.engine.moment import now
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import AskBody, Dated, show_ask, show_dates
from dianzhang.engine.recording import note_of
from dianzhang.engine.takingeffect import in_force_from, recorded
from dianzhang.engine.words import message
from dianzhang.kernel.rulebook.concerns import STEPS

from .checking import changes
from .words import join

SHOWN = 12  # changes on the card; the rest on the draft's own page
LONG = 60  # characters beyond which what else ends is folded


def body(approval: Approval, version: RulebookVersion, actor: Actor) -> Mapping[str, Any] | None:
    """For ``web/rulebook_ask.html``: of a version that is to take effect, or of one that is to end."""
    given = json.loads(approval.input)
    if approval.action == "rulebook.repeal":
        return {"template": "web/rulebook_end_ask.html", "ends": [lost(version)], "on": _day(given), "noted": True}
    if approval.action != "rulebook.activate":
        return None
    codes = codes_of(InForce.model_validate(given))
    found = amended(version, approval.asked_at)
    compiled = rulebooks.compiled_text(version.text).draft
    waiting = version.status in ("draft", "submitted")
    wanted = _day(given)
    return {
        "author": organisation().names.get(version.owner_id or 0, ""),
        "version": version.version,
        "since": version.in_force_from or in_force_from(version, now(), wanted),
        "at_once": waiting and in_force_from(version, approval.asked_at, wanted) <= now(),
        "repeals": join(codes),
        "ends": [lost(other) for other in replaced(codes, approval.asked_at)],
        "changes": found[:SHOWN] if found else [],
        "more": max(0, len(found or ()) - SHOWN),
        "first": found is None,
        "clauses": len(compiled.provisions),
        "rules": len(compiled.rules),
        "records": records(version),
        "replayed": replayed(version),
        "waiting": waiting,
        "url": reverse("draft", args=[version.pk]) if waiting else f"{reverse('rulebook')}?version={version.pk}",
    }


def _day(given: Mapping[str, Any]) -> date | None:
    return date.fromisoformat(given["on"]) if given.get("on") else None


def replaced(codes: Collection[str], at: datetime) -> list[RulebookVersion]:
    """The rulebooks of these codes that were in force or to come when it was asked for."""
    known = RulebookVersion.objects.filter(pk__in=rulebooks.versions_from(at), code__in=codes)
    return list(known.order_by("id")) if codes else []


def lost(version: RulebookVersion) -> dict[str, Any]:
    """What ends with a version: the first sentence, and the others, folded where they are long."""
    first, *others = map(message, in_words(version, ending(version)))
    return {"first": first, "others": others, "folded": sum(map(len, others)) > LONG}


def amended(version: RulebookVersion, at: datetime) -> list[dict[str, Any]] | None:
    """What it changes against the version in force when it was asked for; None where it is the first, or is broken."""
    known = RulebookVersion.objects.filter(pk__in=rulebooks.versions_at(at), code=version.code)
    old = known.exclude(pk=version.pk).first()
    new = rulebooks.compiled_text(version.text)
    if old is None or new.rulebook is None:
        return None
    before = rulebooks.compiled_text(old.text)
    return changes(before, new) if before.rulebook is not None else None


def records(version: RulebookVersion) -> list[dict[str, Any]]:
    """The steps of the law that are on record, with what was noted of each."""
    notes = list(
        Note.objects.filter(subject_kind=RULEBOOK.name, subject_id=version.pk).order_by("-id").values_list("text")
    )
    found = []
    for step, said in STEPS.items():
        if (on := recorded(version, step)) is not None:
            head = note_of(step, on)
            noted = next((text.removeprefix(head) for (text,) in notes if text.startswith(head)), "")
            found.append({"name": message(said), "on": on, "note": noted})
    return found


def replayed(version: RulebookVersion) -> dict[str, Any] | None:
    """What the last replay of this very text came to, in totals: whoever asked for it, they name nobody."""
    previews = Preview.objects.filter(version=version, digest=version.digest).exclude(result="")
    last = previews.order_by("-id").first()
    if last is None:
        return None
    result = json.loads(last.result)
    return {
        "since": last.since, "until": last.until, "same": result["same"], "empty": result.get("empty", False),
        "now": result["now"], "draft": result["draft"],
        "flags": _turned(result["flags"]), "approvals": _turned(result["approvals"]),
    }  # fmt: skip


def _turned(hits: list[dict[str, Any]]) -> str:
    """How many there were and would have been, of those rules that differ."""
    if not hits:
        return ""
    given = {"now": sum(hit["now"] for hit in hits), "draft": sum(hit["draft"] for hit in hits)}
    return gettext("%(now)s → %(draft)s") % given


BODY = show_ask(AskBody(RULEBOOK, "web/rulebook_ask.html", body))
show_dates(Dated(RULEBOOK, "in_force_from", "生效", where=lambda: Q(status="in_force"), mine=lambda actor: Q()))
