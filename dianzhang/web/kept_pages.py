"""Pages that are drawn once for as long as nothing happens.

What a page shows follows from the journal, from who asks and from what time it is.  While the journal has not moved
and the minute is the same, what was drawn for a session still holds, and drawing it is what costs
(``python -m bench today``).  A moment later than that nothing is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import caches
from django.http import HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import get_language

from dianzhang.engine.moment import now
from dianzhang.engine.unmoved import position

from .shell import unread
from .who import Asking

SECONDS = 60
NOW = re.compile(rb'data-now="[^"]*"')  # by which the page's own clocks go


def kept_while_nothing_happens(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a page that only the journal, the notices and the time change.  Goes inside ``working``."""

    @wraps(view)
    def page(request: Asking, *args: Any, **kwargs: Any) -> HttpResponse:
        if len(get_messages(request)) or settings.CSRF_COOKIE_NAME not in request.COOKIES:
            return view(request, *args, **kwargs)
        key = _state(request)
        drawn: bytes | None = caches["pages"].get(key)
        if drawn is not None:
            return HttpResponse(NOW.sub(f'data-now="{localtime().isoformat()}"'.encode(), drawn, count=1))
        answer = view(request, *args, **kwargs)
        if answer.status_code == 200:
            caches["pages"].set(key, answer.content, SECONDS)
        return answer

    return page


def _state(request: Asking) -> str:
    """Everything that the page depends on: who asks what with which cookies, what has happened, and the minute."""
    told = (
        request.get_full_path(),
        sorted(request.COOKIES.items()),
        get_language(),
        request.actor.person_id,
        request.actor.post,
        position(),
        unread(request.person.pk),
        now().replace(second=0, microsecond=0),
    )
    return sha256(repr(told).encode()).hexdigest()
