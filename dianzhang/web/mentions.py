"""Whom one may name with an @ beside a record: those who may see it, as the letters after the @ are typed."""

from __future__ import annotations

from django.http import JsonResponse
from django.views.decorators.http import require_GET

from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import subjects
from dianzhang.engine.telling import sees

from .acting import find_record
from .who import Asking, working
from .words import join, post_name

MOST = 8  # names that are offered
LOOKED_AT = 60  # people at most of whom it is asked whether they may see it


@working
@require_GET
def people(request: Asking, kind: str, record_id: int) -> JsonResponse:
    """``{"people": [{"name", "post"}]}``: names that begin with ``q``, one's own unit first; never oneself."""
    subject = subjects[kind]
    record = find_record(request, subject, record_id)
    org, me = organisation(), request.person.pk
    typed = request.GET.get("q", "").strip()[:20]
    named = [p for p in org.active if p != me and p in org.posts_of and org.names.get(p, "").startswith(typed)]

    def near(person: int) -> tuple[bool, str]:
        return all(org.unit_of(post) != request.actor.unit_id for post in org.posts_of[person]), org.names[person]

    found: list[dict[str, str]] = []
    for person in sorted(named, key=near)[:LOOKED_AT]:
        if len(found) == MOST:
            break
        if sees(person, subject, record):
            posts = join([post_name(post) for post in org.posts_of[person]])
            found.append({"name": org.names[person], "post": posts})
    return JsonResponse({"people": found})
