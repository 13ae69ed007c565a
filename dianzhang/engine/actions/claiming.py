"""A deadline that a post owes and no person: one of its holders takes it on, so that the others leave it to them.

Every subject has the commands ``X.claim`` (认领) and ``X.give_back`` (放回).  Who is judged by the deadline does not
change: the post owes it, whoever does it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from .. import access
from ..access import Actor
from ..models import ClockRow
from ..organisation import organisation
from ..outcome import Act, Batch
from ..parties import is_of
from ..personal import Carried
from ..registry import Subject, command, every_subject
from .exceptions import UNCLOCKED

CLAIM, GIVE_BACK = ".claim", ".give_back"


class Which(BaseModel):
    """``rule`` is the id of the deadline."""

    rule: str = Carried(max_length=120)


def claimable(row: ClockRow, person: int | None) -> bool:
    """Whether this person could take the deadline on: it is of a post of theirs, and nobody has it."""
    return row.live and row.taker_id is None and row.owner_id is None and is_of(None, row.owner_post, person)


def returnable(row: ClockRow, person: int | None) -> bool:
    """Whoever has it gives it back, or someone above them does; of one who leaves, the house (None)."""
    if not row.live or row.taker_id is None:
        return False
    return person is None or row.taker_id == person or organisation().leads(person, row.taker_id)


def works_on(subject: Subject) -> Any:
    """Whoever sees the record by the reach of their post or has it; of what is nobody's yet, whoever holds its post.

    Where somebody has it, ``post`` only says in which post they do: that opens it to no colleague.
    """

    def open_to(record: Any, actor: Actor) -> bool:
        if actor.person_id is None:
            return False
        owner = getattr(record, "owner_id", None)
        meant = owner is None and is_of(None, getattr(record, "post", ""), actor.person_id)
        if owner == actor.person_id or meant:
            return True
        return access.covers(actor, access.reach_of(actor, f"{subject.name}.view"), record)

    return open_to


@every_subject
def declare(subject: Subject) -> None:
    if subject.name in UNCLOCKED:
        return
    known = {field.name for field in subject.model._meta.get_fields()}
    if not {"owner", "unit"} <= known:
        return
    about = {"on": subject, "input": Which, "open": works_on(subject), "in_person": True, "beside": True}

    @command(f"{subject.name}{CLAIM}", zh=f"{subject.zh}.认领", en="Claim", undo=f"{subject.name}{GIVE_BACK}", **about)
    def claim(records: Batch[Any, Which], act: Act) -> None:
        """Take on a deadline that a post of one's own owes; refused when somebody else has it."""
        person, rows = act.actor.person_id, running(subject.name, [record.id for record, _given in records])
        for record, given in records:
            row = rows.get((record.id, given.rule))
            if row is not None and row.taker_id == person is not None:
                records.unchanged(record)
            elif why := _why_not(row, person):
                records.refuse(record, why)
            elif row is not None and not _take(row, None, person):
                records.refuse(record, _("刚刚有人认领了。"))

    @command(f"{subject.name}{GIVE_BACK}", zh=f"{subject.zh}.放回", en="Give back", **about)
    def give_back(records: Batch[Any, Which], act: Act) -> None:
        """The deadline is the whole post's again."""
        person, rows = act.actor.person_id, running(subject.name, [record.id for record, _given in records])
        for record, given in records:
            row = rows.get((record.id, given.rule))
            if row is None or row.taker_id is None:
                records.refuse(record, _("这条时限现在没有人认领。"))
            elif not returnable(row, person):
                records.refuse(record, _("这是%(who)s认领的，由他本人或上级放回。") % {"who": name_of(row.taker_id)})
            else:
                _take(row, row.taker_id, None)


def running(kind: str, ids: Iterable[int]) -> dict[tuple[int, str], ClockRow]:
    """(record, rule) -> its last deadline that is still open."""
    rows = ClockRow.objects.filter(subject_kind=kind, subject_id__in=list(ids), live=True).order_by("id")
    return {(row.subject_id, row.rule): row for row in rows}


def _why_not(row: ClockRow | None, person: int | None) -> str:
    if row is None:
        return _("这条时限已经结束，用不着认领。")
    if row.owner_id is not None:
        return _("这条时限有责任人：%(who)s，用不着认领。") % {"who": name_of(row.owner_id)}
    if row.taker_id is not None:
        return _("%(who)s已经认领了。") % {"who": name_of(row.taker_id)}
    return "" if claimable(row, person) else _("这条时限不归你的岗位，你不能认领。")


def _take(row: ClockRow, had: int | None, now: int | None) -> bool:
    """Of two who take it at the same time the database lets one."""
    return ClockRow.objects.filter(pk=row.pk, live=True, taker_id=had).update(taker_id=now) == 1


def name_of(person: int | None) -> str:
    return organisation().names.get(person or 0) or _("某位同事")
