"""The journal is checked once a day, and whenever somebody asks: leased work that says how far it is."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from dianzhang.engine import jobs
from dianzhang.engine.access import SYSTEM, Actor
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import now
from dianzhang.engine.rounds import every
from dianzhang.kernel.messages import MessageError

from .actions import KIND
from .breathing import Breath
from .logbook import tell
from .models import Check, Seal
from .verifying import Stopped, Verdict, Verifier

EVERY = timedelta(days=1)
LOOK = 60.0
log = logging.getLogger("dianzhang.safety")


@every(LOOK)
def look_after() -> int:
    newest = Check.objects.order_by("-id").first()
    if (newest is not None and now() - newest.asked_at < EVERY) or not Seal.objects.exists():
        return 0
    ask(SYSTEM)
    return 1


def running() -> Check | None:
    return Check.objects.filter(status="asked", asked_at__gte=now() - timedelta(hours=1)).order_by("-id").first()


def ask(actor: Actor) -> Check:
    """Ask a worker for it; one that is under way is as good."""
    found = running()
    return found if found is not None else must(one("journal.check", actor))


def newest_done() -> Check | None:
    return Check.objects.filter(status__in=("whole", "broken")).order_by("-id").first()


@jobs.job(KIND)
def work(data: dict[str, Any]) -> None:
    """Done twice, the second time it is there already."""
    check = Check.objects.filter(pk=data["check"], status="asked").first()
    if check is None:
        return
    rows, breath = Check.objects.filter(pk=check.pk), Breath()
    stopping = False

    def progress(place: int, top: int) -> None:
        nonlocal stopping
        if breath():
            rows.update(place=place, of_events=top)
            stopping = rows.filter(stop=True).exists()

    try:
        verdict = Verifier(progress, lambda: stopping).run()
    except (Stopped, MessageError) as error:
        log.warning("the journal was not checked to its end: %s", error)
        must(one("journal.give_up", SYSTEM, check.pk))
        return
    count = len(verdict.broken) + verdict.more
    must(
        one(
            "journal.break" if count else "journal.hold", SYSTEM, check.pk,
            events=verdict.events, sealed=verdict.sealed, broken=count, seconds=round(verdict.seconds, 3),
            result=json.dumps(as_data(verdict)),
        )
    )  # fmt: skip
    if count:
        log.error("the journal does not hold in %s places, the first at %s", count, verdict.broken[0].position)
        tell("journal_broken", check.pk, broken=count)


def as_data(verdict: Verdict) -> dict[str, Any]:
    kept = ("position", "what", "until", "seal")
    broken = [{name: value for name, value in asdict(one).items() if name in kept} for one in verdict.broken]
    return {"broken": broken, "more": verdict.more, "notes": verdict.notes}
