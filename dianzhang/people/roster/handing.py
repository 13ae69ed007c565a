"""交班: whoever leaves writes what is open; whoever comes sees it on the day's page and takes it."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.access import Actor
from dianzhang.engine.moment import now
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import tell

from .models import Handover, Turn
from .people import units_of
from .states import HANDOVER

EARLY = timedelta(hours=2)  # so long before the end it may be written
LATE = timedelta(hours=12)  # and so long after it
NEXT = timedelta(hours=24)  # who comes later than this does not come next


class Written(BaseModel):
    """What is open: for whoever is there next."""

    turn_id: int = Kept(..., ge=1, carried=True)
    text: str = Personal(..., min_length=1, max_length=2000, title="没办完的事")


def has_turns(_note: Handover, actor: Actor) -> bool:
    return actor.person_id is not None


def colleague(note: Handover, actor: Actor) -> bool:
    """Somebody of the unit other than whoever wrote it."""
    return actor.person_id != note.owner_id and note.unit_id in units_of(actor.person_id)


def ending(person_id: int | None) -> Turn | None:
    """The turn at whose end somebody is to hand over now, and has not yet."""
    at = now()
    near = Turn.objects.filter(owner_id=person_id, status="set", ends_at__lte=at + EARLY, ends_at__gt=at - LATE)
    for turn in near.filter(starts_at__lte=at).order_by("-ends_at"):
        if not Handover.objects.filter(turn_id=turn.pk).exists():
            return turn
    return None


def coming(turn: Turn) -> list[int]:
    """Who is on next in the post: those of the first turn to come, and those who go on beyond this one."""
    further = Turn.objects.filter(post=turn.post, unit_id=turn.unit_id or 0, status="set", ends_at__gt=turn.ends_at)
    near = list(further.filter(starts_at__lt=turn.ends_at + NEXT).exclude(owner_id=turn.owner_id).order_by("starts_at"))
    if not near:
        return []
    first = max(near[0].starts_at, turn.ends_at)
    return [one.owner_id for one in near if one.starts_at <= first and one.owner_id is not None]


@command("handover.write", zh="交班.写交班", en="Write", on=HANDOVER, creates=True, input=Written, open=has_turns)
def write(notes: Batch[Handover, Written], act: Act) -> None:
    """At the end of one's turn: what is open, for whoever is on next; they hear of it."""
    for note, given in notes:
        turn = Turn.objects.filter(pk=given.turn_id, status="set", owner_id=act.actor.person_id).first()
        if turn is None:
            notes.refuse(note, _("这一班不是你的，或已经改了。"))
            continue
        if not turn.starts_at <= act.at or not turn.ends_at - EARLY <= act.at <= turn.ends_at + LATE:
            notes.refuse(note, _("交班在下班前两小时到下班后十二小时里写。"))
            continue
        if Handover.objects.filter(turn_id=turn.pk).exists():
            notes.refuse(note, _("这一班已经交过了，要补充就在下面写一句。"))
            continue
        note.turn_id, note.post, note.text, note.written_at = turn.pk, turn.post, given.text.strip(), act.at
        note.owner_id, note.unit_id = act.actor.person_id, turn.unit_id
        tell(act, HANDOVER, note, "told", coming(turn), action="handover.write")


@command(
    "handover.take", zh="交班.接班", en="Take over", on=HANDOVER, leads={"status": ("open", "taken")}, open=colleague,
    in_person=True, primary=True,
)  # fmt: skip
def take(notes: Batch[Handover, None], act: Act) -> None:
    """Read, and taken on."""
    for note, _nothing in notes:
        note.taken_by_id, note.taken_at = act.actor.person_id, act.at
        tell(act, HANDOVER, note, "told", [note.owner_id], action="handover.take")
