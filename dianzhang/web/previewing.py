"""A replay preview: asked for on a draft's page, worked out as leased work, kept as what its asker may read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext, override

from dianzhang.engine import jobs, reading, registry
from dianzhang.engine.access import Actor
from dianzhang.engine.models import Person, Preview, RulebookVersion
from dianzhang.engine.moment import now, today
from dianzhang.engine.organisation import organisation
from dianzhang.engine.replaying import Comparison, Counts, DraftError, Example, Hits, RangeError, Stopped, compare
from dianzhang.engine.words import message
from dianzhang.reward.reading import visible_persons
from dianzhang.reward.replaying import PayFound, scores_and_pay

from .due import record_address

KIND = "replay_preview"  # its work is registered by name: replays bring much with them
MOST = 30  # rows of each kind; the command line has them all


def ask(version: RulebookVersion, person: Person, post: str, since: date, until: date, language: str) -> Preview:
    """Ask a worker for it; another one of the same person for this draft is stopped."""
    Preview.objects.filter(version=version, asked_by=person, done_at=None).update(stop=True)
    made = Preview.objects.create(
        version=version, asked_by=person, post=post, language=language, digest=version.digest,
        since=since, until=until, asked_at=now(),
    )  # fmt: skip
    jobs.put(KIND, {"preview": made.pk})
    return made


def usual_range() -> tuple[date, date]:
    """The previous month: what people want to see first."""
    last = today().replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def work(data: dict[str, Any]) -> None:
    """Play it, say how far it is, keep what was found.  Done twice, the second time it is there already."""
    preview = Preview.objects.select_related("version").filter(pk=data["preview"], done_at=None).first()
    if preview is None:
        return
    rows = Preview.objects.filter(pk=preview.pk)

    def progress(events: int, of_events: int) -> None:
        rows.update(events=events, of_events=of_events)
        jobs.still_at_work()

    def stop() -> bool:
        return rows.filter(stop=True).exists()

    with override(preview.language):
        try:
            found = compare(preview.version.text, preview.since, preview.until, progress=progress, stop=stop)
            actor = Actor(preview.asked_by_id, preview.post, organisation().unit_of(preview.post))
            result, failed = (
                json.dumps(shown(found, scores_and_pay(found, actor, jobs.still_at_work), actor), ensure_ascii=False),
                "",
            )
        except RangeError as error:
            result, failed = "", message(error.said)
        except DraftError:
            result, failed = "", gettext("草案还有错，改好再演。")
        except Stopped:
            result, failed = "", gettext("已停下。")
        except Exception:  # whatever it was: whoever waits is told now, and the job keeps the reason
            rows.update(done_at=now(), failed=gettext("没有演成，出了意外。管理员能在日志里看到原因。"))
            raise
    rows.update(done_at=now(), result=result, failed=failed[:300])


def shown(found: Comparison, pay: PayFound, actor: Actor) -> dict[str, Any]:
    """What the page draws: only what differs, worst first; records and persons only as far as the asker's view goes."""
    known = visible_persons(actor, f"{found.until:%Y-%m}")
    people = [one for one in found.people if one.now != one.draft]
    totals = found.totals
    rules = sorted((rule for rule in found.rules if not rule.same), key=lambda rule: -rule.worse)
    money = sorted((one for one in pay.pay if one.now != one.draft), key=lambda one: one.difference)
    return {
        "events": found.events, "records": found.records, "seconds": round(found.seconds, 1),
        "same": found.same and not money, "empty": found.empty, "months": list(found.months),
        "now": _counts(totals["now"]), "draft": _counts(totals["draft"]),
        "rules": [
            {
                "clause": rule.clause, "title": rule.title, "what": rule.what, "now": _counts(rule.now),
                "draft": _counts(rule.draft), "gained": rule.gained, "lost": rule.lost,
                "examples": _cases(rule.examples, actor),
            }
            for rule in rules[:MOST]
        ],
        "flags": _hits(found.flags), "approvals": _hits(found.approvals),
        "people": [
            {"name": one.name, "now": _counts(one.now), "draft": _counts(one.draft)}
            for one in people
            if known is None or one.person_id in known
        ][:MOST],
        "pay": [
            {
                "name": one.name, "period": one.period, "item": one.item, "now": _yuan(one.now),
                "draft": _yuan(one.draft), "less": one.difference < 0,
            }
            for one in money[:MOST]
        ],
        "pay_now": _yuan(pay.total_now), "pay_draft": _yuan(pay.total_draft), "hidden": pay.hidden,
        "given": [message(one.text) for one in found.given],
    }  # fmt: skip


def _counts(counts: Counts) -> dict[str, int]:
    return {"met": counts.met, "missed": counts.missed, "excused": counts.excused, "running": counts.running}


def _hits(hits: Iterable[Hits]) -> list[dict[str, Any]]:
    differ = [hit for hit in hits if hit.now != hit.draft]
    return [
        {"clause": hit.clause, "title": hit.title, "what": hit.what, "now": hit.now, "draft": hit.draft}
        for hit in sorted(differ, key=lambda hit: -abs(hit.draft - hit.now))[:MOST]
    ]


def _cases(examples: Iterable[Example], actor: Actor) -> list[dict[str, str]]:
    words = {
        "met": gettext("按时"), "missed": gettext("逾期"), "excused": gettext("已免责"),
        "running": gettext("在走"), "resting": gettext("暂停"), "stopped": gettext("不再计时"), "none": gettext("没有"),
    }  # fmt: skip
    return [
        {
            "title": one.title, "url": record_address(one.kind, one.id), "now": words.get(one.now, one.now),
            "draft": words.get(one.draft, one.draft),
        }
        for one in examples
        if _may_see(one, actor)
    ]  # fmt: skip


def _may_see(one: Example, actor: Actor) -> bool:
    subject = registry.subjects.get(one.kind)
    record = subject.model._default_manager.filter(pk=one.id).first() if subject is not None else None
    return subject is not None and record is not None and reading.may_see(actor, subject, record)


def _yuan(amount: Any) -> str | None:
    return None if amount is None else f"{amount:,.2f}"
