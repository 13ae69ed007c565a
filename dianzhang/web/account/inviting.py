"""Letting a colleague in: a link that sets a password once, by mail or handed over; and the page it leads to."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import password_validation
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dianzhang.engine import log_ins, reading
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import one, perform
from dianzhang.engine.distrust import turned_away
from dianzhang.engine.gating import unit_of
from dianzhang.engine.models import Person
from dianzhang.engine.outcome import Item

from ..acting import answer_form, find, find_record, form_of, gate_of, moved_on
from ..distrust import whole
from ..due import record_address
from ..fields import read
from ..shell import show
from ..who import Asking, working


@working
@never_cache
@require_http_methods(["GET", "POST"])
def let_in(request: Asking, record_id: int, verb: str) -> HttpResponse:
    """The form of an invitation or a reset; the answer shows the link this once, and says whether it went by mail."""
    action = find("person", verb)
    person = find_record(request, action.subject, record_id)
    if not reading.may(request.actor, action, person):
        raise Http404
    address = reverse("let-in", args=[record_id, verb])
    gated = gate_of(request.actor, action, [unit_of(person)])
    if request.method == "GET":
        begun = {"email": _email_of(person), "revision": str(person.revision)}
        return answer_form(request, form_of(action, address, begun, gated=gated), about=person.name)
    given = read(action.input, request.POST)
    outcome = perform(action.name, Item(record_id, whole(request.POST.get("revision")), given), request.actor)[0]
    if outcome.status == "moved_on":
        return moved_on(request, outcome, record_address("person", record_id))
    if not outcome.done:
        form = form_of(action, address, request.POST, outcome, gated=gated)
        return answer_form(request, form, about=person.name, status=422)
    user = User.objects.get(person=record_id)
    mailed = bool(given.get("email")) and _mail(request, user)
    link = absolute(request, reverse("invited", args=[log_ins.link_for(user)]))
    context = {"person": person, "user": user, "link": "" if mailed else link, "mailed": mailed, "verb": verb}
    context["unsent"] = bool(given.get("email")) and not mailed
    context["only_here"] = bool(context["link"]) and only_here(request)
    context["days"] = log_ins.LINK_HOLDS.days
    if request.headers.get("HX-Request"):
        return render(request, "web/account/link_dialog.html", context)
    return show(request, "web/account/link.html", context)


def _email_of(person: Person) -> str:
    user = log_ins.user_of(person)
    return user.email if user is not None else ""


def absolute(request: HttpRequest, path: str) -> str:
    """The whole address, as the department's people reach it."""
    base: str = settings.DIANZHANG_URL
    return f"{base}{path}" if base else request.build_absolute_uri(path)


def only_here(request: HttpRequest) -> bool:
    """Whether an address given away now opens on this machine alone: nobody said how others reach it."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    return not settings.DIANZHANG_URL and host.strip("[]") in ("127.0.0.1", "localhost", "::1")


def _mail(request: HttpRequest, user: User) -> bool:
    """Whether the link went out.  A mail server that is away is no reason not to let somebody in."""
    if not settings.DIANZHANG_MAILS:
        return False
    link = absolute(request, reverse("invited", args=[log_ins.link_for(user, mailed=True)]))
    context = {"name": user.first_name, "username": user.username, "link": link, "days": log_ins.LINK_HOLDS.days}
    try:
        sent = send_mail(
            gettext("设好密码，登录店章"), render_to_string("web/account/invitation.txt", context), None, [user.email]
        )
    except OSError:  # smtplib's errors are among them
        return False
    return bool(sent)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invited(request: HttpRequest, link: str) -> HttpResponse:
    """Where the link leads: looking at it uses nothing up, a password does."""
    found = log_ins.of_link(link)
    if found is None:
        turned_away("a link that lets nobody in")
        return render(request, "web/account/link_gone.html", status=410)
    user, mailed = found
    errors: dict[str, list[str]] = {}
    if request.method == "POST":
        password, again = request.POST.get("password", ""), request.POST.get("again", "")
        errors = _wrong(user, password, again)
        if not errors:
            accept(user, password, mailed=mailed)
            messages.success(request, gettext("密码设好了，登录吧。"))
            return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'name': user.username})}")
    context = {"user": user, "errors": errors}
    return render(request, "web/account/invited.html", context, status=422 if errors else 200)


def _wrong(user: User, password: str, again: str) -> dict[str, list[str]]:
    if password != again:
        return {"again": [gettext("两次输入的不一样。")]}
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        return {"password": list(error.messages)}
    return {}


def accept(user: User, password: str, *, mailed: bool) -> None:
    """The password is set; who came by a link that was mailed has proved the address."""
    user.set_password(password)
    user.save(update_fields=["password"])
    if mailed and user.email:
        EmailAddress.objects.update_or_create(
            user=user, email=user.email.lower(), defaults={"verified": True, "primary": True}
        )
    one("person.change_log_in", SYSTEM, user.person.pk, what="password")
