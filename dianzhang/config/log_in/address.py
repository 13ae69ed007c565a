"""From where a request comes, and which name is tried: what too many wrong guesses are counted by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of the browser.  Behind balancers of ours, the one that the outermost of them saw.

    What else stands in ``X-Forwarded-For`` was written by whoever asked, and is not believed.
    """
    direct = str(request.META.get("REMOTE_ADDR") or "")
    told = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()]
    ours = settings.DIANZHANG_PROXIES
    return told[-ours] if ours and len(told) >= ours else direct


def name_tried(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> str:
    """One name, however it is written: the log-in does not tell 'Zhouke' from 'zhouke'."""
    given = (credentials or {}).get("username")
    if given is None and request is not None:
        given = request.POST.get("login", "")
    return str(given or "").strip().lower()[:150]
