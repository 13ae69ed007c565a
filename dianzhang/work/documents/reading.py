"""What a document says now and said before, what it is linked with, and where its words are found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from dianzhang.engine import access, fulltext, jobs, reading
from dianzhang.engine.access import Actor
from dianzhang.engine.actions.attachments import when_attached
from dianzhang.engine.files import Kept
from dianzhang.engine.files.sweeping import holds_files
from dianzhang.engine.files.words import ASIDE, ask, when_read, words_of
from dianzhang.engine.models import Attachment, FileText
from dianzhang.engine.outcome import Act
from dianzhang.engine.rounds import every

from ..models import Document, DocumentLink, DocumentVersion
from .states import DOCUMENT, folders_of

JOB = "document_words"
LINES = 20
BESIDE = 40  # files beside a document that it is found by
AT_ONCE = 200  # files that are asked for in one turn


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
    text, waiting = _words(document, version)
    fulltext.keep(act, DOCUMENT, document.pk, document.title, text, _marks(document, status))
    for file in waiting:
        act.transaction.afterwards(lambda file=file: ask(file))


def _marks(document: Document, status: str = "") -> list[str]:
    return ["any", f"f{document.folder_id}", f"p{document.owner_id or 0}", status or document.status]


def _words(document: Document, version: DocumentVersion | None) -> tuple[str, list[Kept]]:
    """What a document says with its file and what is put beside it; and the files whose words are still to be read."""
    beside = Attachment.objects.filter(subject_kind=DOCUMENT.name, subject_id=document.pk, status="kept")
    rows = beside.order_by("id").values_list("sha256", "size", "kind", "name")[:BESIDE]
    files = [Kept(*values) for values in rows]
    if version is not None and version.sha256:
        files.insert(0, Kept(version.sha256, version.size, version.kind, version.name))
    found = words_of(files)
    parts = [version.text if version is not None else ""]
    parts += [f"{file.name}\n{found[file.sha256].text}" for file in files]
    return "\n".join(parts), [file for file in files if found[file.sha256].state == "waits"]


@when_attached(DOCUMENT.name)
def soon(number: int) -> None:
    """A file was put beside a document or taken back: once that stands, a worker brings its index in line."""
    jobs.put(JOB, {"document": number})


@jobs.job(JOB)
def beside_it(data: dict[str, int]) -> None:
    with transaction.atomic():
        again(data["document"])


def again(number: int) -> None:
    """What is beside a document changed, or the words of its file are there now: its index as it should be."""
    document = Document.objects.select_for_update(of=("self",)).filter(pk=number).first()
    if document is not None:
        text, waiting = _words(document, newest(document))
        fulltext.bring_in_line(DOCUMENT, document.pk, document.title, text, _marks(document))
        for file in waiting:
            ask(file)


@when_read
def now_read(digest: str) -> None:
    """Every document that shows this file: in its newest version, or beside it."""
    shown = DocumentVersion.objects.filter(sha256=digest, number=F("document__version"))
    beside = Attachment.objects.filter(sha256=digest, status="kept", subject_kind=DOCUMENT.name)
    numbers = {*shown.values_list("document_id", flat=True), *beside.values_list("subject_id", flat=True)}
    for number in sorted(numbers):
        again(number)


@every(60 * 60)
def read_what_is_not() -> int:
    """Files that came in before their words were read, or by a way around the actions: read now."""
    rows = DocumentVersion.objects.filter(kind__in=ASIDE, number=F("document__version"))
    rows = rows.exclude(Exists(FileText.objects.filter(sha256=OuterRef("sha256"))))
    found = [Kept(*values) for values in rows.values_list("sha256", "size", "kind", "name")[:AT_ONCE]]
    beside = Attachment.objects.filter(kind__in=ASIDE, status="kept", subject_kind=DOCUMENT.name)
    beside = beside.exclude(Exists(FileText.objects.filter(sha256=OuterRef("sha256"))))
    found += [Kept(*values) for values in beside.values_list("sha256", "size", "kind", "name")[:AT_ONCE]]
    for file in found:
        ask(file)
    return len(found)


@holds_files
def held() -> Iterable[str]:
    return DocumentVersion.objects.exclude(sha256="").values_list("sha256", flat=True)
