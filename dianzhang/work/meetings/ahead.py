"""Meetings that call themselves: a duty that the beginning of a meeting proves lays the meeting out with itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from dianzhang.engine import registry
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import together
from dianzhang.engine.implying import Because
from dianzhang.engine.moment import HOME, day_of, now, start_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Item
from dianzhang.engine.rounds import every
from dianzhang.engine.rulebooks import calendar_of
from dianzhang.engine.transaction import Transaction
from dianzhang.kernel.rules import Duty

from ..duties.ahead import gets_ready
from ..models import Meeting, Owed
from .calling import Ahead
from .states import BEGIN, END, FORMS

PAUSE = 300.0  # seconds between two looks for meetings whose day is over


def form_of(duty: Duty) -> str:
    """The form of meeting that proves it: the one for which its condition holds; without one, any other."""
    if duty.when is None:
        return "other"
    return next((form for form in FORMS if duty.when.value({"kind": form}) is True), "other")


def starts_at(duty: Duty, owed: Owed) -> datetime:
    """When it is to begin: at the time that the duty names, else with the day's work."""
    day = day_of(owed.due_at)
    if duty.opens:
        return max(owed.opens_at, _at(owed, duty.opens))
    if duty.due:
        return _at(owed, duty.due)
    hours = calendar_of(duty.calendar).hours_on(day)
    return _at(owed, hours[0][0]) if hours else owed.due_at


def _at(owed: Owed, clock: str) -> datetime:
    hours, minutes = map(int, clock.split(":"))
    return start_of(day_of(owed.due_at)) + timedelta(hours=hours, minutes=minutes)


class Meetings:
    """(``work.duties.ahead.Ahead``)."""

    def ready(self, tx: Transaction, duty: Duty, laid: Sequence[Owed]) -> None:
        """One meeting for each who owes one; where anyone of a post may, its first holder is in the chair."""
        org, form, items = organisation(), form_of(duty), []
        for owed in laid:
            chair = owed.owner_id or next(iter(org.holders.get(owed.post, ())), None)
            if chair is None:
                continue
            ahead = Ahead(
                kind=form, title="" if duty.name == FORMS[form] else duty.name, post=owed.post, owner_id=chair,
                unit_id=owed.unit_id, starts_at=starts_at(duty, owed), not_before=owed.opens_at, rule=owed.rule,
                version_id=owed.version_id, duty_id=owed.id,
            )  # fmt: skip
            items.append(Item(data=ahead, because=Because(owed.rule, owed.version_id)))
        if items:
            tx.do(registry.actions["meeting.arrange"], items, checked=True)

    def gone(self, tx: Transaction, withdrawn: Sequence[int]) -> None:
        rows = Meeting.objects.filter(duty_id__in=withdrawn, status="called")
        items = [Item(one.pk, because=Because(one.rule, one.version_id or 0)) for one in rows]
        if items:
            tx.do(registry.actions["meeting.withdraw"], items, checked=True)


MEETINGS = Meetings()
for event in (BEGIN, END):
    gets_ready(event, MEETINGS)


@every(PAUSE)
def let_lapse() -> int:
    """Meetings whose day is over: what nobody began was not held, what nobody ended goes on no longer."""
    today = start_of(day_of(now())).astimezone(HOME)
    over = {
        "meeting.lapse": Meeting.objects.filter(status="called", starts_at__lt=today),
        "meeting.run_out": Meeting.objects.filter(status="running", began_at__lt=today),
    }
    found = {action: list(rows.values_list("pk", flat=True)[:200]) for action, rows in over.items()}
    with together(SYSTEM) as tx:
        for action, ids in found.items():
            if ids:
                tx.do(registry.actions[action], [Item(pk) for pk in ids], checked=True)
    return sum(map(len, found.values()))
