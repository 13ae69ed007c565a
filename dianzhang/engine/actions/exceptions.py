"""Exceptions: a deadline of any subject is waived, with a reason, by someone who agrees (requirement R6).

Every subject has the command ``X.excuse`` (另作安排).  A rulebook may say who agrees; where it says nothing it is the
superior of whoever asks.  What is waived counts neither as kept nor as broken, also if it was missed before.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.kernel.clocks import EXCUSABLE
from dianzhang.kernel.vocabulary import EXCUSE

from .. import rulebooks
from ..access import Actor
from ..models import ClockRow, Note
from ..outcome import Act, Batch
from ..personal import Carried, Personal
from ..registry import Subject, command, every_subject, subjects

UNCLOCKED = frozenset({"approval"})  # requests wait by a gate's own time-outs: answer them instead


class Waiver(BaseModel):
    """``rule`` is the id of the deadline that is waived; the reason stays out of the journal."""

    rule: str = Carried(max_length=120)
    reason: str = Personal(..., min_length=1, max_length=300)


def owing(record: Any, actor: Actor) -> bool:
    """Whoever owes it may ask; the agreement of another stands before it."""
    return actor.person_id is not None and getattr(record, "owner_id", None) == actor.person_id


def consent_of(record: Any, given: Waiver, opened: frozenset[str]) -> tuple[int, Any] | None:
    """The gate of the deadline's own version, so that a newer version or a repeal lets nobody waive alone.

    None once a gate of a rulebook has been opened: whom it names has agreed.
    """
    if opened:
        return None
    rows = ClockRow.objects.filter(subject_id=record.id, rule=given.rule, state__in=EXCUSABLE)
    clock = rows.filter(subject_kind=kind_of(record)).order_by("-id").first()
    gate = rulebooks.rule_of(clock.version_id, f"{given.rule}{EXCUSE}") if clock is not None else None
    return (clock.version_id, gate) if clock is not None and gate is not None else None


def unfit(record: Any, given: Waiver | None, act: Act) -> str:
    """Nobody is asked about what is neither owed nor missed."""
    kind = kind_of(record)
    if given is not None and (record.id, given.rule) not in owed(kind, [record.id]):
        return _("这条时限没有在计时，也没有逾期，用不着另作安排。")
    return ""


def kind_of(record: Any) -> str:
    return next(subject.name for subject in subjects.values() if subject.model is type(record))


@every_subject
def declare(subject: Subject) -> None:
    if subject.name in UNCLOCKED:
        return

    @command(
        f"{subject.name}{EXCUSE}", zh=f"{subject.zh}.另作安排", en="Make an exception", on=subject, input=Waiver,
        open=owing, consent=consent_of, unfit=unfit,
    )  # fmt: skip
    def excuse(records: Batch[Any, Waiver], act: Act) -> None:
        """Waive a deadline that runs or was missed: it counts neither as kept nor as broken."""
        rows = owed(subject.name, [record.id for record, _given in records])
        for record, given in records:
            if (record.id, given.rule) not in rows:
                records.refuse(record, _("这条时限没有在计时，也没有逾期，用不着另作安排。"))
                continue
            act.add(
                Note(
                    subject_kind=subject.name, subject_id=record.id, author_id=act.actor.person_id, written_at=act.at,
                    text=_("另作安排：%(reason)s") % {"reason": given.reason},
                )
            )  # fmt: skip
            act.transaction.late.add((subject.name, record.id))  # a missed one that was done late must be looked up


def owed(kind: str, ids: list[int]) -> set[tuple[int, str]]:
    """(record, rule) of every deadline that runs, rests or was missed."""
    rows = ClockRow.objects.filter(subject_kind=kind, subject_id__in=ids, state__in=EXCUSABLE)
    return set(rows.values_list("subject_id", "rule"))
