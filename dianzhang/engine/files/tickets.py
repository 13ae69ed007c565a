"""What stands for a file between its coming in and the action that takes it: signed, for one person, for a day.

An action names a file by its ticket, so that nobody takes one by guessing or knowing its digest.
"""

from __future__ import annotations

from dataclasses import astuple

from django.core import signing

from ..access import Actor
from .keeping import Kept, path_of

GOOD_FOR = 24 * 60 * 60  # seconds; files that no row names stay longer than that
_SALT = "dianzhang.files"


def ticket_for(kept: Kept, actor: Actor) -> str:
    return signing.dumps([actor.person_id, actor.post, *astuple(kept)], salt=_SALT, compress=True)


def of_ticket(ticket: str, actor: Actor) -> Kept | None:
    """The file, if it was this person who sent it a while ago and it lies there."""
    try:
        person, post, *about = signing.loads(ticket, salt=_SALT, max_age=GOOD_FOR)
        kept = Kept(*about)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    mine = person == actor.person_id if actor.person_id is not None else (person is None and post == actor.post)
    return kept if mine and path_of(kept.sha256).exists() else None
