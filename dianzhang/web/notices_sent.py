"""What went out of the system: the way back in by a link, a try on a button, and what became of each message."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from dianzhang.engine import access, reading, registry
from dianzhang.engine.act import one
from dianzhang.engine.distrust import turned_away
from dianzhang.engine.models import Notice, Person
from dianzhang.people.notices import delivering, links
from dianzhang.people.notices.models import Dispatch
from dianzhang.people.notices.pages import lines, newest
from dianzhang.people.notices.states import ROBOT

from .acting import act, find_record, go, tell
from .due import record_address
from .notices import came_to
from .shell import show
from .who import Asking, working

TRY_PAUSE = timedelta(minutes=1)


@working
@never_cache
@require_GET
def go_to(request: Asking, signed: str) -> HttpResponse:
    """To what a message is about, for the one whom it is for; nothing is decided by coming here."""
    try:
        link = links.read(signed)
    except links.Expired:
        return astray(
            request, gettext("这个链接过期了"), gettext("通知里的链接管七天。要办的事还在系统里，从下面进去。")
        )
    except links.Wrong:
        turned_away("a link in no message of ours", request.actor)
        return astray(request, gettext("这个链接不对"), gettext("它不是店章发出的，或者抄漏了。要办的事从下面进去。"))
    if link.person != request.person.pk:
        asked = Person.objects.filter(pk=link.person).values_list("name", flat=True).first() or ""
        context = {"asked": asked, "here": request.path}
        return show(request, "web/notice_not_yours.html", context, status=403)
    notice = Notice.objects.filter(pk=link.notice, person=request.person).first()
    if notice is None:
        return astray(request, gettext("这条通知已经不在了"), gettext("要办的事还在系统里，从下面进去。"))
    return go(request, came_to(notice))


def astray(request: Asking, title: str, text: str) -> HttpResponse:
    return show(request, "web/notice_gone.html", {"title": title, "text": text}, status=410)


@working
@require_http_methods(["GET", "POST"])
def try_robot(request: Asking, record_id: int) -> HttpResponse:
    """One message to the group, at once, and what came of it."""
    if request.method == "GET":
        return act(request, kind=ROBOT.name, record_id=record_id, verb="try")
    action = registry.actions["robot.try"]
    robot = find_record(request, ROBOT, record_id)
    if not reading.may(request.actor, action, robot):
        raise Http404
    outcome = one(action.name, request.actor, record_id)
    if outcome.done:
        made = Dispatch.objects.filter(robot_id=record_id, test=True).latest("pk")
        say(request, delivering.send_now(made.pk))
    else:
        tell(request, action, outcome)
    return go(request, record_address(ROBOT.name, record_id))


def say(request: Asking, dispatch: Dispatch) -> None:
    """What came of a try, in one plain line."""
    given = {"why": dispatch.why, "code": dispatch.code}
    match dispatch.state:
        case "sent":
            messages.success(request, gettext("试发成功，对方收下了。"))
        case "waiting":
            messages.info(request, gettext("现在发得太密，排着队，轮到就发。"))
        case "refused":
            messages.error(request, gettext("试发没有成：%(why)s") % given)
        case _:
            messages.error(request, gettext("试发没有送到：%(why)s") % given)


@working
@require_GET
def sent(request: Asking) -> HttpResponse:
    """Everybody's, for whoever looks after the robots; one's own for others.  Never what was said."""
    everybody = access.reach_of(request.actor, f"{ROBOT.name}.view") == "all"
    rows = Dispatch.objects.all() if everybody else Dispatch.objects.filter(person=request.person)
    context = {"dispatches": lines(newest(rows)), "everybody": everybody, "settings": reverse("account-notices")}
    return show(request, "web/notices_sent.html", context)
