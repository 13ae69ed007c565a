"""The knowledge base: folders, search, writing and revising; documents of a record and of a clause."""

from __future__ import annotations

import re
from typing import Any, cast

from django.db.models import Count, F
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from dianzhang.engine import reading, registry
from dianzhang.engine.access import Actor
from dianzhang.engine.act import perform
from dianzhang.engine.files import Kept, ticket_for
from dianzhang.engine.files.words import words_of
from dianzhang.engine.outcome import Item, Outcome
from dianzhang.kernel.cutting import around
from dianzhang.kernel.filekinds import accepted
from dianzhang.work.documents.reading import linked, search, version_of
from dianzhang.work.documents.states import DOCUMENT, FOLDER, KINDS
from dianzhang.work.models import Document, DocumentVersion

from .acting import find, find_record, form_of, go, moved_on, tell
from .attachments import handed_over
from .distrust import inside, whole
from .due import record_address
from .fields import read
from .shell import show
from .uploading import taken
from .who import Asking, working
from .words import subject_name, word

FOUND, NEWEST = 30, 30
MARKS = re.compile(r"[#*>`|]+|-{3,}")  # of Markdown, in a line under a title
ABOUT = ("of_kind", "of_id", "clause")  # what a document is looked for, or written, to be linked with


@working
@require_GET
def page(request: Asking) -> HttpResponse:
    """Folders, and what is in them or what was looked for."""
    actor, query = request.actor, request.GET.get("q", "").strip()[:80]
    archived, folder = request.GET.get("archived") == "1", whole(request.GET.get("folder"))
    about = about_of(request)
    folders = list(reading.visible(actor, FOLDER).filter(status="open").order_by("name"))
    rows = reading.visible(actor, DOCUMENT).filter(status="archived" if archived else "kept")
    held = dict(rows.order_by().values_list("folder_id").annotate(Count("pk")))
    if query:
        found = search(actor, query, archived=archived, limit=FOUND)
    else:
        rows = rows.filter(folder_id=folder) if folder is not None else rows
        found = list(rows.select_related("owner", "folder").order_by("-id")[:NEWEST])
    texts = texts_of(found, query) if query else {}
    here = {"q": query, "archived": "1" if archived else "", **about}
    context = {
        "query": query, "archived": archived, "about": about, "about_name": name_of(actor, about),
        "folders": folders,
        "shelves": {
            "label": gettext("文件夹"),
            "all": {"url": address(here | {"q": ""}), "current": folder is None and not query,
                    "count": sum(held.values())},
            "shelves": [
                {"name": one.name, "url": address(here | {"q": "", "folder": one.pk}), "current": one.pk == folder,
                 "narrow": one.readers != "all", "count": held.get(one.pk, 0)}
                for one in folders
            ],
        },
        "found": [line(one, texts.get(one.pk, ""), query) for one in found],
        "write": write_address(about, folder) if folders else "",
        "open_folder": reverse("create", args=["folder", "open"])
        if any(a.name == "folder.open" for a in reading.creating_actions(actor, FOLDER)) else "",
        "list_url": reverse("list", args=["document"]),
    }  # fmt: skip
    return show(request, "web/documents.html", context)


def address(query: dict[str, Any]) -> str:
    given = {name: value for name, value in query.items() if value not in ("", None)}
    return f"{reverse('documents')}?{urlencode(given)}" if given else reverse("documents")


def write_address(about: dict[str, str], folder: int | None = None) -> str:
    given = about | ({"folder_id": str(folder)} if folder is not None else {})
    return f"{reverse('document-write')}?{urlencode(given)}" if given else reverse("document-write")


def about_of(request: Asking) -> dict[str, str]:
    given = request.POST if request.method == "POST" else request.GET
    return {name: given[name][:120] for name in ABOUT if given.get(name)}


def name_of(actor: Actor, about: dict[str, str]) -> str:
    """What documents are looked for to be linked with; empty for nothing, and for what one does not see."""
    if about.get("clause"):
        return gettext("这一条")
    record = reading.find_named(actor, about.get("of_kind", ""), whole(about.get("of_id")))
    if record is None:
        return ""
    subject = registry.subjects[about["of_kind"]]
    return f"{subject_name(subject)} {subject.title(record)}"


def texts_of(found: list[Document], query: str) -> dict[int, str]:
    """The newest text of each; of one that does not hold what was looked for, the words of its file."""
    rows = DocumentVersion.objects.filter(document_id__in=[one.pk for one in found], number=F("document__version"))
    versions = list(rows.only("document_id", "text", "sha256", "size", "kind", "name"))
    files = [one for one in versions if one.sha256 and not holds(one.text, query)]
    words = words_of(Kept(one.sha256, one.size, one.kind, one.name) for one in files)
    texts = {one.document_id: one.text for one in versions}
    return texts | {one.document_id: words[one.sha256].text or one.text for one in files}


def holds(text: str, query: str) -> bool:
    low = text.lower()
    return any(word.lower() in low for word in query.split())


def line(document: Document, text: str, query: str) -> dict[str, Any]:
    return {
        "id": document.pk,
        "title": document.title,
        "url": record_address("document", document.pk),
        "kind": word(KINDS[document.kind]),
        "folder": document.folder.name,
        "who": document.owner.name if document.owner else "",
        "at": document.written_at,
        "archived": document.status == "archived",
        "around": around(MARKS.sub(" ", text), query) if text else "",
        "link": reverse("act", args=["document", document.pk, "link"]),
    }


@working
@require_http_methods(["GET", "POST"])
def write(request: Asking) -> HttpResponse:
    """A page to write on: the text, a file, where it belongs."""
    action = find("document", "write")
    if not reading.may_create(request.actor, action):
        raise Http404
    here, about = reverse("document-write"), about_of(request)
    if request.method == "GET":
        return drawn(request, form_of(action, here, request.GET, gated=None), about)
    data = read(action.input, request.POST) | {k: v for k, v in about.items() if k != "of_kind" or v != "clause"}
    return sent(request, "write", here, Item(data=data), about)


@working
@require_http_methods(["GET", "POST"])
def revise(request: Asking, record_id: int) -> HttpResponse:
    """The next version, on a page of its own."""
    action, document = find("document", "revise"), find_record(request, DOCUMENT, record_id)
    if not reading.may(request.actor, action, document):
        raise Http404
    here = reverse("document-revise", args=[record_id])
    if request.method == "GET":
        if request.headers.get("HX-Request"):
            return go(request, here)
        begun = {**(action.begins(document) if action.begins else {}), "revision": str(document.revision)}
        return drawn(request, form_of(action, here, begun, gated=None), {}, document.title)
    item = Item(record_id, whole(request.POST.get("revision")), read(action.input, request.POST))
    return sent(request, "revise", here, item, {}, document.title)


def sent(request: Asking, verb: str, here: str, item: Item, about: dict[str, str], title: str = "") -> HttpResponse:
    """Do it; what is wrong stands above the form, with what was typed still in it."""
    action = find("document", verb)
    refused = None
    if request.FILES.get("file") is not None or getattr(request, "file_too_large", False):
        kept = taken(request, request.actor)
        if isinstance(kept, str):
            refused = Outcome("refused", why=kept)
        else:
            item.data["file"] = ticket_for(kept, request.actor)
    outcome = refused or perform(action.name, item, request.actor)[0]
    if outcome.status == "moved_on":
        return moved_on(request, outcome, record_address("document", item.id or 0))
    if outcome.status == "refused":
        return drawn(request, form_of(action, here, request.POST, outcome, gated=None), about, title, 422)
    tell(request, action, outcome)
    back = record_address("document", outcome.id) if outcome.id else reverse("documents")
    return go(request, inside(request.POST.get("next"), back))


def drawn(
    request: Asking, form: dict[str, Any], about: dict[str, str], title: str = "", status: int = 200
) -> HttpResponse:
    fields = [field for field in form["fields"] if field["name"] not in (*ABOUT, "file")]
    for field in fields:
        if field["name"] == "folder_id":
            rows = reading.visible(request.actor, FOLDER).filter(status="open").order_by("name")
            field |= {"kind": "select", "choices": [(str(pk), name) for pk, name in rows.values_list("pk", "name")]}
            field["value"] = str(field.get("value") or "")
    fields.append({"name": "file", "label": gettext("文件"), "kind": "file", "accept": accepted(),
                   "help": gettext("可以不写正文，只传一个文件；最大 50 MB")})  # fmt: skip
    fields += [{"name": name, "kind": "hidden", "value": value} for name, value in about.items()]
    form = {**form, "fields": fields, "multipart": True, "htmx": False, "cancel": reverse("documents")}
    return show(request, "web/document_form.html", {"form": form, "about": title}, status)


@working
@require_GET
def version(request: Asking, record_id: int, number: int) -> HttpResponse:
    """A document as it was written once."""
    document = find_record(request, DOCUMENT, record_id)
    found = version_of(document, number)
    if found is None:
        raise Http404
    context = {
        "document": document, "version": found, "newest": document.version == number,
        "url": record_address("document", document.pk),
        "file": reverse("document-file", args=[document.pk, number]) if found.sha256 else "",
    }  # fmt: skip
    return show(request, "web/document_version.html", context)


@working
@require_GET
def file(request: Asking, record_id: int, number: int) -> HttpResponse:
    """The file of a version, to save."""
    found = version_of(cast(Document, find_record(request, DOCUMENT, record_id)), number)
    if found is None or not found.sha256:
        raise Http404
    return handed_over(found, inline=False)


def of_record(actor: Actor, kind: str, record_id: int) -> dict[str, Any]:
    """Documents linked with a record, for its page; and the ways to link one and to write one."""
    return beside(linked(actor, kind=kind, number=record_id), {"of_kind": kind, "of_id": str(record_id)})


def of_clause(actor: Actor, clause: str) -> dict[str, Any]:
    return beside(linked(actor, clause=clause), {"of_kind": "clause", "clause": clause})


def beside(found: Any, about: dict[str, str]) -> dict[str, Any]:
    return {
        "documents": [{"title": one.title, "url": record_address("document", one.pk)} for one in found],
        "link": address(dict(about)),
        "write": write_address(about),
    }
