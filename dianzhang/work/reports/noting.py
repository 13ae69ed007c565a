"""A report by word of mouth, noted by whoever heard it: that it was given, and a line of what was said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import access
from dianzhang.engine.access import Actor
from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import Organisation, organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import tell

from ..models import Report
from .actions import LATEST, LONGEST, PARTS, cannot_be
from .periods import KINDS, Kind, day_given, period
from .states import REPORT
from .team import readers_of

NOTE = "report.note"


class Heard(BaseModel):
    """Who reported on which days, and what was said."""

    person: str = Personal(..., min_length=1, max_length=40, title="谁汇报的")
    kind: Kind = Kept("daily")
    day: date | None = Personal(None, title="哪一天", description="周报、月报写期间里的任何一天")
    done: str = Personal(..., min_length=1, max_length=LONGEST, title="说了什么")


def leads(_report: Report, actor: Actor) -> bool:
    """Whoever has people below them; whose report one may note is asked when it is done (``hears``)."""
    org = organisation()
    return actor.person_id is not None and any(org.led_by(post) for post in org.posts_of.get(actor.person_id, ()))


def hears(org: Organisation, actor: Actor, person: int) -> bool:
    """Whose reports go to somebody, or lie within the reach that the rulebook gives their post for this; never one's
    own."""
    if actor.person_id is None or person == actor.person_id:
        return False
    posts = org.posts_of.get(person, ())
    if any(actor.person_id in readers_of(org, person, post) for post in posts):
        return True
    reach = access.reach_of(actor, NOTE)
    below = org.below.get(actor.unit_id or 0, frozenset()) if reach == "unit" else frozenset({actor.unit_id})
    return reach == "all" or (reach in ("group", "unit") and any(org.unit_of(post) in below for post in posts))


def begun(given: Mapping[str, Any], _actor: Actor) -> dict[str, Any]:
    """Whose and of which day, where the page that leads here says so."""
    kind = given.get("kind") if given.get("kind") in KINDS else "daily"
    person = {"person": str(given["person"])} if given.get("person") in organisation().codes else {}
    return {"kind": kind, "day": day_given(str(given.get("day", ""))).isoformat()} | person


@command(
    NOTE, zh="汇报.记口头", en="Note an oral report", on=REPORT, creates=True, input=Heard, open=leads, fills=begun,
    of_owner=True, sets={"way": "spoken"},
)  # fmt: skip
def note(reports: Batch[Report, Heard], act: Act) -> None:
    """Whoever heard it notes that it was given and what was said; whoever gave it is told, and may add to it."""
    org, now = organisation(), day_of(act.at)
    noted: set[tuple[int | None, str, date]] = set()
    for report, given in reports:
        person = org.codes.get(given.person)
        if person not in org.posts_of or person is None:
            reports.refuse(report, _("没有在岗的人“%(who)s”。") % {"who": given.person})
            continue
        if not hears(org, act.actor, person):
            own = person == act.actor.person_id
            why = (
                _("自己的汇报用“提交”，方式选口头。")
                if own
                else _("%(who)s不向你汇报，由他的上级来记。") % {"who": org.names[person]}
            )
            reports.refuse(report, why)
            continue
        first, last = period(given.kind, max(min(given.day or now, now + LATEST), now - 2 * LATEST))
        report.kind, report.way, report.first_day, report.last_day = given.kind, "spoken", first, last
        report.owner_id, report.post = person, next(iter(org.posts_of[person]))
        report.unit_id, report.reader_post = org.unit_of(report.post), org.superior(report.post) or ""
        if why := cannot_be(report, now, noted):
            reports.refuse(report, why)
            continue
        noted.add((person, report.kind, first))
        report.done = given.done.strip()
        report.parts = sum(bool(getattr(report, name)) for name in PARTS[report.kind])
        report.sent_at, report.backfilled = act.at, last < now
        tell(act, REPORT, report, "told", [person], action=NOTE)
