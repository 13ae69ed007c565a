"""``GET /export/{id}/file``: what was made, to whoever asked for it by ``export.fetch`` a moment ago."""

from __future__ import annotations

from typing import cast

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext

from dianzhang.engine.exporting.files import TYPES
from dianzhang.engine.exporting.keeping import handed_out, name_of

from . import parameters
from .entering import Calling, endpoint
from .problems import Problem


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
