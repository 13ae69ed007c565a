"""Documents are written and revised: a text, a file, or both; every version stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import reading
from dianzhang.engine.access import Actor
from dianzhang.engine.files import Kept as KeptFile
from dianzhang.engine.files import of_ticket
from dianzhang.engine.moment import HOME, day_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import tell_mentioned

from ..models import Document, DocumentVersion, Folder
from .linking import Link, add_link, wrong_link
from .reading import newest, spell
from .states import DOCUMENT, FOLDER

LONGEST = 300_000  # letters of one text: a thick book
REVIEWED_BY = time(18)
KindName = Literal["process", "retrospective", "training", "goods", "orders", "campaign", "analysis", "other"]


class Written(Link):
    """``file`` is the ticket given when it came in.  A day of review counts to 18:00."""

    folder_id: int = Kept(..., ge=1, title="文件夹")
    title: str = Personal(..., min_length=1, max_length=120, title="标题")
    kind: KindName = Kept("process", title="类别")
    text: str = Personal("", max_length=LONGEST, title="正文", description="可以用 Markdown：# 标题、- 列表、| 表格 |")
    review_on: date | None = Personal(None, title="复核日期", description="到这一天再看一遍还对不对")
    file: str = Personal("", carried=True, max_length=1000)


class Revised(BaseModel):
    """The whole text as it is from now on.  Without a new file the one there was stays."""

    text: str = Personal("", max_length=LONGEST, title="正文")
    said: str = Personal("", max_length=200, title="改了什么")
    file: str = Personal("", carried=True, max_length=1000)


def works_here(_document: Document, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id in organisation().active


def answers_for(document: Document, actor: Actor) -> bool:
    """Whoever wrote it or took it over, and whoever keeps its folder."""
    if actor.person_id is None:
        return False
    if document.owner_id == actor.person_id:
        return True
    return document.folder.owner_id == actor.person_id  # lists have read the folder


def review_time(day: date | None) -> datetime | None:
    return datetime.combine(day, REVIEWED_BY, HOME) if day is not None else None


def not_yet_passed(day: date | None, act: Act) -> str:
    return _("复核日期已经过去了。") if day is not None and day < day_of(act.at) else ""


def into(folder_id: int, actor: Actor) -> Folder | str:
    """The folder that a document is to stand in; or why it cannot."""
    folder = reading.find(actor, FOLDER, folder_id)
    if folder is None:
        return _("没有这个文件夹，或者你看不到它。")
    return folder if folder.status == "open" else _("这个文件夹已经停用，换一个。")


def _file(ticket: str, act: Act) -> KeptFile | str | None:
    if not ticket:
        return None
    return of_ticket(ticket, act.actor) or _("没有收到这个文件，或者已经过了一天：再传一次。")


def _version(document: Document, text: str, said: str, file: Any, act: Act) -> DocumentVersion:
    """The next version; ``file`` is one that came in or the version whose file stays."""
    document.version += 1
    document.letters, document.filed, document.written_at = len(text), file is not None, act.at
    made = DocumentVersion(
        document_id=document.pk, number=document.version, text=text, said=said, author_id=act.actor.person_id,
        written_at=act.at,
    )  # fmt: skip
    if file is not None:
        made.name, made.kind, made.size, made.sha256 = file.name, file.kind, file.size, file.sha256
    act.add(made)
    spell(act, document, made)
    tell_mentioned(act, DOCUMENT, document, text)
    return made


@command("document.write", zh="文档.写下", en="Write", on=DOCUMENT, creates=True, input=Written, open=works_here)
def write(documents: Batch[Document, Written], act: Act) -> None:
    """A document in a folder that one reads; whoever writes it answers for it."""
    for document, given in documents:
        file, folder = _file(given.file, act), into(given.folder_id, act.actor)
        why = not_yet_passed(given.review_on, act) or wrong_link(given, act.actor)
        if isinstance(folder, str) or isinstance(file, str) or why:
            documents.refuse(document, folder if isinstance(folder, str) else file if isinstance(file, str) else why)
        elif not given.text.strip() and file is None:
            documents.refuse(document, _("写上正文，或者附一个文件。"))
        else:
            document.folder_id, document.title, document.kind = folder.pk, given.title.strip(), given.kind
            document.owner_id, document.unit_id = act.actor.person_id, folder.unit_id
            document.review_at = review_time(given.review_on)
            _version(document, given.text.strip(), "", file, act)
            add_link(act, document, given)


def as_written(document: Document) -> Mapping[str, Any]:
    version = newest(document)
    return {"text": version.text if version is not None else ""}


@command(
    "document.revise", zh="文档.修订", en="Revise", on=DOCUMENT, requires={"status": "kept"}, input=Revised,
    open=answers_for, begins=as_written, primary=True,
)  # fmt: skip
def revise(documents: Batch[Document, Revised], act: Act) -> None:
    """The next version; those before stay as they were."""
    for document, given in documents:
        file, before = _file(given.file, act), newest(document)
        if isinstance(file, str):
            documents.refuse(document, file)
            continue
        kept: Any = file or (before if before is not None and before.sha256 else None)
        text = given.text.strip()
        if before is not None and file is None and text == before.text:
            documents.unchanged(document)
        elif not text and kept is None:
            documents.refuse(document, _("写上正文，或者附一个文件。"))
        else:
            _version(document, text, given.said.strip(), kept, act)
