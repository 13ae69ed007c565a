"""The first step: a department, its owner, and their log-in.  Only whoever started the server has the key to it."""

from __future__ import annotations

import hmac
from pathlib import Path

from django.conf import settings
from django.contrib.auth import authenticate, login, password_validation
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dianzhang.engine.access import OWNER_POST, SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Person, Unit
from dianzhang.people.department import found_department, give_login, take_on
from dianzhang.people.joining import CODE

from ..who import working
from . import steps

KEY_FILE = "setup-key"


def fits(given: str) -> bool:
    """Whether this is the key that lies in the data folder; without one nobody founds anything here."""
    file: Path = settings.DIANZHANG_HOME / KEY_FILE
    try:
        kept = file.read_text(encoding="ascii").strip()
    except OSError:
        return False
    return bool(kept) and hmac.compare_digest(kept.encode(), given.encode())


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    """Name the department and oneself.  Once somebody is here the address leads on, or to the log-in."""
    if steps.founded():
        return _go_on(request)
    key = request.POST.get("key") or request.GET.get("key", "")
    if not fits(key):
        return render(request, "web/setup/closed.html", status=403)
    given = {name: request.POST.get(name, "").strip() for name in ("department", "name", "code")}
    errors: dict[str, str] = {}
    if request.method == "POST":
        password, again = request.POST.get("password", ""), request.POST.get("again", "")
        errors = _wrong(given, password, again)
        if not errors:
            person = _make(given, password)
            login(request, authenticate(request, username=person.code, password=password))
            return HttpResponseRedirect(steps.after("owner"))
    context = {"key": key, "given": given, "errors": errors, "steps": steps.steps(), "here": "owner"}
    return render(request, "web/setup/owner.html", context, status=422 if errors else 200)


@working
def _go_on(request: HttpRequest) -> HttpResponse:
    if not steps.may_set_up(request.actor):  # type: ignore[attr-defined]
        raise Http404
    return HttpResponseRedirect(steps.after("owner"))


def _wrong(given: dict[str, str], password: str, again: str) -> dict[str, str]:
    errors = {}
    for name in ("department", "name"):
        if not given[name] or len(given[name]) > 80 or not given[name].isprintable():
            errors[name] = gettext("请填写，不超过 80 个字。")
    if not CODE.fullmatch(given["code"]):
        errors["code"] = gettext("登录名只用字母、数字和 _ . -。")
    try:
        password_validation.validate_password(password, User(username=given["code"], first_name=given["name"]))
    except ValidationError as error:
        errors["password"] = " ".join(error.messages)
    if password != again:
        errors["again"] = gettext("两次输入的不一样。")
    return errors


@transaction.atomic
def _make(given: dict[str, str], password: str) -> Person:
    """All of it or nothing: of two who press at once, the second finds somebody here."""
    found_department()
    top = Unit.objects.get(code="dept")
    must(one("unit.change", SYSTEM, top.pk, name=given["department"], parent=None))
    person = take_on(given["code"], given["name"], OWNER_POST)
    give_login(person, password)
    return person
