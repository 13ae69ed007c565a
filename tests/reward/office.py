"""A department under process-first, for tests of scores and pay: who works there, and a month as it was lived."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from dianzhang import rulebooks as shipped
from dianzhang.engine import rulebooks
from dianzhang.engine.access import SYSTEM, Actor
from dianzhang.engine.act import must, one, perform
from dianzhang.engine.models import Shop
from dianzhang.engine.moment import HOME, day_of, living_at
from dianzhang.engine.numbering import renumbered
from dianzhang.engine.outcome import Item, Outcome
from dianzhang.engine.tick import tick
from dianzhang.reward.reading import slip
from dianzhang.reward.slip import PayResult
from tests.engine.department import found, on_record, put_in_force

AFTER_OCTOBER = datetime(2026, 11, 2, 9, tzinfo=HOME)
AFTER_NOVEMBER = datetime(2026, 12, 2, 9, tzinfo=HOME)


def opened() -> SimpleNamespace:
    """Nine people in their posts, process-first in force since January, no shop yet."""
    people = found()
    put_in_force(shipped.read("process-first"))
    return people


def amended(people: SimpleNamespace, since: datetime, text: str) -> None:
    """HR puts a newer version up, the director agrees."""
    version = done(people.hejing, "rulebook.draft", since, text=renumbered(text))
    with living_at(since):
        on_record(version, people.hejing, day_of(since))
    asked = does(people.hejing, "rulebook.activate", since, version.id)
    done(people.shenlan, "approval.agree", since, asked.approval_id)
    rulebooks.forget()


def october(day: int, hour: int = 10, minute: int = 0) -> datetime:
    """An instant of October 2026.  The 12th to the 16th are working days."""
    return datetime(2026, 10, day, hour, minute, tzinfo=HOME)


def does(actor: Actor, action: str, at: datetime, record_id: int | None = None, **data: Any) -> Outcome:
    """``actor`` does something at an instant; what fell due before has happened."""
    with living_at(at):
        return one(action, actor, record_id, **data)


def done(actor: Actor, action: str, at: datetime, record_id: int | None = None, **data: Any) -> Any:
    """As ``does``; the record, or the reason as an error."""
    return must(does(actor, action, at, record_id, **data))


def complaint(agent: Actor, at: datetime, minutes: int | None = 5) -> Any:
    """A complaint taken in and settled after so many minutes (None: never)."""
    made = done(agent, "complaint.accept", at, kind="quality")
    if minutes is not None:
        done(agent, "complaint.resolve", at + timedelta(minutes=minutes), made.id)
    return made


def shop(code: str = "tmall-1") -> Shop:
    """A shop live since the first of October."""
    with living_at(october(1, 0)):
        return must(one("shop.open", SYSTEM, code=code, name=code))


def target(
    people: SimpleNamespace, amount: int, period: str = "2026-10", at: datetime | None = None, **more: Any
) -> Any:
    return done(people.shenlan, "target.set", at or october(8), period=period, value=Decimal(amount), **more)


def close(people: SimpleNamespace, period: str = "2026-10", at: datetime = AFTER_OCTOBER) -> Outcome:
    """HR closes the month once everything that fell due has been judged."""
    tick(at)
    return does(people.hejing, "month.close", at, period=period)


def line(actor: Actor, item: str, period: str = "2026-10", at: datetime = AFTER_OCTOBER) -> PayResult:
    """One item of somebody's pay, as the month shows it at an instant."""
    assert actor.person_id is not None
    with living_at(at):
        found = slip(actor.person_id, period)
    assert found is not None
    return next(one for one in found.lines if one.item == item)


def late(at: datetime, learned: datetime, action: str, actor: Actor, record_id: int, **data: Any) -> Outcome:
    """A fact of ``at`` that is learned only at ``learned``."""
    with living_at(learned):
        return perform(action, Item(record_id, None, data or None, at=at), actor)[0]
