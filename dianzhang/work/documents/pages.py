"""What the lists and pages of folders and documents show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dianzhang.engine import fulltext, reading, registry, rulebooks
from dianzhang.engine.access import Actor
from dianzhang.engine.files import Kept
from dianzhang.engine.files.words import words_of
from dianzhang.engine.moment import now
from dianzhang.engine.pages import (
    Column,
    Dated,
    Filter,
    ListPage,
    RecordPage,
    Section,
    View,
    show_dates,
    show_list,
    show_record,
)
from dianzhang.engine.words import join, post_name, subject_name

from ..models import Document, DocumentLink, Folder
from .linking import reads
from .reading import links_of, newest, versions_of
from .states import DOCUMENT, FOLDER, KINDS, READERS


def folders(actor: Actor) -> Mapping[str, str]:
    """Folders that this actor reads by name, those in use first; of closed ones those that still hold something."""
    rows = reading.visible(actor, FOLDER)
    found = {str(pk): name for pk, name in rows.filter(status="open").order_by("name").values_list("pk", "name")}
    held = Document.objects.filter(folder_id=OuterRef("pk"))
    closed = rows.filter(Exists(held), status="closed").order_by("name").values_list("pk", "name")
    return found | {str(pk): _("%(name)s（已停用）") % {"name": name} for pk, name in closed}


show_list(
    ListPage(
        DOCUMENT,
        columns=(
            Column("title"),
            Column("kind"),
            Column("folder", "文件夹", show=lambda document: document.folder.name),
            Column("version", number=True),
            Column("owner", "负责人", show=lambda document: document.owner),
            Column("status"),
            Column("written_at", wide_only=True),
            Column("review_at", wide_only=True),
        ),
        filters=(
            Filter("status", "状态", DOCUMENT.axes[0].states),
            Filter("folder_id", "文件夹", offers=folders),
            Filter("kind", "类别", KINDS),
            Filter("mine", "与我有关", {"own": "我负责的"}, mine=lambda _what, actor: Q(owner_id=actor.person_id)),
        ),
        views=(
            View("kept", "在用", {"status": "kept"}),
            View("mine", "我负责的", {"mine": "own"}),
            View("archived", "已归档", {"status": "archived"}),
        ),
        search=lambda typed: fulltext.matching(DOCUMENT, typed),
        related=("owner", "folder"),
        shelves="folder_id",
        empty="这里是文档：流程文件、复盘报告、培训资料。写在这里，或者传一个文件，每一版都留着。",
        create="document.write",
    )
)


def read_by(folder: Folder) -> str:
    """Who reads what is in it."""
    if folder.readers == "posts":
        return join([post_name(code) for code in folder.posts.split()])
    return folder.unit.name if folder.readers == "unit" and folder.unit is not None else READERS["all"]


show_list(
    ListPage(
        FOLDER,
        columns=(
            Column("name"),
            Column("readers"),
            Column("read_by", "谁能看", show=read_by),
            Column("owner", "管理人", show=lambda folder: folder.owner),
            Column("status"),
        ),
        filters=(Filter("status", "状态", FOLDER.axes[0].states), Filter("readers", "给谁看", READERS)),
        related=("owner", "unit"),
        empty="这里是文件夹：一个题目一个，写明给谁看。文档放在文件夹里。",
        create="folder.open",
    )
)


def text_of(document: Document, _actor: Actor) -> Mapping[str, Any]:
    """The newest version, to be read."""
    version = newest(document)
    file = reverse("document-file", args=[document.pk, version.number]) if version and version.sha256 else ""
    kept = [Kept(version.sha256, version.size, version.kind, version.name)] if version is not None and file else []
    said = "".join(words.said for words in words_of(kept).values())
    return {"version": version, "file": file, "said": said}


def all_versions(document: Document, _actor: Actor) -> Mapping[str, Any] | None:
    found = versions_of(document)
    return {
        "versions": [
            {
                "version": one,
                "url": reverse("document-version", args=[document.pk, one.number]),
                "file": reverse("document-file", args=[document.pk, one.number]) if one.sha256 else "",
            }
            for one in found
        ]
    } if found else None  # fmt: skip


def linked_with(document: Document, actor: Actor) -> Mapping[str, Any] | None:
    """What it has to do with, as far as the reader may see it."""
    may = reads(document, actor)
    found = []
    for link in links_of(document):
        named = _clause(link) if link.clause else _record(link, actor)
        if named is not None:
            loosen = f"{reverse('act', args=['document', document.pk, 'unlink'])}?link={link.pk}" if may else ""
            found.append({**named, "loosen": loosen})
    return {"links": found} if found else None


def _clause(link: DocumentLink) -> dict[str, str] | None:
    rules = rulebooks.at(now())
    clause = rules.clause(link.clause) if rules is not None else None
    if clause is None:
        return None
    return {"name": f"{clause.number} {clause.title}".strip(), "url": reverse("clause-kept", args=[clause.id])}


def _record(link: DocumentLink, actor: Actor) -> dict[str, str] | None:
    record = reading.find_named(actor, link.subject_kind, link.subject_id)
    if record is None:
        return None
    subject = registry.subjects[link.subject_kind]
    title, name = subject.title(record), subject_name(subject)
    return {
        "name": title if title.startswith((name, subject.zh)) else f"{name} {title}",
        "url": reverse("record", args=[subject.name, record.pk]),
    }


show_record(
    RecordPage(
        DOCUMENT,
        facts=(
            Column("kind"),
            Column("folder", "文件夹", show=lambda document: document.folder.name),
            Column("version"),
            Column("owner", "负责人", show=lambda document: document.owner),
            Column("written_at"),
            Column("review_at"),
            Column("reviewed_at"),
        ),
        sections=(
            Section("正文", "work/document.html", text_of),
            Section("各版", "work/versions.html", all_versions),
            Section("关联", "work/links.html", linked_with, aside=True),
        ),
    )
)


def held_in(folder: Folder, _actor: Actor) -> Mapping[str, Any]:
    rows = Document.objects.filter(folder_id=folder.pk, status="kept").order_by("-id")[:50]
    return {"documents": [{"name": one.title, "url": reverse("record", args=["document", one.pk])} for one in rows]}


show_record(
    RecordPage(
        FOLDER,
        facts=(
            Column("readers"),
            Column("read_by", "谁能看", show=read_by),
            Column("owner", "管理人", show=lambda folder: folder.owner),
        ),
        sections=(Section("里面的文档", "work/folder.html", held_in),),
    )
)
show_dates(Dated(DOCUMENT, "review_at", "复核", lambda: Q(status="kept", review_at__isnull=False)))
