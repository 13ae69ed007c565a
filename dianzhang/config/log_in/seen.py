"""When each browser was last seen: written now and then, never with every request."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from dianzhang.engine.models import LogIn
from dianzhang.engine.moment import now

EVERY = 300.0  # seconds
MOST = 10_000  # browsers remembered by one process


class Seen:
    """Middleware, after the one that knows who is logged in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.written: dict[str, float] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        key = request.session.session_key
        if key and request.session.accessed and request.user.is_authenticated:
            self.saw(key)
        return response

    def saw(self, key: str) -> None:
        moment, before = time.monotonic(), self.written.get(key)
        if before is None:
            self.written[key] = moment  # it came in just now, or before this process began
            if len(self.written) > MOST:
                self.written.clear()
        elif moment - before >= EVERY:
            self.written[key] = moment
            LogIn.objects.filter(session_key=key).update(last_seen_at=now())
