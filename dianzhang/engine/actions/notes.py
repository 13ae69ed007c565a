"""Notes beside any record: whoever sees it may write one; whoever wrote it may withdraw it, and that stays to be seen.

What is written names people and says what it likes, so it is kept beside the journal; that it was written is in it.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from ..access import Actor
from ..models import Attachment, Note
from ..organisation import organisation
from ..outcome import Act, Batch
from ..personal import Kept, Personal
from ..registry import Field, Subject, command
from ..telling import beside, tell_mentioned

NOTE = Subject(
    "note",
    zh="备注",
    model=Note,
    axes=(AxisWord("status", "状态", {"kept": "在", "with": "随办理写下", "withdrawn": "已撤回"}, "kept"),),
    fields=(
        Field("of_kind", "所属种类", Unit.TEXT, attr="subject_kind"),
        Field("of_id", "所属编号", Unit.COUNT, attr="subject_id"),
        Field("text", "内容", Unit.TEXT, journal=False),
    ),
    title=lambda note: f"#{note.pk}",
    beside=("subject_kind", "subject_id"),
)


class Written(BaseModel):
    """What there is to say of which record.  ``@`` and a name tells that person."""

    of_kind: str = Kept(carried=True, max_length=40)
    of_id: int = Kept(carried=True, ge=1)
    text: str = Personal(..., min_length=1, max_length=4000, title="备注")


def works_here(_record: object, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id in organisation().active


def wrote_it(record: Note | Attachment, actor: Actor) -> bool:
    return actor.person_id is not None and record.author_id == actor.person_id


@command("note.write", zh="备注.写下", en="Write", on=NOTE, creates=True, input=Written, open=works_here)
def write(notes: Batch[Note, Written], act: Act) -> None:
    """Something worth remembering, beside a record that one may see."""
    for note, given in notes:
        found = beside(given.of_kind, given.of_id, act.actor)
        if found is None:
            notes.refuse(note, _("没有找到要备注的那条记录。"))
            continue
        if not given.text.strip():
            notes.refuse(note, _("写点什么再放上去。"))
            continue
        subject, record = found
        note.subject_kind, note.subject_id = given.of_kind, given.of_id
        note.author_id, note.written_at, note.text = act.actor.person_id, act.at, given.text.strip()
        note.unit_id = getattr(record, "unit_id", None)
        tell_mentioned(act, subject, record, note.text)


@command(
    "note.withdraw", zh="备注.撤回", en="Withdraw", on=NOTE, leads={"status": ("kept", "withdrawn")}, open=wrote_it
)
def withdraw(notes: Batch[Note, None], act: Act) -> None:
    """What one wrote is gone; that one wrote something, and took it back, stays."""
    for note, _nothing in notes:
        note.text = ""
