"""A page of rows after the cursor in the address; one that was not made here is said, and the first page comes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext

from dianzhang.engine import keyset


def page(request: HttpRequest, rows: QuerySet[Any], order: Sequence[str], size: int = keyset.PAGE) -> keyset.Page:
    """``?after=`` and ``?before=`` of the address."""
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    try:
        return keyset.page(rows, order, after=after, before=before, size=size)
    except keyset.BadCursor:
        messages.warning(request, wrong_page())
        return keyset.page(rows, order, size=size)


def wrong_page() -> str:
    return gettext("地址里的页码不完整，从第一页看起。")
