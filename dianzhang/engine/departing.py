"""Somebody leaves or moves: what they hold is taken back and handed over, by whoever knows what that is.

Modules register with ``@departure``; each gives the lines of what it did, and they stay as the proof.  The engine
itself ends log-ins, posts and requests, and hands over every record that its subject calls unfinished.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from . import log_ins, registry
from . import organisation as kept
from .access import SYSTEM
from .actions.approvals import title_of
from .actions.claiming import GIVE_BACK
from .actions.handing_on import REASSIGN
from .holding import begin, holds
from .models import Approval, Assignment, ClockRow, Feed, Person, Post, Token
from .moment import day_of
from .outcome import Act, Item
from .seats import waiting_for


@dataclass(frozen=True)
class Departure:
    """Who goes, who takes over, and as part of which action.  ``to_post``: where they move; None: they leave."""

    person: Person
    successor: Person | None
    act: Act
    to_post: str | None = None

    @property
    def day(self) -> date:
        return day_of(self.act.at)


@dataclass(frozen=True)
class Line:
    """One thing taken back or handed over: its kind, who has it now (``to_id``), whether it is still to be done.

    ``until``: of a post, when it would have ended by itself.
    """

    what: str
    text: str
    of_kind: str = ""
    of_id: int | None = None
    to_id: int | None = None
    open: bool = False
    why: str = ""
    until: date | None = None


Step = Callable[[Departure], Iterator[Line]]
steps: list[Step] = []


def departure(step: Step) -> Step:
    """Register what is taken back or handed over; steps run in the order of their registration."""
    steps.append(step)
    return step


def depart(going: Departure) -> list[Line]:
    """Take everything back and hand it over, within the transaction of the action."""
    found = [line for step in steps for line in step(going)]
    kept.forget()
    return found


# --- what the engine knows of ---------------------------------------------------------


@departure
def end_log_in(going: Departure) -> Iterator[Line]:
    """Nobody who left comes in any more; one who moves logs in again, with the rights of the new post."""
    user = going.person.user
    if user is None:
        return
    browsers = log_ins.living(user)
    log_ins.end(browsers)
    yield from (Line("session", one.device or _("浏览器")) for one in browsers)
    if going.to_post is None:
        User.objects.filter(pk=user.pk).update(is_active=False)
        yield Line("log_in", _("登录账号 %(name)s 停用") % {"name": user.get_username()}, of_id=user.pk)


@departure
def tokens(going: Departure) -> Iterator[Line]:
    """Keys for programs that are theirs, or a service's they answer for, open nothing any more: they know them."""
    live = list(Token.objects.filter(owner=going.person, status="active").order_by("pk"))
    going.act.transaction.do(registry.actions["token.revoke"], [Item(token.pk) for token in live], checked=True)
    yield from (Line("token", token.name, of_id=token.pk) for token in live)


@departure
def requests_they_answer(going: Departure) -> Iterator[Line]:
    """What waits for them finds whoever answers next by itself; it is listed with who that is."""
    waiting = list(waiting_for(going.person.pk).order_by("id"))
    for approval in waiting:
        yield Line("answers", title_of(approval), "approval", approval.pk)


@departure
def requests_they_made(going: Departure) -> Iterator[Line]:
    """Nobody acts in the name of one who left: their own requests lapse, and whoever takes over asks anew."""
    if going.to_post is not None:
        return
    asked = list(Approval.objects.filter(owner=going.person, status="waiting").order_by("id"))
    void = registry.actions["approval.void"]
    going.act.transaction.do(void, [Item(approval.pk) for approval in asked], actor=SYSTEM, checked=True)
    for approval in asked:
        yield Line(
            "asked", title_of(approval), "approval", approval.pk, going.successor.pk if going.successor else None
        )


@departure
def feeds(going: Departure) -> Iterator[Line]:
    """Nobody reads the calendar of somebody who left; who moves keeps it, with what the new post sees."""
    if going.to_post is not None:
        return
    found = list(Feed.objects.filter(owner=going.person, status="active"))
    for feed in found:
        going.act.transaction.do(registry.actions["feed.revoke"], [Item(feed.pk)], actor=SYSTEM, checked=True)
        yield Line("feed", _("日历订阅"), "feed", feed.pk)


@departure
def work(going: Departure) -> Iterator[Line]:
    """Every record of theirs that is not finished goes to the successor; without one it is listed as open."""
    for subject in list(registry.subjects.values()):
        if subject.unfinished is None:
            continue
        rows = subject.model._default_manager.filter(subject.unfinished(), owner_id=going.person.pk).order_by("pk")
        records = list(rows)
        if not records:
            continue
        titles = {record.pk: subject.title(record) for record in records}
        if going.successor is None:
            yield from (Line("work", titles[pk], subject.name, pk, open=True) for pk in titles)
            continue
        items = [Item(pk, data={"person": going.successor.code}) for pk in titles]
        action = registry.actions[subject.hands_on or f"{subject.name}{REASSIGN}"]
        for pk, outcome in zip(titles, going.act.transaction.do(action, items, checked=True), strict=True):
            done = outcome.status in ("done", "unchanged")
            to = going.successor.pk if done else None
            yield Line("work", titles[pk], subject.name, pk, to, open=not done, why=outcome.why)


@departure
def taken_on(going: Departure) -> Iterator[Line]:
    """What they took on for their post is the whole post's again."""
    rows = ClockRow.objects.filter(taker_id=going.person.pk, live=True).order_by("id")
    for row in rows:
        action = registry.actions[f"{row.subject_kind}{GIVE_BACK}"]
        given = Item(row.subject_id, data={"rule": row.rule})
        (outcome,) = going.act.transaction.do(action, [given], actor=SYSTEM, checked=True)
        title = action.subject.title(outcome.record) if outcome.record is not None else f"#{row.subject_id}"
        yield Line("taken_on", title, row.subject_kind, row.subject_id, open=not outcome.done, why=outcome.why)


@departure
def posts(going: Departure) -> Iterator[Line]:
    """Their posts end today; one who moves begins in the new post."""
    held = Assignment.objects.filter(person=going.person, until=None).select_related("post") | (
        Assignment.objects.filter(person=going.person, until__gt=going.day).select_related("post")
    )
    for assignment in held.order_by("id"):
        if assignment.post.code == going.to_post:
            continue
        before, assignment.until = assignment.until, max(going.day, assignment.since)
        going.act.change(assignment)
        yield Line("post", assignment.post.name, of_id=assignment.pk, until=before)
    if going.to_post is not None:
        post = Post.objects.get(code=going.to_post)
        if not holds(going.person.pk, post.pk, going.day):
            begun = begin(going.act, going.person.pk, post, going.day)
            yield Line("begun", post.name, of_id=begun.pk)
        return
    gone = registry.actions["person.depart"]
    going.act.transaction.do(gone, [Item(going.person.pk)], actor=SYSTEM, checked=True)
