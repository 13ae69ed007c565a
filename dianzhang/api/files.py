"""Files: ``POST /files`` takes one in, ``GET /attachment/{id}/file`` gives one that stands beside a record.

``GET /export/{id}/file`` gives what was made, to whoever asked for it by ``export.fetch`` a moment ago.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import gettext

from dianzhang.engine import reading
from dianzhang.engine.actions.attachments import ATTACHMENT
from dianzhang.engine.exporting.files import TYPES
from dianzhang.engine.exporting.keeping import handed_out, name_of
from dianzhang.engine.files import LARGEST, TooLarge, keep, path_of, ticket_for
from dianzhang.engine.words import message
from dianzhang.kernel.filekinds import KINDS, FileKindError

from . import parameters
from .entering import Calling, endpoint
from .problems import Problem
from .shapes import TakenIn

FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


@endpoint("GET")
def export_file(request: Calling, record_id: int) -> HttpResponse:
    """The bytes, under the name they are saved by.  Not there, not ready, another's or not asked for: all the same."""
    request.need("export.fetch")
    parameters.given(request.http, ())
    found = handed_out(record_id, request.actor)
    if found is None:
        advice = gettext("先 POST /api/v1/export/fetch，带上记录里的 digest，一分钟之内来取。")
        raise Problem("not-found", gettext("没有等你取的文件。"), where="path", advice=advice)
    export, path = found
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    answer = FileResponse(
        path.open("rb"), as_attachment=True, filename=name_of(export), content_type=TYPES[export.format],
        headers=headers,
    )  # fmt: skip
    return cast(HttpResponse, answer)


@endpoint("POST")
def take(request: Calling) -> TakenIn:
    """The bytes of the body, under ``?name=``; kept until an action takes them, at least a day."""
    request.need("attachment.add")
    http = request.http
    name = parameters.given(http, ("name",)).get("name", "")
    if not name:
        raise Problem(
            "bad-input", gettext("没有说文件叫什么。"), where="query/name", advice=gettext("写上 ?name=照片.jpg。")
        )
    if http.content_type in FORMS:
        advice = gettext("把文件本身作为正文发来，不要放在表单里。")
        raise Problem("wrong-media-type", where="header/Content-Type", advice=advice)
    declared = http.headers.get("Content-Length") or "0"
    try:
        if declared.isdecimal() and (len(declared) > 12 or int(declared) > LARGEST):
            raise TooLarge
        kept = keep(body_of(http), name)
    except TooLarge:
        advice = gettext("一个文件最多 %(n)s 字节；没有收下。") % {"n": LARGEST}
        raise Problem("too-large", where="body", advice=advice) from None
    except FileKindError as error:
        raise Problem("bad-input", message(error.message), where="body") from None
    return TakenIn(
        file=ticket_for(kept, request.actor), name=kept.name, kind=kept.kind, size=kept.size, sha256=kept.sha256
    )


def body_of(http: HttpRequest) -> Iterator[bytes]:
    while chunk := http.read(1 << 18):
        yield chunk


@endpoint("GET")
def attached_file(request: Calling, record_id: int) -> HttpResponse:
    """The bytes of a file that stands beside a record, to whoever sees the record."""
    request.need("attachment:read")
    parameters.given(request.http, ())
    attachment = reading.asked_for(request.actor, ATTACHMENT, record_id)
    if attachment is None or attachment.status != "kept" or not path_of(attachment.sha256).exists():
        raise Problem("not-found", gettext("没有这个文件，或者你看不到它。"), where="path")
    answer = FileResponse(
        path_of(attachment.sha256).open("rb"), as_attachment=True, filename=attachment.name,
        content_type=KINDS[attachment.kind].media,
        headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"},
    )  # fmt: skip
    return cast(HttpResponse, answer)
