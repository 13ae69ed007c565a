"""The department as a picture: posts under the posts they report to, who holds them, and what is vacant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from dianzhang.engine import reading
from dianzhang.engine.actions.organisation import PERSON
from dianzhang.engine.actions.structure import POST, UNIT
from dianzhang.engine.lists import may_list
from dianzhang.engine.models import Post
from dianzhang.engine.organisation import Organisation, organisation
from dianzhang.engine.registry import Action

from .due import record_address
from .shell import show
from .tasks import address_of
from .who import Asking, working
from .words import action_name, post_name, subject_name, word


@dataclass
class Place:
    """A post in the picture.  ``vacant``: planned holders that are missing; None where no number is planned."""

    post: Post
    name: str
    unit: str
    url: str
    holders: list[dict[str, Any]]
    vacant: int | None
    under: list[Place] = field(default_factory=list)


@working
@require_GET
def chart(request: Asking) -> HttpResponse:
    """Everybody who works here sees it; names lead to records for those who may see them."""
    org, actor = organisation(), request.actor
    opens = {subject.name: may_list(actor, subject.name) for subject in (POST, UNIT, PERSON)}
    top = tree(org, posts=opens[POST.name], persons=opens[PERSON.name])
    places = [place for one in top for place in every(one)]
    create = [action for subject in (POST, UNIT, PERSON) for action in reading.creating_actions(actor, subject)]
    return show(
        request,
        "web/organisation.html",
        {
            "top": top,
            "people": len(org.posts_of),
            "posts": len(places),
            "empty": sum(not place.holders for place in places),
            "vacant": sum(place.vacant or 0 for place in places),
            "create": [{"label": _label(a), "url": address_of(a.name), "form": True} for a in create],
            "lists": [
                {"label": subject_name(subject), "url": reverse("list", args=[subject.name])}
                for subject in (POST, UNIT, PERSON)
                if opens[subject.name]
            ],
        },
    )


def _label(action: Action) -> str:
    """``岗位 设置``: several subjects stand beside each other here."""
    return f"{subject_name(action.subject)} {action_name(action)}"


def tree(org: Organisation, *, posts: bool, persons: bool) -> list[Place]:
    """The posts at the top, each with those under it; a closed post is not there."""
    there = {code: post for code, post in org.posts.items() if post.status == "open"}
    places = {code: _place(org, post, posts=posts, persons=persons) for code, post in there.items()}
    top: list[Place] = []
    for code, place in places.items():
        above = places.get(org.superior(code) or "")
        (above.under if above is not None else top).append(place)
    return top


def _place(org: Organisation, post: Post, *, posts: bool, persons: bool) -> Place:
    held = org.holders.get(post.code, ())
    unit = org.units.get(post.unit_id)
    return Place(
        post,
        post_name(post.code),
        word(unit.name) if unit is not None else "",
        record_address(POST.name, post.pk) if posts else "",
        [
            {"name": org.names[one], "url": record_address(PERSON.name, one) if persons else "",
             "away": one in org.absences.away}
            for one in held
        ],
        None if post.headcount is None else max(post.headcount - len(held), 0),
    )  # fmt: skip


def every(place: Place) -> Iterator[Place]:
    yield place
    for one in place.under:
        yield from every(one)
