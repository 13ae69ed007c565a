"""A document is put in order, looked through again, archived, and taken out of the archive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from dianzhang.engine.moment import day_of
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command

from ..models import Document
from .reading import newest, spell
from .states import DOCUMENT
from .writing import KindName, answers_for, into, not_yet_passed, review_time


class Filed(BaseModel):
    """Where it stands, what it is called, when it is looked through again."""

    folder_id: int = Kept(..., ge=1, title="文件夹")
    title: str = Personal(..., min_length=1, max_length=120, title="标题")
    kind: KindName = Kept(title="类别")
    review_on: date | None = Personal(None, title="复核日期")


class Reviewed(BaseModel):
    """``review_on``: when it is looked through the next time; empty: no more."""

    review_on: date | None = Personal(None, title="下一次复核")


def as_filed(document: Document) -> Mapping[str, Any]:
    review = day_of(document.review_at) if document.review_at is not None else None
    return {
        "folder_id": document.folder_id, "title": document.title, "kind": document.kind,
        "review_on": review.isoformat() if review else "",
    }  # fmt: skip


@command(
    "document.file", zh="文档.整理", en="File", on=DOCUMENT, requires={"status": "kept"}, input=Filed, open=answers_for,
    begins=as_filed,
)  # fmt: skip
def put_in_order(documents: Batch[Document, Filed], act: Act) -> None:
    """Another folder, title, kind or day of review; the text stays."""
    for document, given in documents:
        folder, why = into(given.folder_id, act.actor), not_yet_passed(given.review_on, act)
        if isinstance(folder, str) or why:
            documents.refuse(document, folder if isinstance(folder, str) else why)
            continue
        document.folder_id, document.unit_id = folder.pk, folder.unit_id
        document.title, document.kind = given.title.strip(), given.kind
        document.review_at = review_time(given.review_on)
        spell(act, document, newest(document))


@command(
    "document.review", zh="文档.复核", en="Review", on=DOCUMENT, requires={"status": "kept"}, input=Reviewed,
    open=answers_for,
)  # fmt: skip
def review(documents: Batch[Document, Reviewed], act: Act) -> None:
    """Looked through: it is still right."""
    for document, given in documents:
        if why := not_yet_passed(given.review_on, act):
            documents.refuse(document, why)
        else:
            document.reviewed_at, document.review_at = act.at, review_time(given.review_on)


@command(
    "document.archive", zh="文档.归档", en="Archive", on=DOCUMENT, leads={"status": ("kept", "archived")},
    open=answers_for, undo="document.restore",
)  # fmt: skip
def archive(documents: Batch[Document, None], act: Act) -> None:
    """No longer in use; it is kept, and found by whoever asks for the archive."""
    for document, _nothing in documents:
        document.review_at = None
        spell(act, document, newest(document), "archived")


@command(
    "document.restore", zh="文档.恢复", en="Restore", on=DOCUMENT, leads={"status": ("archived", "kept")},
    open=answers_for,
)  # fmt: skip
def restore(documents: Batch[Document, None], act: Act) -> None:
    """In use again."""
    for document, _nothing in documents:
        spell(act, document, newest(document), "kept")
