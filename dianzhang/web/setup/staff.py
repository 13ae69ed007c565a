"""The staff, from a list: everybody joins together."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dianzhang.engine.lines import Line
from dianzhang.engine.organisation import organisation
from dianzhang.gateways.staff import read_staff
from dianzhang.people.joining import FIELDS, look_at, take_on_all

from ..who import Asking
from ..words import post_name
from .entered import Cell, Entering, enter, table
from .walking import step


def _context(newcomers: list[Line]) -> dict[str, Any]:
    posts = [(post_name(code), post_name(code)) for code, post in organisation().posts.items() if post.status == "open"]
    cells = (
        Cell("name", gettext("姓名")), Cell("post", gettext("岗位"), choices="posts"),
        Cell("mobile", gettext("手机"), mode="tel"), Cell("code", gettext("工号")),
        Cell("joined_on", gettext("入职日"), hint="2026-03-01"),
    )  # fmt: skip
    return {"table": table(newcomers, cells, {"posts": posts})}


def _take(request: Asking, newcomers: list[Line]) -> list[Line]:
    """Each joins or is told why not; those who did not are left."""
    left = []
    for newcomer, outcome in zip(newcomers, take_on_all(newcomers, request.actor), strict=True):
        if not outcome.done:
            newcomer.wrong["name"] = outcome.why or " ".join(outcome.field_errors.values())
            left.append(newcomer)
    if done := len(newcomers) - len(left):
        messages.success(request, gettext("%(n)s 人已入职。") % {"n": done})
    return left


STAFF = Entering("staff", "a staff list", FIELDS, read_staff, look_at, _context, _take, _("一个人也没有。"))


@step
def staff(request: Asking) -> HttpResponse:
    return enter(request, STAFF)
