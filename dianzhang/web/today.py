"""The day's page: what is due, what waits, the numbers, one's own score."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from dianzhang.engine import acknowledging, deadlines
from dianzhang.engine.access import Actor
from dianzhang.engine.lists import may_list
from dianzhang.engine.models import Approval
from dianzhang.engine.moment import HOME, now, today
from dianzhang.engine.organisation import organisation
from dianzhang.engine.prepared import prepared
from dianzhang.engine.seats import waiting_ids
from dianzhang.kernel.money import cents
from dianzhang.reward import reading as reward
from dianzhang.reward.english import name_read
from dianzhang.ui.templatetags.ui import percent
from dianzhang.ui.wording import day as day_words
from dianzhang.work.meetings import queries as meetings
from dianzhang.work.meetings.states import title_of

from .ask_cards import asks_of
from .exceptions import radar_rows
from .exporting import offer
from .kept_pages import kept_while_nothing_happens
from .numbers import DAYS, tiles
from .radar import deadlines_of_the_rulebook
from .roster_beside import on_today as turns_today
from .setup.steps import go_on
from .shell import show
from .tasks import on_today
from .who import KEY, Asking, working
from .words import message

SHORT = 8  # rows of the radar on this page
ASKS = 4  # requests for approval


@working
@require_GET
@kept_while_nothing_happens
def page(request: Asking) -> HttpResponse:
    scope = request.GET.get("scope", "")
    rows = radar_rows(request.actor, scope or "mine", SHORT)
    if not rows and not scope:
        scope, rows = (
            "all",
            radar_rows(request.actor, "all", SHORT),
        )  # a director owes little, but looks after all of it
    scopes = [("mine", gettext("我的")), ("group", gettext("本组")), ("all", gettext("全部"))]
    yesterday = today() - timedelta(days=1)
    return show(
        request,
        "web/today.html",
        {
            "hello": hello(now().astimezone(HOME), request.person.name),
            "day": today(),
            "tiles": (shown := tiles(request.actor, yesterday)),
            "export": export_of(request.actor, [tile["code"] for tile in shown if not tile["own"]], yesterday),
            "report_more": {"label": gettext("打开全文"), "url": reverse("morning")}
            if may_list(request.actor, "morning_report")
            else None,
            "report_note": gettext("%(day)s · 全部店铺") % {"day": day_words(yesterday, weekday=True)},
            "rows": rows,
            "tabs": [
                {"label": label, "url": f"?scope={code}", "current": code == (scope or "mine")}
                for code, label in scopes
            ],
            "empty": {
                "title": gettext("没有到期的事"),
                "text": gettext("平台、买家和章程定下的时限会排在这里，最急的在最上面。"),
                "picture": "radar",
                "actions": [] if rows else [*go_on(request.actor), deadlines_of_the_rulebook()],
            },
            "asks": asks_of(asked_first(request.actor), request.actor),
            **on_today(request.actor),
            "meetings": coming_meetings(request.actor),
            "roster": turns_today(request.actor),
            "score": my_score(request),
            "kept": deadlines.tally(request.actor),
            "unread": len(acknowledging.waiting_for(request.person.pk)),
        },
    )


def coming_meetings(actor: Actor) -> list[dict[str, Any]]:
    """The meetings of the day that one goes to, or the next one."""
    return [
        {
            "title": title_of(one),
            "url": reverse("record", args=["meeting", one.pk]),
            "running": one.status == "running",
            "late": one.status == "called" and one.starts_at < now(),
            "chair": one.owner.name if one.owner is not None else "",
            "minutes": one.minutes,
        }
        for one in meetings.coming(actor)
    ]


def asked_first(actor: Actor) -> list[Approval]:
    """The requests that have waited longest for this person."""
    return _requests(ids=waiting_ids(actor.person_id)[:ASKS])


@prepared
def _requests(*, ids: Any) -> QuerySet[Approval]:
    return Approval.objects.filter(pk__in=ids).order_by("id")


def export_of(actor: Actor, names: list[str], day: date) -> list[dict[str, Any]]:
    """The button that has the day's numbers as a file, with the days that the tiles show."""
    given = [*(("name", name) for name in names), ("by", "day"), ("from", str(day - timedelta(days=DAYS - 1)))]
    return offer(actor, "numbers", "", urlencode([*given, ("to", str(day))])) if names else []


def hello(moment: datetime, name: str) -> str:
    hour = moment.hour
    words = (
        gettext("夜深了，%(name)s")
        if hour < 5
        else gettext("早上好，%(name)s")
        if hour < 11
        else gettext("中午好，%(name)s")
        if hour < 13
        else gettext("下午好，%(name)s")
        if hour < 18
        else gettext("晚上好，%(name)s")
    )
    return words % {"name": name}


def my_score(request: Asking) -> dict[str, Any] | None:
    """The running month as it looks now; None for posts without score and pay."""
    slip = reward.estimate(request.person.pk)
    if slip is None or (slip.score is None and not slip.lines):
        return None
    whole = slip.score
    return {
        "period": slip.period,
        "text": percent(whole.value) if whole and whole.value is not None else None,
        "value": whole.value if whole else None,
        "reason": message(whole.figure.reason) if whole else "",
        "parts": [
            {
                "name": name_read(part.metric, part.figure.version_id, part.figure.rule),
                "weight": percent(part.weight) if part.weight is not None else "",
                "text": percent(part.counted if part.counted is not None else part.value)
                if part.value is not None
                else None,
            }
            for part in slip.parts
        ],
        "pay": cents(slip.total) if slip.lines else None,
    }


@working
@require_POST
def switch_post(request: Asking) -> HttpResponse:
    """Act in another post that one holds."""
    post = request.POST.get("post", "")
    if post in organisation().posts_of.get(request.person.pk, ()):
        request.session[KEY] = post
    return HttpResponseRedirect(reverse("today"))
