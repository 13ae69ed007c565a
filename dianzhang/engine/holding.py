"""Holding posts: who may give one to whom, and the dated assignment that comes of it."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from .access import OWNER_POST, Actor
from .models import Assignment, Post
from .outcome import Act


def why_not_given(post: str, person_id: int | None, actor: Actor) -> str:
    """Why ``actor`` may not give or take this post; empty where they may.

    A post is rights: nobody gives rights to themselves, and those of the owner, which no rule bounds, only an owner.
    """
    if actor.unbound:
        return ""
    if post == OWNER_POST:
        return _("负责人的岗位只有负责人能给、能收。")
    if person_id is not None and person_id == actor.person_id:
        return _("自己的岗位由别人来定。")
    return ""


def holds(person_id: int, post_id: int, day: date) -> bool:
    """Whether the post is theirs on that day already."""
    there = Assignment.objects.filter(Q(until=None) | Q(until__gt=day), person_id=person_id, post_id=post_id)
    return there.filter(since__lte=day).exists()


def begin(act: Act, person_id: int, post: Post, since: date) -> Assignment:
    """The post is theirs from that day on; one that began and ended on it goes on."""
    there = Assignment.objects.filter(person_id=person_id, post_id=post.pk, since=since).first()
    if there is None:
        there = Assignment(person_id=person_id, post_id=post.pk, since=since)
        there.pk = act.transaction.ids(Assignment, 1)[0]
        act.add(there)
    else:
        there.until = None
        act.change(there)
    return there
