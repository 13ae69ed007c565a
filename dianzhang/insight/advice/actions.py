"""Advice is proposed, taken up or not, done, looked at on its day, closed."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.access import SYSTEM, Actor
from dianzhang.engine.act import together
from dianzhang.engine.keepers import head_of_all
from dianzhang.engine.moment import day_of, today
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import actions, command, consequence
from dianzhang.engine.rounds import every
from dianzhang.engine.telling import tell, write_down
from dianzhang.measure.chosen import MeasureName

from ..reports.models import PeriodReport
from ..reports.states import reads, writes
from .effect import effect_of
from .models import Advice
from .states import ADVICE, deciders, decides, does

PAUSE = 300.0  # seconds between two looks for what is to be looked at


class Proposed(BaseModel):
    """What is to be done, by whom and when, and which number it is to move."""

    title: str = Personal(..., min_length=1, max_length=80, title="一句话")
    what: str = Personal("", max_length=2000, title="怎样做")
    person: str = Personal(..., min_length=1, max_length=40, title="谁做")
    due_at: datetime = Kept(..., title="做完时限")
    measure: MeasureName = Kept("", title="看哪个数", description="说不出哪个数就不选，效果就说不清")
    direction: Literal["up", "down"] = Kept("up", title="往哪边动")
    percent: int | None = Kept(None, ge=0, le=1000, title="至少动百分之几")
    review_on: date = Kept(..., title="哪天看效果", description="做完以后到这天的前一天，和开始以前一样多的日子比")
    report_id: int | None = Kept(None, ge=1, carried=True)


class Why(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=1000, title="为什么")


class Note(BaseModel):
    note: str = Personal("", max_length=1000)


class Learned(BaseModel):
    note: str = Personal(..., min_length=1, max_length=1000, title="学到什么、接着怎样")


def works_here(_advice: Advice, actor: Actor) -> bool:
    return actor.person_id in organisation().active


@command(
    "advice.propose", zh="经营建议.提出", en="Propose", on=ADVICE, creates=True, input=Proposed, open=works_here,
)  # fmt: skip
def propose(rows: Batch[Advice, Proposed], act: Act) -> None:
    """Say what is to be done about a number; the post above decides."""
    org = organisation()
    for advice, given in rows:
        person = org.codes.get(given.person)
        if person not in org.posts_of:
            rows.refuse(advice, _("没有在岗的人“%(who)s”。") % {"who": given.person})
            continue
        if day_of(given.due_at) < day_of(act.at):
            rows.refuse(advice, _("做完的时限已经过去了，请另定。"))
            continue
        if given.review_on <= day_of(given.due_at):
            rows.refuse(advice, _("看效果的日子要在做完的时限以后，中间至少隔一天才有数。"))
            continue
        if given.report_id is not None and not _opens(given.report_id, act.actor):
            rows.refuse(advice, _("没有这份经营报告，或者不归你看。"))
            continue
        for name in ("title", "what"):
            setattr(advice, name, getattr(given, name).strip())
        for name in ("due_at", "measure", "direction", "percent", "review_on", "report_id"):
            setattr(advice, name, getattr(given, name))
        advice.author_id, advice.owner_id, advice.unit_id = act.actor.person_id, person, act.actor.unit_id
        advice.post = org.superior(act.actor.post) or head_of_all(org) or act.actor.post
        advice.proposed_at = act.at
        tell(act, ADVICE, advice, "told", (*deciders(advice), person), action="advice.propose")


def _opens(report: int, actor: Actor) -> bool:
    found = PeriodReport.objects.filter(pk=report).first()
    return found is not None and (actor.unbound or writes(found, actor) or reads(found, actor))


@command(
    "advice.adopt", zh="经营建议.采纳", en="Take up", on=ADVICE, leads={"status": ("proposed", "adopted")}, input=Note,
    open=decides, primary=True,
)  # fmt: skip
def adopt(rows: Batch[Advice, Note], act: Act) -> None:
    """It is to be done, by whom and when it says."""
    for advice, given in rows:
        advice.decided_at = act.at
        write_down(act, ADVICE, advice, given.note)
        tell(act, ADVICE, advice, "told", [advice.author_id, advice.owner_id], action="advice.adopt")


@command(
    "advice.decline", zh="经营建议.不采纳", en="Decline", on=ADVICE, leads={"status": ("proposed", "declined")},
    input=Why, open=decides,
)  # fmt: skip
def decline(rows: Batch[Advice, Why], act: Act) -> None:
    """Not this, and why; whoever proposed it reads the reason."""
    for advice, given in rows:
        advice.decided_at = advice.closed_at = act.at
        write_down(act, ADVICE, advice, given.reason)
        tell(act, ADVICE, advice, "told", [advice.author_id, advice.owner_id], action="advice.decline")


@command(
    "advice.begin", zh="经营建议.开始", en="Begin", on=ADVICE, leads={"status": ("adopted", "doing")}, open=does,
    primary=True,
)  # fmt: skip
def begin(rows: Batch[Advice, None], act: Act) -> None:
    """From today on it is being done: the days before are what it is compared with."""
    for advice, _nothing in rows:
        advice.began_on = day_of(act.at)


@command(
    "advice.finish", zh="经营建议.做完", en="Finish", on=ADVICE, leads={"status": ("doing", "done")}, input=Note,
    open=does, primary=True,
)  # fmt: skip
def finish(rows: Batch[Advice, Note], act: Act) -> None:
    """It is done; from tomorrow on the number is looked at."""
    for advice, given in rows:
        advice.done_on = day_of(act.at)
        write_down(act, ADVICE, advice, given.note)
        tell(act, ADVICE, advice, "told", [advice.author_id, *deciders(advice)], action="advice.finish")


@consequence("advice.review", zh="经营建议.看效果", en="Look at the effect", on=ADVICE,
             leads={"status": ("done", "reviewed")})  # fmt: skip
def review(rows: Batch[Advice, None], act: Act) -> None:
    """Its day has come: what the number was before and after is written down, with what else moved."""
    for advice, _nothing in rows:
        found = effect_of(advice)
        advice.verdict, advice.because, advice.reviewed_at = found.verdict, found.because, act.at
        advice.before, advice.after = ("" if value is None else f"{value:f}" for value in (found.before, found.after))
        advice.others = json.dumps(found.others, ensure_ascii=False)
        concerned = (*deciders(advice), advice.author_id, advice.owner_id)
        tell(act, ADVICE, advice, "told", concerned, action="advice.review")


@command(
    "advice.close", zh="经营建议.结案", en="Close", on=ADVICE, leads={"status": ("reviewed", "closed")}, input=Learned,
    open=decides, primary=True,
)  # fmt: skip
def close(rows: Batch[Advice, Learned], act: Act) -> None:
    """What was learned of it, and what comes next."""
    for advice, given in rows:
        advice.closed_at = act.at
        write_down(act, ADVICE, advice, given.note)
        tell(act, ADVICE, advice, "told", [advice.author_id, advice.owner_id], action="advice.close")


def review_due() -> int:
    """Look at what is done and whose day has come.  Returns how many."""
    rows = Advice.objects.filter(status="done", review_on__lte=today()).order_by("id")
    ids = list(rows.values_list("pk", flat=True)[:200])
    if ids:
        with together(SYSTEM) as tx:
            tx.do(actions["advice.review"], [Item(pk) for pk in ids], checked=True)
    return len(ids)


@every(PAUSE)
def review_in_time() -> int:
    """As :func:`review_due`, in a worker."""
    return review_due()
