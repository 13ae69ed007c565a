"""Who must come in with a second factor, and has none yet: asked by pages and by the API alike."""

from __future__ import annotations

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from .models import Person
from .organisation import organisation


def wanted(person: Person) -> bool:
    """Whether one of the posts they hold wants one (``DIANZHANG_SECOND_FACTOR_POSTS``; ``*`` is every post)."""
    posts: frozenset[str] = settings.DIANZHANG_SECOND_FACTOR_POSTS
    return bool(posts) and ("*" in posts or not posts.isdisjoint(organisation().posts_of.get(person.pk, ())))


def missing(person: Person, user: Any) -> bool:
    return wanted(person) and not is_mfa_enabled(user)
