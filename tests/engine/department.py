"""A small department for tests: named people in posts, and a rulebook put in force."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from dianzhang.engine import rulebooks
from dianzhang.engine.access import SYSTEM, Actor, actor_of
from dianzhang.engine.act import must, one
from dianzhang.engine.actions.structure import set_up
from dianzhang.engine.models import Approval, ClockRow, Event, Notice, Person, RulebookVersion
from dianzhang.engine.moment import day_of, living_at, today
from dianzhang.engine.organisation import organisation
from dianzhang.kernel.rulebook.concerns import STEPS, concerned

from .kept import once_made

UNITS = {
    "dept": ("电商部", None), "ops": ("运营组", "dept"), "service": ("客服组", "dept"),
    "warehouse": ("仓储组", "dept"), "hr": ("人事组", "dept"),
}  # fmt: skip
POSTS = {
    "director": ("电商总监", "dept", None),
    "ops_lead": ("运营组长", "ops", "director"),
    "ops": ("运营专员", "ops", "ops_lead"),
    "order_desk": ("订单审核", "ops", "ops_lead"),
    "service_lead": ("客服组长", "service", "director"),
    "service": ("客服专员", "service", "service_lead"),
    "warehouse": ("仓储专员", "warehouse", "director"),
    "hr": ("人事专员", "hr", "director"),
}
PEOPLE = {
    "shenlan": ("沈岚", "director"), "mengyan": ("孟岩", "ops_lead"), "xunuo": ("许诺", "ops"),
    "zhaoning": ("赵宁", "order_desk"), "linxiao": ("林晓", "service_lead"), "zhouke": ("周可", "service"),
    "suhe": ("苏禾", "service"), "chenmo": ("陈默", "warehouse"), "hejing": ("何静", "hr"),
}  # fmt: skip
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)

HEAD = """---
制度: 测试制度
代号: test
版本: "1"
生效: 2026-01-01
---

# 一 规则

"""


def found(people: dict[str, tuple[str, str]] = PEOPLE) -> SimpleNamespace:
    """Units, posts and persons, there since 1 January 2026.  The result has one actor per person."""

    def make() -> None:
        with living_at(LONG_AGO):
            set_up(UNITS, POSTS)
            for code, (name, post) in people.items():
                must(one("person.add", SYSTEM, code=code, name=name, post=post))

    once_made(("found", tuple(people.items())), make)
    return SimpleNamespace(**{p.code: actor_of(p) for p in Person.objects.all()})


def put_in_force(text: str, since: datetime = LONG_AGO) -> RulebookVersion:
    """A rulebook in force since ``since``, on record as the law asks and agreed to; without front matter one is added.

    What that left on desks is cleared away: a test begins with its own.
    """
    once_made(("in force", text, since), lambda: _put_in_force(text, since))
    rulebooks.forget()
    return RulebookVersion.objects.latest("id")


def _put_in_force(text: str, since: datetime) -> None:
    with living_at(since):
        row = must(one("rulebook.draft", SYSTEM, text=text if text.startswith("---") else HEAD + text))
        on_record(row, SYSTEM, day_of(since))
        asked = one("rulebook.activate", SYSTEM, row.id)
        if asked.status == "awaiting":
            agree_for_all()
            clear_desks()
        else:
            must(asked)


def on_record(version: RulebookVersion, actor: Actor, day: date) -> None:
    """The four steps that the law asks for, all on one day, where a clause needs them."""
    book = rulebooks.compiled_text(version.text).rulebook
    for step in STEPS if book is not None and concerned(book) else ():
        must(one("rulebook.record", actor, version.id, step=step, on=day))


def agree_for_all() -> None:
    """Everybody who is asked for something agrees, one after the other."""
    org = organisation()
    while (approval := Approval.objects.filter(status="waiting").order_by("-id").first()) is not None:
        seat = approval.seats.filter(turn=True).order_by("number")[0]
        person = org.answering(seat.post, approval.owner_id).persons[0]
        must(one("approval.agree", actor_of(Person.objects.get(pk=person)), approval.pk))


def workday(number: int) -> date:
    """The working day so many working days from today: leave is asked for days that are worked."""
    calendar: Any = rulebooks.calendar_of(None)
    day, left = today(), number
    while left:
        day += timedelta(days=1)
        left -= calendar.is_working_day(day)
    return day


def clear_desks() -> None:
    """No request, no notice, nothing of them in the journal."""
    Notice.objects.all().delete()
    ClockRow.objects.filter(subject_kind="approval").delete()
    Event.objects.filter(subject_kind="approval").delete()
    Approval.objects.all().delete()


__all__ = ["LONG_AGO", "Actor", "found", "put_in_force"]
