"""Lines of the radar as its page draws them: what is owed, the money, who has it, and what can be done from here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from dianzhang.engine import reading, registry
from dianzhang.engine.access import Actor
from dianzhang.engine.actions.claiming import CLAIM, claimable, name_of, returnable
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pending import pending_of
from dianzhang.engine.radar.lines import Line
from dianzhang.engine.reading import ActionView
from dianzhang.engine.referred import Ref

from .due import action_of, detail_of, record_address, row_of
from .exceptions import exception_to, quiet
from .words import action_name, subject_name, word


def rows_of(lines: Sequence[Line], actor: Actor, here: str) -> list[dict[str, Any]]:
    """For ``web/radar_row.html``; ``here``: the address one comes back to."""
    dated = [(line.dated.subject.name, line.id) for line in lines if line.dated is not None]
    pending = pending_of(dated)
    return [
        of_clock(line, actor, here) if line.view is not None else of_date(line, actor, here, pending) for line in lines
    ]


def of_clock(line: Line, actor: Actor, here: str) -> dict[str, Any]:
    assert line.view is not None
    row = line.view.row
    found = row_of(line.view)
    exception, waits = exception_to(actor, line.view)
    offers = [offer(one) for one in line.view.closing if one.ready]
    claim = f"{row.subject_kind}{CLAIM}"
    may_claim = line.record is not None and claim in registry.actions and claimable(row, actor.person_id)
    if may_claim:
        offers.insert(0, {"name": "claim", "label": gettext("认领"), "url": reverse("radar-claim")})
    item = f"{row.subject_id}:{getattr(line.record, 'revision', '') or ''}:{row.pk}"
    return found | {
        "band": line.band,
        "detail": detail_of(line.view, on_record=False, stake=False),
        "stake": row.stake_cents,
        "item": item,
        "value": item if offers else "",
        "offers": offers,
        "claim": may_claim,
        "taken": gettext("%(who)s认领") % {"who": taker(row.taker_id, actor)} if row.taker_id else "",
        "back": row.taker_id is not None and returnable(row, actor.person_id),
        "action": coming_back(found["action"], here),
        "exception": coming_back(quiet(exception), here),
        "waits": waits,
    }


def taker(person: int | None, actor: Actor) -> str:
    return gettext("我") if person == actor.person_id else name_of(person)


def of_date(line: Line, actor: Actor, here: str, pending: dict[Ref, Any]) -> dict[str, Any]:
    """A record that is owed by its own date: no rule stands behind it, and no money."""
    assert line.dated is not None
    subject, record = line.dated.subject, line.record
    waits = pending.get((subject.name, record.pk), ())
    views = [one for one in reading.actions_for(actor, subject, record, pending=waits) if one.ready]
    title, name = subject.title(record), subject_name(subject)
    owner = organisation().names.get(getattr(record, "owner_id", None) or 0, "")
    return {
        "band": line.band,
        "clock": {"due": line.rank, "started": None, "state": "running", "ended": None, "left": None},
        "over": line.band == "late",
        "what": f"{title if title.startswith(name) else f'{name} {title}'} {word(line.dated.zh)}",
        "detail": owner,
        "url": record_address(subject.name, record.pk),
        "clause": None,
        "action": coming_back(action_of(views[0], subject.name, record.pk, record), here) if views else None,
        "id": f"{subject.name}-{record.pk}",
        "stake": None,
        "value": f"{record.pk}:{record.revision}:" if views else "",
        "offers": [offer(one) for one in views],
    }


def offer(view: ActionView) -> dict[str, Any]:
    """An action for several at once."""
    kind, verb = view.action.name.split(".", 1)
    return {"name": view.action.name, "label": action_name(view.action), "url": reverse("bulk", args=[kind, verb])}


def coming_back(action: dict[str, Any] | None, here: str) -> dict[str, Any] | None:
    """Whoever does it from here comes back here."""
    if action is None:
        return None
    if action.get("form"):
        joined = "&" if "?" in action["url"] else "?"
        return action | {"url": f"{action['url']}{joined}{urlencode({'next': here})}"}
    return action | {"fields": action.get("fields", {}) | {"next": here}}
