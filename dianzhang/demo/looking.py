"""“As whom do you want to look?”: every post of the demonstration with what lies on its table, and the way in as it.

Only whoever started the server has the key to this page, as to the first day's; and there is such a page only where
``dianzhang demo`` made the department, with the log-ins that lie in the data folder.
"""

from __future__ import annotations

import hmac
import json
from pathlib import Path
from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, logout
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from dianzhang.engine import deadlines
from dianzhang.engine.access import actor_of
from dianzhang.engine.distrust import turned_away
from dianzhang.engine.models import ClockRow, Person
from dianzhang.engine.moment import now
from dianzhang.engine.seats import waiting_for
from dianzhang.engine.words import post_name
from dianzhang.work import queries

LOGINS, KEY = "demo-logins.json", "demo-key"
LOOKING = "looks_at_demonstration"  # in the session of whoever had the key
MOST = 100  # tasks counted


def _file(name: str) -> Path:
    home: Path = settings.DIANZHANG_HOME
    return home / name


def _log_ins() -> dict[str, dict[str, str]]:
    """Username -> name and password, as the demonstration was made; 404 where this is none."""
    try:
        told: dict[str, dict[str, str]] = json.loads(_file(LOGINS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Http404 from None
    return {one["username"]: one for one in told.values()}


def _may_look(request: HttpRequest) -> bool:
    """With the key in the address, or having come with it before."""
    given = request.GET.get("key", "")
    try:
        kept = _file(KEY).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return False
    if given and kept and hmac.compare_digest(kept.encode(), given.encode()):
        request.session[LOOKING] = True
    return bool(request.session.get(LOOKING))


def _closed(request: HttpRequest) -> HttpResponse:
    turned_away("somebody without the key of the demonstration")
    return render(request, "demo/closed.html", status=403)


@never_cache
@require_GET
def everybody(request: HttpRequest) -> HttpResponse:
    known = _log_ins()
    if not _may_look(request):
        return _closed(request)
    persons = Person.objects.filter(code__in=known, status="active").order_by("id")
    return render(request, "demo/looking.html", {"people": [_table(person) for person in persons]})


def _table(person: Person) -> dict[str, Any]:
    """What lies on somebody's table now."""
    actor, moment = actor_of(person), now()
    owed = ClockRow.objects.filter(deadlines.owed_by(actor), quiet=False)
    running = owed.filter(live=True)
    return {
        "code": person.code,
        "name": person.name,
        "post": post_name(actor.post),
        "late": running.filter(due_at__lt=moment).count(),
        "due": running.filter(due_at__gte=moment).count(),
        "asked": waiting_for(person.pk).count(),
        "tasks": len(queries.on_my_desk(actor, MOST)) + len(queries.asked_me(actor, MOST)),
        "kept": owed.filter(state="met").count(),
    }


@never_cache
@require_POST
def look_as(request: HttpRequest) -> HttpResponse:
    """Log in as one of them, by the password that the demonstration gave; a second factor is asked for as ever."""
    known = _log_ins()
    if not _may_look(request):
        return _closed(request)
    chosen = known.get(request.POST.get("who", ""))
    if chosen is None:
        raise Http404
    user = authenticate(request, username=chosen["username"], password=chosen["password"])
    if not isinstance(user, User):
        messages.warning(request, gettext("这个人的密码改过了，用新密码从登录页进去。"))
        return HttpResponseRedirect(reverse("demo-everybody"))
    logout(request)  # whoever one looked as before is out
    answer: HttpResponse = perform_password_login(request, {"username": user.username}, Login(user=user))
    request.session[LOOKING] = True
    return answer
