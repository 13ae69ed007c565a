"""The switch: one action ends log-ins and posts, takes accounts back and hands work over, and keeps the list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from pydantic import BaseModel, model_validator

from dianzhang.engine import organisation as kept
from dianzhang.engine import registry
from dianzhang.engine.access import OWNER_POST, SYSTEM, Actor
from dianzhang.engine.departing import Departure, Line, depart, departure
from dianzhang.engine.holding import why_not_given
from dianzhang.engine.models import Assignment, Person
from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import write_down

from ..custody.secrets import known_to
from ..custody.states import title as account_title
from ..models import Account, Leaving, LeavingLine
from .states import LEAVING


class Switch(BaseModel):
    """Who goes, who takes over; for a move, to which post."""

    person: str = Personal(..., min_length=1, max_length=40, title="离岗的人")
    kind: Literal["leave", "move"] = "leave"
    successor: str = Personal("", max_length=40, title="接手人")
    post: str = Personal("", max_length=40, title="调到的岗位")
    reason: str = Personal("", max_length=500)

    @model_validator(mode="after")
    def _where_to(self) -> Switch:
        if (self.kind == "move") != bool(self.post):
            raise ValueError(_("调岗要写调到哪个岗位；离职不写。"))
        if self.successor == self.person:
            raise ValueError(_("接手的要是另一个人。"))
        return self


@command("leaving.switch", zh="离岗交接.一键收回", en="Take everything back", on=LEAVING, creates=True, input=Switch,
         undo="leaving.undo")  # fmt: skip
def switch(leavings: Batch[Leaving, Switch], act: Act) -> None:
    """End log-ins, tokens and posts at once, take accounts back, hand work and approvals over, keep the list."""
    for leaving, given in leavings:
        if why := _cannot(given, act.actor):
            leavings.refuse(leaving, why)
            continue
        person = Person.objects.select_related("user").get(code=given.person)
        successor = Person.objects.filter(code=given.successor).first() if given.successor else None
        leaving.person_id, leaving.kind, leaving.day = person.pk, given.kind, day_of(act.at)
        leaving.successor_id = successor.pk if successor is not None else None
        leaving.owner_id, leaving.unit_id = act.actor.person_id, person.unit_id
        going = Departure(person, successor, act, given.post or None)
        act.transaction.afterwards(lambda leaving=leaving, going=going: _write_down(leaving, depart(going), act))
        write_down(act, LEAVING, leaving, given.reason)


def _cannot(given: Switch, actor: Actor) -> str:
    """Why nobody is switched off here: not there, themselves, or whom nobody could replace."""
    org = organisation()
    person, successor = org.codes.get(given.person), org.codes.get(given.successor)
    if person not in org.active:
        return _("没有在职的“%(who)s”。") % {"who": given.person}
    if person == actor.person_id:
        return _("自己的离岗由别人来办。")
    if OWNER_POST in org.posts_of.get(person, ()) and len(org.holders.get(OWNER_POST, ())) < 2:
        return _("他是部门唯一的负责人：先让另一个人任负责人。")
    if given.successor and successor not in org.posts_of:
        return _("没有在岗的人“%(who)s”。") % {"who": given.successor}
    if given.post and given.post not in org.posts:
        return _("没有岗位“%(post)s”。") % {"post": given.post}
    return why_not_given(given.post, person, actor) if given.post else ""


def _write_down(leaving: Leaving, lines: list[Line], act: Act) -> None:
    for line in lines:
        act.add(
            LeavingLine(
                leaving_id=leaving.id, what=line.what, text=line.text[:200], of_kind=line.of_kind, of_id=line.of_id,
                to_id=line.to_id, open=line.open, why=line.why[:300],
                until=line.until,
            )
        )  # fmt: skip


# --- accounts -----------------------------------------------------------------------------


@departure
def accounts(going: Departure) -> Iterator[Line]:
    """Every account they hold is taken back; of shared ones whose password they have used, it is to be changed."""
    transaction = going.act.transaction
    held = list(Account.objects.filter(owner=going.person, custody="held").order_by("pk"))
    outcomes = transaction.do(
        registry.actions["account.withdraw"], [Item(account.pk, data={}) for account in held], checked=True
    )
    for account, outcome in zip(held, outcomes, strict=True):
        line = Line("account", account_title(account), "account", account.pk, open=not outcome.done, why=outcome.why)
        yield line
    known = [account for account in known_to(going.person.pk) if account not in held]
    transaction.do(
        registry.actions["account.expose"], [Item(account.pk) for account in known], actor=SYSTEM, checked=True
    )
    for account in known:
        yield Line("shared", account_title(account), "account", account.pk, account.owner_id, open=True)


# --- afterwards ------------------------------------------------------------------------------


@command("leaving.finish", zh="离岗交接.交清", en="All handed over", on=LEAVING, leads={"status": ("switched", "done")},
         primary=True)  # fmt: skip
def finish(leavings: Batch[Leaving, None], act: Act) -> None:
    """What was open has been seen to: refused while accounts wait for a new password or work has no owner."""
    for leaving, _nothing in leavings:
        if still := open_lines(leaving):
            leavings.refuse(
                leaving, _("还有 %(n)s 项没有交清：%(first)s。") % {"n": len(still), "first": still[0].text}
            )


def open_lines(leaving: Leaving) -> list[LeavingLine]:
    """Lines that still need somebody: as the records are now, not as they were."""
    lines = list(leaving.lines.order_by("pk"))
    due = set(
        Account.objects.filter(
            pk__in=[line.of_id for line in lines if line.of_kind == "account"], rotation="due"
        ).exclude(custody="closed").values_list("pk", flat=True)
    )  # fmt: skip
    found = []
    for line in lines:
        if line.of_kind == "account":
            if line.of_id in due:
                found.append(line)
        elif line.open and _still_theirs(line, leaving):
            found.append(line)
    return found


def _still_theirs(line: LeavingLine, leaving: Leaving) -> bool:
    subject = registry.subjects.get(line.of_kind)
    if subject is None or subject.unfinished is None:
        return False
    rows = subject.model._default_manager.filter(subject.unfinished(), pk=line.of_id, owner_id=leaving.person_id)
    return rows.exists()


@command("leaving.undo", zh="离岗交接.恢复", en="Undo", on=LEAVING, leads={"status": ("switched", "undone")})
def undo(leavings: Batch[Leaving, None], act: Act) -> None:
    """It was a mistake: log-in and posts come back.  Accounts are given anew, and what was handed over stays there."""
    for leaving, _nothing in leavings:
        lines = list(leaving.lines.all())
        held = {line.of_id: line.until for line in lines if line.what == "post"}
        for assignment in Assignment.objects.filter(pk__in=list(held)):
            assignment.until = held[assignment.pk]
            act.change(assignment)
        for assignment in Assignment.objects.filter(pk__in=[line.of_id for line in lines if line.what == "begun"]):
            assignment.until = assignment.since
            act.change(assignment)
        User.objects.filter(pk__in=[line.of_id for line in lines if line.what == "log_in"]).update(is_active=True)
        if leaving.kind == "leave":
            act.transaction.afterwards(lambda person=leaving.person_id: _bring_back(person, act))
    act.transaction.afterwards(kept.forget)


def _bring_back(person: int, act: Act) -> None:
    act.transaction.do(registry.actions["person.rejoin"], [Item(person)], actor=SYSTEM, checked=True)
