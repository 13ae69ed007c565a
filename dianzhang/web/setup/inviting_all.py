"""Everybody who cannot come in yet gets a link: mailed by their page, or copied here and handed over."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from dianzhang.engine import log_ins
from dianzhang.engine.act import perform
from dianzhang.engine.models import Person
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Item
from dianzhang.engine.words import post_name

from ..account.inviting import absolute, only_here
from ..who import Asking
from .walking import draw, step


@step
def invite(request: Asking) -> HttpResponse:
    """One link each, shown this once; pressed again, earlier links are worthless."""
    org = organisation()
    waiting = [one for one in _without_log_in() if one.pk != request.person.pk]
    made = []
    if request.method == "POST":
        chosen = set(request.POST.getlist("person"))
        asked = [one for one in waiting if one.code in chosen]
        outcomes = perform("person.invite", [Item(one.pk, data={}) for one in asked], request.actor)
        for one, outcome in zip(asked, outcomes, strict=True):
            link = ""
            if outcome.done:
                user = log_ins.user_of(Person.objects.get(pk=one.pk))
                link = absolute(request, reverse("invited", args=[log_ins.link_for(user)])) if user else ""
            label = gettext("%(name)s的链接") % {"name": one.name}
            made.append({"name": one.name, "link": link, "label": label, "why": outcome.why})
    people = [{"code": one.code, "name": one.name, "post": _post(org, one.pk)} for one in waiting]
    return draw(request, "invite", people=people, made=made, days=log_ins.LINK_HOLDS.days, only_here=only_here(request))


def _post(org: object, person: int) -> str:
    held = organisation().posts_of.get(person, ())
    return post_name(held[0]) if held else ""


def _without_log_in() -> list[Person]:
    """Who works here and has no password yet."""
    people = Person.objects.filter(status="active").select_related("user").order_by("id")
    return [one for one in people if one.user is None or not one.user.has_usable_password()]
