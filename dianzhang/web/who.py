"""Who is asking, and in which post."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from dianzhang.engine.access import Actor, actor_of
from dianzhang.engine.models import Person

KEY = "post"


class Asking(HttpRequest):
    """A request of someone who works here."""

    actor: Actor
    person: Person


def working(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for people who are logged in and belong to the department; others are told what is missing."""

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = Person.objects.filter(user_id=request.user.pk or 0, status="active").first()
        if person is None:
            from .shell import stranger

            return stranger(request)
        asking = cast(Asking, request)
        asking.person = person
        asking.actor = chosen_actor(request, person)
        return view(asking, *args, **kwargs)

    return login_required(entered)


def chosen_actor(request: HttpRequest, person: Person) -> Actor:
    """In the post they chose; one they no longer hold is forgotten."""
    post = request.session.get(KEY)
    if post:
        try:
            return actor_of(person, post)
        except PermissionError:
            del request.session[KEY]
    return actor_of(person)
