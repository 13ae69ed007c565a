"""Where things are: addresses of the API, and of the pages for people."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode

BASE = "/api/v1"


def action_path(name: str) -> str:
    """``/api/v1/order/ship`` for ``order.ship``."""
    kind, _, verb = name.partition(".")
    return f"{BASE}/{kind}/{verb}"


def page_of(kind: str, record_id: int) -> str:
    """The page of a record for people."""
    return reverse("record", args=[kind, record_id])


def following(path: str, query: dict[str, str], **more: str) -> str:
    """The address of the next page of the same answer."""
    return f"{path}?{urlencode({**query, **more})}"
