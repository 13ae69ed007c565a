"""Where platforms send orders, and kuaidi100 where parcels are: nobody is logged in, the signature says who it is; a
worker reads what came."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from dianzhang.trade.sources.receiving import LARGEST, receive
from dianzhang.trade.tracking import receiving as ways

CODES = {"kept": 200, "known": 200, "ping": 200, "unknown": 404, "forged": 401, "large": 413}


@csrf_exempt  # no cookie is looked at
@require_POST
def take(request: HttpRequest, token: str) -> HttpResponse:
    """200: it is kept.  401: not signed with the secret of this address."""
    if _declares_more_than(request, LARGEST):
        return HttpResponse(status=CODES["large"])
    answer = HttpResponse(status=CODES[receive(token, request.headers, request.read)])
    answer["Cache-Control"] = "no-store"
    return answer


@csrf_exempt  # no cookie is looked at
@require_POST
def take_way(request: HttpRequest, token: str) -> HttpResponse:
    """As kuaidi100 wants to be answered: what is kept or was here before is taken, else it comes again."""
    if _declares_more_than(request, ways.LARGEST):
        return HttpResponse(status=CODES["large"])
    status = CODES[ways.receive(token, request.read)]
    taken = status == 200
    said = {"result": taken, "returnCode": str(status), "message": "success" if taken else "not taken"}
    answer = JsonResponse(said, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def _declares_more_than(request: HttpRequest, most: int) -> bool:
    declared = request.headers.get("Content-Length") or "0"
    return declared.isdecimal() and (len(declared) > 9 or int(declared) > most)
