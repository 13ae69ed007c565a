"""How one wants to be told outside the system, and where one's notices went."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from dianzhang.engine.act import one
from dianzhang.engine.moment import now
from dianzhang.engine.outcome import Outcome
from dianzhang.gateways.notices import MAIL, ROBOTS
from dianzhang.people.notices import choices, delivering
from dianzhang.people.notices.models import Dispatch, NoticeChoice, Robot
from dianzhang.people.notices.pages import lines, newest
from dianzhang.people.notices.sorts import ALL, Sort

from ..acting import go
from ..notices_sent import TRY_PAUSE, say
from ..shell import show
from ..who import Asking, working
from ..words import word


@working
@require_http_methods(["GET", "POST"])
def telling(request: Asking) -> HttpResponse:
    """The choice, as a table of sorts and ways; underneath, what was sent to oneself."""
    robots = choices.robots_for(request.person.pk)
    outcome = None
    if request.method == "POST":
        outcome = one("person.choose_notices", request.actor, request.person.pk, **asked(request, robots))
        if outcome.status in ("done", "unchanged"):
            messages.success(request, gettext("记下了，以后这样通知你。"))
            return go(request, reverse("account-notices"))
    own = Dispatch.objects.filter(person=request.person)
    context = {
        "form": form(request, robots, outcome),
        "address": address_of(request.person.pk),
        "mails": settings.DIANZHANG_MAILS,
        "robots": [f"{word(ROBOTS[one.platform].zh)} · {one.name}" for one in robots],
        "dispatches": lines(newest(own)),
    }
    return show(request, "web/account/notices.html", context, status=422 if outcome is not None else 200)


def address_of(person: int) -> str:
    return choices.proved_addresses([person]).get(person, "")


def column_of(robot: Robot) -> str:
    return f"robot-{robot.pk}"


def asked(request: Asking, robots: list[Robot]) -> dict[str, Any]:
    """The input of the action, from what was ticked and typed."""
    chosen = {choices.channel_of(one): request.POST.getlist(column_of(one)) for one in robots}
    given: dict[str, Any] = {"chosen": {MAIL: request.POST.getlist(MAIL), **chosen}}
    for name in ("quiet_from", "quiet_to", "digest_at"):
        given[name] = request.POST.get(name, "").strip() or None
    return given | {"urgent_passes": bool(request.POST.get("urgent_passes"))}


def form(request: Asking, robots: list[Robot], outcome: Outcome | None) -> dict[str, Any]:
    """For ``ui/form.html``."""
    choice = choices.choices_of([request.person.pk])[request.person.pk]
    kept = choices.chosen(choice)
    posted = request.POST if outcome is not None else None
    errors: Mapping[str, str] = outcome.field_errors if outcome is not None else {}

    def column(name: str, channel: str, label: str) -> dict[str, Any]:
        chosen = posted.getlist(name) if posted is not None else list(kept.get(channel, ()))
        return {"name": name, "label": label, "single": False, "chosen": chosen}

    def clock(name: str, label: str, note: str = "") -> dict[str, Any]:
        value = posted.get(name, "") if posted is not None else clock_of(choice, name)
        wrong = [errors[name]] if name in errors else []
        return {"name": name, "label": label, "kind": "time", "half": True, "value": value, "help": note,
                "errors": wrong}  # fmt: skip

    columns = [
        column(MAIL, MAIL, gettext("邮件")),
        *(column(column_of(one), choices.channel_of(one), one.name[:12]) for one in robots),
    ]  # fmt: skip
    urgent = posted.get("urgent_passes") if posted is not None else choice.urgent_passes
    return {
        "action": reverse("account-notices"),
        "fields": [
            {
                "name": "ways", "kind": "grid", "columns": columns,
                "label": gettext("系统里总会有；另外还从哪里告诉你"),
                "groups": [group(gettext("要紧的"), urgent=True), group(gettext("其他"), urgent=False)],
            },
            clock("quiet_from", gettext("安静从几点")),
            clock("quiet_to", gettext("安静到几点"), gettext("这段时间里的，过后合成一条发；两格都空着就不安静")),
            {"name": "urgent_passes", "kind": "tick", "label": gettext("要紧的不等，夜里也发"), "value": bool(urgent)},
            clock("digest_at", gettext("每天合成一条，几点发"), gettext("要紧的不合；空着就随时发")),
        ],
        "errors": [outcome.why] if outcome is not None and not errors else [],
        "submit": gettext("就这样通知我"),
    }  # fmt: skip


def clock_of(choice: NoticeChoice, name: str) -> str:
    kept = getattr(choice, name)
    return f"{kept:%H:%M}" if kept is not None else ""


def group(label: str, *, urgent: bool) -> dict[str, Any]:
    return {"label": label, "rows": [row(one) for one in ALL if one.urgent == urgent]}


def row(sort: Sort) -> dict[str, Any]:
    return {"value": sort.name, "label": word(sort.zh), "note": "" if sort.grouped else gettext("群里不发")}


@working
@require_POST
def try_mail(request: Asking) -> HttpResponse:
    """One letter to oneself, at once, and what came of it."""
    moment = now()
    since = Dispatch.objects.filter(person=request.person, test=True, made_at__gt=moment - TRY_PAUSE)
    if since.exists():
        messages.info(request, gettext("刚试过，一分钟以后再试。"))
        return go(request, reverse("account-notices"))
    made = Dispatch.objects.create(
        channel=MAIL, key=f"try:{MAIL}:{request.person.pk}", person=request.person, test=True, gathering=False,
        made_at=moment, due_at=moment, next_at=moment,
    )  # fmt: skip
    say(request, delivering.send_now(made.pk))
    return go(request, reverse("account-notices"))
