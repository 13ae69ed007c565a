"""Files beside a record: sent from its page, fetched, and pictures shown."""

from __future__ import annotations

from typing import Any, cast

from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from dianzhang.engine.act import perform
from dianzhang.engine.actions.attachments import ATTACHMENT
from dianzhang.engine.files import path_of, ticket_for
from dianzhang.engine.models import Attachment
from dianzhang.engine.outcome import Item
from dianzhang.engine.telling import beside
from dianzhang.kernel.filekinds import KINDS, accepted

from .acting import answer_form, find, find_record, go, tell
from .distrust import inside, whole
from .due import record_address
from .uploading import taken
from .who import Asking, working

LOCKED = "sandbox; default-src 'none'; style-src 'none'"


@working
@require_http_methods(["GET", "POST"])
def add(request: Asking) -> HttpResponse:
    """A file from the page of a record, put beside it."""
    sent = request.POST if request.method == "POST" else request.GET
    kind, number = sent.get("of_kind", ""), whole(sent.get("of_id"))
    if beside(kind, number, request.actor) is None:
        raise Http404
    back = inside(sent.get("next"), record_address(kind, number or 0))
    if request.method == "GET":
        return answer_form(request, form(kind, number, back, []))
    kept = taken(request, request.actor)
    if isinstance(kept, str):
        return answer_form(request, form(kind, number, back, [kept]), status=422)
    data = {"of_kind": kind, "of_id": number, "file": ticket_for(kept, request.actor)}
    outcome = perform("attachment.add", Item(data=data), request.actor)[0]
    if outcome.status == "refused":
        return answer_form(request, form(kind, number, back, [outcome.why]), status=422)
    tell(request, find("attachment", "add"), outcome)
    return go(request, back)


def form(kind: str, number: int | None, back: str, errors: list[str]) -> dict[str, Any]:
    """For ``ui/form.html``."""
    return {
        "title": gettext("添加附件"),
        "action": reverse("attachment-add"),
        "multipart": True,
        "fields": [
            {"name": "file", "label": gettext("文件"), "kind": "file", "required": True, "accept": accepted()},
            {"name": "of_kind", "kind": "hidden", "value": kind},
            {"name": "of_id", "kind": "hidden", "value": number},
            {"name": "next", "kind": "hidden", "value": back},
        ],
        "errors": errors,
        "submit": gettext("添加"),
        "cancel": back,
    }


@working
@require_GET
def file(request: Asking, record_id: int) -> HttpResponse:
    """The file to save: it is never opened as a page."""
    return handed_over(found_for(request, record_id), inline=False)


@working
@require_GET
def picture(request: Asking, record_id: int) -> HttpResponse:
    """A picture of a kind that holds nothing but a picture; 404 of anything else."""
    attachment = found_for(request, record_id)
    if not KINDS[attachment.kind].picture:
        raise Http404
    return handed_over(attachment, inline=True)


def found_for(request: Asking, record_id: int) -> Attachment:
    attachment = find_record(request, ATTACHMENT, record_id)
    if attachment.status != "kept":
        raise Http404
    return cast(Attachment, attachment)


def handed_over(held: Any, *, inline: bool) -> HttpResponse:
    """What a row with ``sha256``, ``kind`` and ``name`` holds.  It is told to be what it was when it came in, and may
    run nothing."""
    path = path_of(held.sha256)
    if not path.exists():
        raise Http404
    answer = FileResponse(path.open("rb"), as_attachment=not inline, filename=held.name)
    answer["Content-Type"] = KINDS[held.kind].media
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = LOCKED
    answer["Cache-Control"] = "private, max-age=3600" if inline else "no-store"
    return cast(HttpResponse, answer)  # as every view here says it gives
