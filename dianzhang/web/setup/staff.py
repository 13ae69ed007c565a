"""The staff: choose a file or paste a table, look at every line, mend it in its place, take everybody on together."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from dianzhang.engine.lines import Line
from dianzhang.engine.organisation import organisation
from dianzhang.gateways.staff import read_staff
from dianzhang.people.joining import FIELDS, look_at, take_on_all

from ..who import Asking
from ..words import post_name
from . import steps
from .entered import Cell, read_of, sent_back, table
from .walking import draw, step


@step
def staff(request: Asking) -> HttpResponse:
    """Nobody joins before all lines are sound."""
    if request.method == "GET":
        return draw(request, "staff", table=None)
    if "line" not in request.POST:
        found = read_of(request, read_staff, "a staff list")
        if isinstance(found, str):
            return draw(request, "staff", 422, table=None, error=found)
        return _preview(request, look_at(found.rows), ignored=found.ignored)
    newcomers = look_at(sent_back(request, FIELDS))
    if not newcomers:
        return draw(request, "staff", 422, table=None, error=gettext("一个人也没有。"))
    if any(not one.sound for one in newcomers) or "check" in request.POST:
        return _preview(request, newcomers, 422 if any(not one.sound for one in newcomers) else 200)
    outcomes = take_on_all(newcomers, request.actor)
    failed = [pair for pair in zip(newcomers, outcomes, strict=True) if not pair[1].done]
    for newcomer, outcome in failed:
        newcomer.wrong["name"] = outcome.why or " ".join(outcome.field_errors.values())
    done = len(newcomers) - len(failed)
    if done:
        messages.success(request, gettext("%(n)s 人已入职。") % {"n": done})
    if failed:
        return _preview(request, [newcomer for newcomer, _outcome in failed], 422)
    return HttpResponseRedirect(steps.after("staff"))


def _preview(request: Asking, newcomers: list[Line], status: int = 200, ignored: tuple[str, ...] = ()) -> HttpResponse:
    posts = [(post_name(code), post_name(code)) for code, post in organisation().posts.items() if post.status == "open"]
    cells = (
        Cell("name", gettext("姓名")), Cell("post", gettext("岗位"), choices="posts"),
        Cell("mobile", gettext("手机"), mode="tel"), Cell("code", gettext("工号")),
        Cell("joined_on", gettext("入职日"), hint="2026-03-01"),
    )  # fmt: skip
    wrong = sum(not one.sound for one in newcomers)
    return draw(
        request, "staff", status, table=table(newcomers, cells, {"posts": posts}), n=len(newcomers), wrong=wrong,
        ignored="、".join(ignored), again=reverse("setup-staff"),
    )  # fmt: skip
