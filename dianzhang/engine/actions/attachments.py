"""Files beside any record: whoever sees it may attach one; whoever attached it may take it back.

The file comes in first, by a page or the API, and the action names it by the ticket that was given for it
(``engine/files``).  What it is called may name people, so the journal has its digest only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from ..files import of_ticket
from ..files.sweeping import holds_files
from ..models import Attachment
from ..outcome import Act, Batch
from ..personal import Kept, Personal
from ..registry import Field, Subject, command
from ..telling import beside
from .notes import works_here, wrote_it

ATTACHMENT = Subject(
    "attachment",
    zh="附件",
    model=Attachment,
    axes=(AxisWord("status", "状态", {"kept": "在", "withdrawn": "已撤回"}, "kept"),),
    fields=(
        Field("of_kind", "所属种类", Unit.TEXT, attr="subject_kind"),
        Field("of_id", "所属编号", Unit.COUNT, attr="subject_id"),
        Field("name", "文件名", Unit.TEXT, journal=False),
        Field("kind", "格式", Unit.TEXT),
        Field("size", "字节数", Unit.COUNT),
        Field("sha256", "校验值", Unit.TEXT),
    ),
    title=lambda attachment: attachment.name,
    beside=("subject_kind", "subject_id"),
)


class Attached(BaseModel):
    """``file`` is the ticket given when it came in (``POST /api/v1/files``)."""

    of_kind: str = Kept(carried=True, max_length=40)
    of_id: int = Kept(carried=True, ge=1)
    file: str = Personal(carried=True, max_length=1000)


@command("attachment.add", zh="附件.添加", en="Attach", on=ATTACHMENT, creates=True, input=Attached, open=works_here)
def add(attachments: Batch[Attachment, Attached], act: Act) -> None:
    """A file beside a record that one may see."""
    for attachment, given in attachments:
        kept = of_ticket(given.file, act.actor)
        found = beside(given.of_kind, given.of_id, act.actor)
        if found is None:
            attachments.refuse(attachment, _("没有找到要附上文件的那条记录。"))
        elif kept is None:
            attachments.refuse(attachment, _("没有收到这个文件，或者已经过了一天：再传一次。"))
        else:
            attachment.subject_kind, attachment.subject_id = given.of_kind, given.of_id
            attachment.name, attachment.kind = kept.name, kept.kind
            attachment.size, attachment.sha256 = kept.size, kept.sha256
            attachment.author_id, attachment.added_at = act.actor.person_id, act.at
            attachment.unit_id = getattr(found[1], "unit_id", None)
            _tell(attachment, act)


@command(
    "attachment.withdraw", zh="附件.撤回", en="Withdraw", on=ATTACHMENT, leads={"status": ("kept", "withdrawn")},
    open=wrote_it,
)  # fmt: skip
def withdraw(attachments: Batch[Attachment, None], act: Act) -> None:
    """What one attached is no longer to be had; that it was there stays."""
    for attachment, _nothing in attachments:
        _tell(attachment, act)


Follow = Callable[[int], None]
_followers: dict[str, Follow] = {}


def when_attached(kind: str) -> Callable[[Follow], Follow]:
    """Register what follows, for a kind of record, when a file is put beside one or taken back: its number is given."""

    def register(follow: Follow) -> Follow:
        _followers[kind] = follow
        return follow

    return register


def is_followed(kind: str) -> bool:
    """Whether records of this kind are found by what is put beside them."""
    return kind in _followers


def _tell(attachment: Attachment, act: Act) -> None:
    follow, number = _followers.get(attachment.subject_kind), attachment.subject_id
    if follow is not None:
        act.transaction.afterwards(lambda: follow(number))


@holds_files
def held() -> Iterable[str]:
    return Attachment.objects.filter(status="kept").values_list("sha256", flat=True)
