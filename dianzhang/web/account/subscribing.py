"""One's calendar in one's phone: the address is made, renewed and revoked here, and shown once."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dianzhang.engine import registry
from dianzhang.engine.act import one
from dianzhang.engine.models import Feed
from dianzhang.engine.outcome import Outcome

from ..acting import go, tell
from ..shell import show
from ..who import Asking, working
from .inviting import absolute, only_here

VERBS = ("make", "renew", "revoke")


@working
@never_cache
@require_http_methods(["GET", "POST"])
def subscribing(request: Asking) -> HttpResponse:
    """The answer to making one is the only page that ever shows the address."""
    secret, problem = "", ""
    if request.method == "POST":
        verb = request.POST.get("do", "")
        outcome = done(request, verb if verb in VERBS else "make")
        if verb == "revoke":
            tell(request, registry.actions["feed.revoke"], outcome)
            return go(request, reverse("calendar-feed"))
        secret, problem = outcome.shown_once, "" if outcome.done else outcome.why
    address = absolute(request, reverse("feed", args=[secret])) if secret else ""
    context = {
        "feed": current(request),
        "address": address,
        "webcal": f"webcal://{address.partition('://')[2]}" if address else "",
        "problem": problem,
        "only_here": bool(address) and only_here(request),
    }
    return show(request, "web/account/subscribing.html", context, status=422 if problem else 200)


def current(request: Asking) -> Feed | None:
    return Feed.objects.filter(owner=request.person, status="active").first()


def done(request: Asking, verb: str) -> Outcome:
    feed = current(request)
    if verb == "make" or feed is None:
        return one("feed.make", request.actor)
    return one(f"feed.{verb}", request.actor, feed.pk)
