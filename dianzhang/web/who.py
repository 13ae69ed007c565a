"""Who is asking, and in which post."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from dianzhang.engine import second_factor
from dianzhang.engine.access import Actor, actor_of
from dianzhang.engine.models import Person
from dianzhang.engine.unmoved import looking

from .distrust import inside

KEY = "post"


class Asking(HttpRequest):
    """A request of someone who works here."""

    actor: Actor
    person: Person


def working(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for people who are logged in and belong to the department; others are told what is missing.

    Whoever holds a post that wants a second factor and has none is sent to take one up.
    """
    return _entering(view, settled=True)


def working_without_second_factor(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """As ``working``, for the pages on which one takes it up."""
    return _entering(view, settled=False)


def _entering(view: Callable[..., HttpResponse], *, settled: bool) -> Callable[..., HttpResponse]:
    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return to_log_in(request)
        if unwritable(request):
            raise Http404
        person: Person | None = getattr(request.user, "person", None)  # read together with the user
        if person is None or person.status != "active":
            from .shell import stranger

            return stranger(request)
        if settled and second_factor.missing(person, request.user):
            return HttpResponseRedirect(reverse("account"))
        asking = cast(Asking, request)
        asking.person = person
        asking.actor = chosen_actor(request, person)
        if request.method not in ("GET", "HEAD"):
            return _not_kept(view(asking, *args, **kwargs))
        with looking():
            return _not_kept(view(asking, *args, **kwargs))

    return entered


def _not_kept(response: HttpResponse) -> HttpResponse:
    """No browser keeps a page of somebody's: going back after they left would show it to whoever sits there now."""
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def to_log_in(request: HttpRequest) -> HttpResponse:
    """To the log-in, and back here afterwards; whose browser was logged in until now is told that this has ended.

    A part of a page that htmx asks for becomes no log-in form in the midst of it: the whole page goes there.
    """
    within = bool(request.headers.get("HX-Request"))
    page = urlsplit(request.headers.get("HX-Current-URL", "")) if within else urlsplit(request.get_full_path())
    here = inside(page.path + (f"?{page.query}" if page.query else ""))
    # A session that is gone leaves an empty cookie behind; one of a stranger at the log-in holds something.
    gone = settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.is_empty()
    ended = {"ended": 1} if within or gone else {}
    address = f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': here, **ended}, safe='/')}"
    if within:
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def unwritable(request: HttpRequest) -> bool:
    """Whether something sent here holds a zero character, which no keyboard makes and PostgreSQL does not take."""
    sent = (text for given in (request.GET, request.POST) for _name, texts in given.lists() for text in texts)
    return any("\0" in text for text in (request.path, *sent))


def chosen_actor(request: HttpRequest, person: Person) -> Actor:
    """In the post they chose; one they no longer hold is forgotten."""
    post = request.session.get(KEY)
    if post:
        try:
            return actor_of(person, post)
        except PermissionError:
            del request.session[KEY]
    return actor_of(person)
