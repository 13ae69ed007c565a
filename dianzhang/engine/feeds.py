"""Whose calendar an address opens.  The address is the key: 256 random bits, of which only the digest is kept."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

from .access import Actor, actor_of
from .models import Feed
from .moment import now
from .organisation import organisation
from .tokens import digest_of

SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
_SEEN = timedelta(minutes=5)  # how exact ``read_at`` is: no row is written at every read


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def opened_by(secret: str) -> Feed | None:
    """The feed that this address opens; None for a wrong or revoked one, and for that of somebody who left."""
    if not SECRET.fullmatch(secret):
        return None
    feed = Feed.objects.select_related("owner").filter(digest=digest_of(secret), status="active").first()
    if feed is None or feed.owner is None or feed.owner_id not in organisation().active:
        return None
    return feed


def reader_of(feed: Feed) -> Actor:
    """In whose place it is read: the owner's, in the first of their posts."""
    return actor_of(feed.owner)


def was_read(feed: Feed, digest: str) -> None:
    """When it was read and what, is no fact about the department: no event, no revision."""
    moment = now()
    changed = {"told": digest, "told_at": moment.replace(microsecond=0)} if feed.told != digest else {}
    if changed or feed.read_at is None or moment - feed.read_at >= _SEEN:
        Feed.objects.filter(pk=feed.pk).update(read_at=moment, **changed)
        for name, value in changed.items():
            setattr(feed, name, value)
