"""In which of their posts someone acts: the one they chose, the only one that may, or the one they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext

from dianzhang.engine.access import Actor, actor_of
from dianzhang.engine.organisation import organisation

from .who import KEY, Asking
from .words import post_name

FIELD = "as_post"


def settle(request: Asking, may: Callable[[Actor], bool]) -> list[dict[str, Any]]:
    """Let ``request.actor`` be whoever does it.  Not empty: it is not clear, and these fields must ask.

    Somebody who holds one post, or chose one, acts in it.  Else it is the post among theirs that may do it; where
    several may, the form asks, and the answer is kept for what they do next.
    """
    held = organisation().posts_of.get(request.person.pk, ())
    if len(held) < 2 or request.session.get(KEY) in held:
        return []
    able = [post for post in held if may(actor_of(request.person, post))]
    answer = request.POST.get(FIELD, "")
    if answer in able:
        request.session[KEY] = answer
        able = [answer]
    if able and request.actor.post not in able:
        request.actor = actor_of(request.person, able[0])
    if len(able) < 2:
        return []
    choices = [(post, post_name(post)) for post in able]
    asked = {"name": FIELD, "label": gettext("以哪个岗位"), "kind": "radio", "choices": choices, "required": True}
    return [asked | {"value": "", "errors": []}]


def unanswered(fields: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The question once more, to someone who sent the form without an answer."""
    return [field | {"errors": [gettext("你有几个岗位都能这样做，请选一个。")]} for field in fields]
