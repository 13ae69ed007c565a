"""Exceptions: a deadline of any subject is waived, with a reason, by someone who agrees (requirement R6).

Every subject has the command ``X.excuse`` (另作安排).  A rulebook may say who agrees; where it says nothing it is the
superior of whoever asks.  What is waived counts neither as kept nor as broken, also if it was missed before.  A new
date may be offered with it: once agreed, the same is owed until then, and that deadline counts like any other.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.kernel.clocks import EXCUSABLE
from dianzhang.kernel.vocabulary import EXCUSE

from .. import rulebooks
from ..access import Actor
from ..inputs import Moment
from ..models import ClockRow
from ..organisation import organisation
from ..outcome import Act, Batch
from ..personal import Carried, Personal
from ..registry import Subject, command, every_subject, subjects
from ..telling import write_down

_SHARED_BY: dict[type[Any], str] = {}  # of kinds that holders of a post owe together: the attribute that names it
UNCLOCKED = frozenset({"approval"})  # requests wait by a gate's own time-outs: answer them instead


class Waiver(BaseModel):
    """``rule`` is the id of the deadline that is waived; the reason stays out of the journal.

    ``until``: when it is owed instead; left out, nothing is owed any more and nothing reminds of it.
    """

    rule: str = Carried(max_length=120)
    reason: str = Personal(..., min_length=1, max_length=300)
    until: Moment | None = Field(None, title="改到何时", description="不填：同意以后不再计时，也不再提醒。")


def owing(record: Any, actor: Actor) -> bool:
    """Whoever owes it may ask, also one of several who hold the post that does; the agreement of another stands before
    it."""
    if actor.person_id is None:
        return False
    owner = getattr(record, "owner_id", None)
    if owner is not None or not (post := _SHARED_BY.get(type(record), "")):
        return bool(owner == actor.person_id)
    return getattr(record, post) in organisation().posts_of.get(actor.person_id, ())


def consent_of(record: Any, given: Waiver, opened: frozenset[str]) -> tuple[int, Any] | None:
    """The gate of the deadline's own version, so that a newer version or a repeal lets nobody waive alone.

    None once a gate of a rulebook has been opened: whom it names has agreed.
    """
    if opened:
        return None
    clock = owed(kind_of(record), [record.id]).get((record.id, given.rule))
    gate = rulebooks.rule_of(clock.version_id, f"{given.rule}{EXCUSE}") if clock is not None else None
    return (clock.version_id, gate) if clock is not None and gate is not None else None


def unfit(record: Any, given: Waiver | None, act: Act) -> str:
    """Nobody is asked about what is neither owed nor missed, nor about a date that cannot be."""
    if given is None:
        return ""
    return _why_not(owed(kind_of(record), [record.id]).get((record.id, given.rule)), given, act)


def _why_not(clock: ClockRow | None, given: Waiver, act: Act) -> str:
    if clock is None:
        return _("这条时限没有在计时，也没有逾期，用不着另作安排。")
    if given.until is None:
        return ""
    if clock.ended_at is not None:
        return _("这件事已经办完，不用再定新的期限：把“改到何时”留空。")
    return _("新的期限已经过去了，请另定一个。") if given.until <= act.at else ""


def kind_of(record: Any) -> str:
    return next(subject.name for subject in subjects.values() if subject.model is type(record))


@every_subject
def declare(subject: Subject) -> None:
    if subject.name in UNCLOCKED:
        return
    if subject.shared_by:
        _SHARED_BY[subject.model] = subject.shared_by

    @command(
        f"{subject.name}{EXCUSE}", zh=f"{subject.zh}.另作安排", en="Make an exception", on=subject, input=Waiver,
        open=owing, consent=consent_of, unfit=unfit,
    )  # fmt: skip
    def excuse(records: Batch[Any, Waiver], act: Act) -> None:
        """Waive a deadline that runs or was missed, or put it off: it counts neither as kept nor as broken."""
        rows = owed(subject.name, [record.id for record, _given in records])
        for record, given in records:
            if why := _why_not(rows.get((record.id, given.rule)), given, act):
                records.refuse(record, why)
                continue
            write_down(act, subject, record, _("另作安排：%(reason)s") % {"reason": given.reason})
            act.transaction.late.add((subject.name, record.id))  # a missed one that was done late must be looked up


def owed(kind: str, ids: list[int]) -> dict[tuple[int, str], ClockRow]:
    """(record, rule) -> the last deadline that runs, rests or was missed."""
    rows = ClockRow.objects.filter(subject_kind=kind, subject_id__in=ids, state__in=EXCUSABLE).order_by("id")
    return {(row.subject_id, row.rule): row for row in rows}
