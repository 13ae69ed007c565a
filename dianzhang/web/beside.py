"""What stands beside a record on its page: notes and files, and the places where one adds to them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from dianzhang.engine import reading, registry
from dianzhang.engine.access import Actor
from dianzhang.engine.actions.attachments import is_followed
from dianzhang.engine.actions.notes import works_here
from dianzhang.engine.files import Kept
from dianzhang.engine.files.words import words_of
from dianzhang.engine.models import Attachment, Note
from dianzhang.engine.registry import Subject
from dianzhang.kernel.filekinds import KINDS, accepted

from .due import record_address
from .who import Asking

NOTES = 20
FILES = 40


def talk(request: Asking, subject: Subject, record: Any) -> dict[str, Any] | None:
    """For ``web/talk.html``; None for what itself stands beside another record.

    Where a kind of record has notes that its rules count (``order.note``), a note written here is one of those.
    """
    if subject.beside is not None:
        return None
    actor, may = request.actor, works_here(None, request.actor)
    here = f"{record_address(subject.name, record.pk)}#talk"
    of = {"of_kind": subject.name, "of_id": record.pk, "next": here}
    counted = registry.actions.get(f"{subject.name}.note")
    own = counted is not None and reading.may(actor, counted, record)
    address = (
        reverse("act", args=[subject.name, record.pk, "note"]) if own else reverse("create", args=["note", "write"])
    )
    return {
        "notes": [note_line(note, actor, here) for note in reading.notes_on(subject, record)[:NOTES]],
        "files": files(request, subject, record, here),
        "write": {
            "action": address,
            "name": "note" if own else "text",
            "hidden": of,
            "mentions": reverse("mentions", args=[subject.name, record.pk]),
        }
        if may
        else None,
        "attach": {"action": reverse("attachment-add"), "hidden": of, "accept": accepted()} if may else None,
    }


def files(request: Asking, subject: Subject, record: Any, here: str) -> list[dict[str, Any]]:
    """What is put beside it; where one finds the record by the words of its files, what there is to say of these."""
    found = list(reading.attachments_on(subject, record)[:FILES])
    said = dict[str, str]()
    if found and is_followed(subject.name):
        kept = [Kept(one.sha256, one.size, one.kind, one.name) for one in found if one.status == "kept"]
        said = {digest: words.said for digest, words in words_of(kept).items()}
    return [file_line(one, request.actor, here) | {"said": said.get(one.sha256, "")} for one in found]


def note_line(note: Note, actor: Actor, here: str) -> dict[str, Any]:
    mine = note.status == "kept" and note.author_id == actor.person_id
    return {
        "who": note.author.name if note.author else gettext("系统"),
        "at": note.written_at,
        "text": note.text,
        "withdrawn": note.status == "withdrawn",
        "withdraw": f"{reverse('act', args=['note', note.pk, 'withdraw'])}?next={here.replace('#', '%23')}"
        if mine
        else "",
    }


def file_line(one: Attachment, actor: Actor, here: str) -> dict[str, Any]:
    kept = one.status == "kept"
    mine = kept and one.author_id == actor.person_id
    return {
        "name": one.name,
        "kind": one.kind,
        "size": size_words(one.size),
        "who": one.author.name if one.author else gettext("系统"),
        "at": one.added_at,
        "withdrawn": not kept,
        "url": reverse("attachment-file", args=[one.pk]) if kept else "",
        "picture": reverse("attachment-picture", args=[one.pk]) if kept and KINDS[one.kind].picture else "",
        "withdraw": f"{reverse('act', args=['attachment', one.pk, 'withdraw'])}?next={here.replace('#', '%23')}"
        if mine
        else "",
    }


def size_words(size: int) -> str:
    """``820 KB``, ``3.4 MB``."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(size // 1000, 1)} KB"
