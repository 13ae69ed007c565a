"""The journal is checked once a day, and whenever somebody asks: leased work that says how far it is."""

from __future__ import annotations

import json
import logging
import time
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from dianzhang.engine import jobs
from dianzhang.engine.moment import now
from dianzhang.engine.rounds import each_round
from dianzhang.kernel.messages import MessageError

from .breathing import Breath
from .logbook import tell
from .models import Check, Seal
from .verifying import Stopped, Verdict, Verifier

KIND = "journal_check"
EVERY = timedelta(days=1)
LOOK = 60.0
log = logging.getLogger("dianzhang.safety")
_looked = 0.0


@each_round
def look_after() -> int:
    global _looked
    if _looked and time.monotonic() - _looked < LOOK:
        return 0
    _looked = time.monotonic()
    newest = Check.objects.order_by("-id").first()
    if (newest is not None and now() - newest.asked_at < EVERY) or not Seal.objects.exists():
        return 0
    ask(None)
    return 1


def ask(person_id: int | None) -> Check:
    """Ask a worker for it; one that is under way is as good."""
    running = Check.objects.filter(done_at=None, asked_at__gte=now() - timedelta(hours=1)).first()
    if running is not None:
        return running
    made = Check.objects.create(asked_by_id=person_id, asked_at=now())
    jobs.put(KIND, {"check": made.pk})
    return made


def newest_done() -> Check | None:
    return Check.objects.filter(failed="").exclude(done_at=None).order_by("-id").first()


@jobs.job(KIND)
def work(data: dict[str, Any]) -> None:
    """Done twice, the second time it is there already."""
    check = Check.objects.filter(pk=data["check"], done_at=None).first()
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
    except Stopped:
        rows.update(done_at=now(), failed="stopped")
        return
    except MessageError as error:
        rows.update(done_at=now(), failed=str(error)[:300])
        return
    rows.update(
        done_at=now(), events=verdict.events, sealed=verdict.sealed, broken=len(verdict.broken) + verdict.more,
        seconds=verdict.seconds, place=verdict.events, of_events=verdict.events, result=json.dumps(as_data(verdict)),
    )  # fmt: skip
    if verdict.broken:
        log.error(
            "the journal does not hold: %s places, the first at %s", len(verdict.broken), verdict.broken[0].position
        )
        tell("journal_broken", broken=len(verdict.broken) + verdict.more)


def as_data(verdict: Verdict) -> dict[str, Any]:
    kept = ("position", "what", "until", "seal")
    broken = [{name: value for name, value in asdict(one).items() if name in kept} for one in verdict.broken]
    return {"broken": broken, "more": verdict.more, "notes": verdict.notes}
