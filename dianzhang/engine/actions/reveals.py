"""Seeing what is masked, with a reason (requirement S2).

Every subject with personal fields has the command ``X.reveal`` (看全).  Who may is for an access rule to say, as of any
action.  The journal keeps which fields were shown to whom, never their values; the reason is a note beside the record.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from .. import seeing
from ..outcome import Act, Batch
from ..personal import Carried, Personal
from ..registry import Subject, command, every_subject
from ..seeing import REVEAL
from ..telling import write_down
from ..words import join, word


class Unmasking(BaseModel):
    """``fields`` names what is to be shown, with commas between; the reason stays out of the journal."""

    fields: str = Carried(max_length=300, pattern=r"^[a-z_]+(,[a-z_]+)*$")
    reason: str = Personal(
        ..., min_length=1, max_length=300, description="能看一刻钟；谁、什么时候、为什么看了哪几项，都会留下。"
    )


def personal_fields(subject: Subject) -> frozenset[str]:
    """What a reveal can show.  Secrets, such as cost, are granted or not: no reason opens them."""
    return frozenset(known.name for known in subject.fields if known.personal and not known.secret)


@every_subject
def declare(subject: Subject) -> None:
    can_be_shown = personal_fields(subject)
    if not can_be_shown:
        return

    def unfit(record: Any, given: Unmasking | None, act: Act) -> str:
        """Nobody is asked about what does not exist or is seen anyway."""
        names = frozenset(given.fields.split(",")) if given is not None else can_be_shown
        if unknown := names - can_be_shown:
            return _("“%(field)s”不是可以看全的字段。") % {"field": min(unknown)}
        if not names & seeing.hidden_fields(act.actor, subject):
            return _("这些你的岗位本来就看得到全部。")
        return ""

    @command(
        f"{subject.name}{REVEAL}", zh=f"{subject.zh}.看全", en="Reveal", on=subject, input=Unmasking, unfit=unfit,
    )  # fmt: skip
    def reveal(records: Batch[Any, Unmasking], act: Act) -> None:
        """Show masked personal data of this record to whoever asks, for a quarter of an hour."""
        for record, given in records:
            if why := unfit(record, given, act):
                records.refuse(record, why)
                continue
            names = join(word(subject.field[name].zh) for name in given.fields.split(","))
            text = _("看全%(fields)s：%(reason)s") % {"fields": names, "reason": given.reason}
            write_down(act, subject, record, text)
