"""What a document says now and said before, what it is linked with, and where its words are found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dianzhang.engine import access, fulltext, reading
from dianzhang.engine.access import Actor
from dianzhang.engine.files import Kept, path_of
from dianzhang.engine.files.reading import text_of
from dianzhang.engine.files.sweeping import holds_files
from dianzhang.engine.outcome import Act

from ..models import Document, DocumentLink, DocumentVersion
from .states import DOCUMENT, folders_of

LINES = 20


def newest(document: Document) -> DocumentVersion | None:
    return version_of(document, document.version)


def version_of(document: Document, number: int) -> DocumentVersion | None:
    return DocumentVersion.objects.filter(document_id=document.pk, number=number).select_related("author").first()


def versions_of(document: Document) -> list[DocumentVersion]:
    """All of them, newest first, without their text."""
    rows = DocumentVersion.objects.filter(document_id=document.pk).select_related("author").defer("text")
    return list(rows.order_by("-number"))


def links_of(document: Document) -> list[DocumentLink]:
    return list(DocumentLink.objects.filter(document_id=document.pk).order_by("id"))


def linked(actor: Actor, *, kind: str = "", number: int | None = None, clause: str = "") -> Sequence[Document]:
    """Documents in use that are linked with a record, or with a clause, as far as the actor may read them."""
    links = DocumentLink.objects.filter(clause=clause) if clause else DocumentLink.objects.filter(
        subject_kind=kind, subject_id=number
    )  # fmt: skip
    ids = list(links.order_by("-id").values_list("document_id", flat=True)[:LINES])
    if not ids:
        return []
    rows = reading.visible(actor, DOCUMENT, named=True).filter(pk__in=ids, status="kept")
    return list(rows.select_related("owner").order_by("-id"))


def search(actor: Actor, query: str, *, archived: bool = False, limit: int = LINES) -> list[Document]:
    """Documents by the words in them, those that say it in their title first; only such as the actor may read."""
    folders = [f"f{number}" for number in folders_of(actor)]
    if access.reach_of(actor, "document.view") == "all":
        folders = ["any"]
    if actor.person_id is not None:
        folders.append(f"p{actor.person_id}")
    found = fulltext.find(DOCUMENT, query, folders, [] if archived else ["kept"], limit)
    rows = reading.visible(actor, DOCUMENT, named=True).select_related("owner", "folder").in_bulk(found)
    return [rows[number] for number in found if number in rows]


def spell(act: Act, document: Document, version: DocumentVersion | None, status: str = "") -> None:
    """Bring what the document is found by in line with it.  ``status``: the one that it is about to have."""
    text = version.text if version is not None else ""
    if version is not None and version.sha256 and path_of(version.sha256).exists():
        file = Kept(version.sha256, version.size, version.kind, version.name)
        text = f"{text}\n{version.name}\n{text_of(file)}"
    marks = ["any", f"f{document.folder_id}", f"p{document.owner_id or 0}", status or document.status]
    fulltext.keep(act, DOCUMENT, document.pk, document.title, text, marks)


@holds_files
def held() -> Iterable[str]:
    return DocumentVersion.objects.exclude(sha256="").values_list("sha256", flat=True)
