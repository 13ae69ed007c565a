"""Where platforms send orders: nobody is logged in, the signature says who it is; a worker reads them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from dianzhang.trade.sources.receiving import LARGEST, receive

CODES = {"kept": 200, "known": 200, "ping": 200, "unknown": 404, "forged": 401, "large": 413}


@csrf_exempt  # no cookie is looked at
@require_POST
def take(request: HttpRequest, token: str) -> HttpResponse:
    """200: it is kept.  401: not signed with the secret of this address."""
    declared = request.headers.get("Content-Length") or "0"
    if declared.isdecimal() and (len(declared) > 9 or int(declared) > LARGEST):
        return HttpResponse(status=CODES["large"])
    answer = HttpResponse(status=CODES[receive(token, request.headers, request.read)])
    answer["Cache-Control"] = "no-store"
    return answer
