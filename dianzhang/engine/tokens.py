"""Who comes in with a key, and what for.

A key reads ``dz_<prefix>_<secret>``.  What it may do is the right of its post *and* in its scopes:

* ``*``: whatever the post may;
* ``*:read``: see whatever the post may see;
* ``order:read``: see orders; ``order:*``: see them and do all their actions; ``order.ship``: one action;
* ``events:read``, ``metrics:read``, ``me:read``: the journal, numbers, one's own day.

No key makes keys or changes log-ins, whatever its scopes: one that leaked could never be got rid of.
"""

from __future__ import annotations

import hmac
import logging
import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from . import registry
from .access import Actor, actor_of
from .models import Person, Token, TokenRefusal
from .moment import day_of, now
from .organisation import organisation
from .prepared import prepared

log = logging.getLogger("dianzhang.tokens")

KEY = re.compile(r"dz_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
OTHERS = frozenset({"events", "metrics", "me"})  # what is read beside subjects
IN_PERSON = frozenset({"token"})  # subjects whose actions no key may do
LETTING_IN = frozenset({"person.invite", "person.reset_log_in", "person.unlock"})  # nor these of persons
_SEEN = timedelta(minutes=1)  # how exact last_used_at is: no row is written at every call
_NOBODY = sha256(b"").hexdigest()

REASONS = {
    "malformed": gettext_noop("这不是一个令牌。"),
    "unknown": gettext_noop("没有这个令牌。"),
    "revoked": gettext_noop("这个令牌已被吊销。"),
    "expired": gettext_noop("这个令牌已过期。"),
    "left": gettext_noop("这个令牌的主人已不在职。"),
    "post": gettext_noop("这个令牌的主人已不在签发时的岗位上。"),
}


@dataclass(frozen=True)
class Bearer:
    """Who came in with a key: acts as ``actor``, within ``scopes``."""

    token_id: int
    actor: Actor
    scopes: frozenset[str]
    name: str = ""

    def allows(self, wanted: str) -> bool:
        """Whether the scopes cover ``order:read``, ``events:read`` or the action ``order.ship``."""
        kind, read, _verb = wanted.partition(":")
        if read:
            return not self.scopes.isdisjoint({"*", "*:read", wanted, f"{kind}:*"})
        kind = wanted.partition(".")[0]
        letting_in = kind in IN_PERSON or wanted in LETTING_IN
        return not letting_in and not self.scopes.isdisjoint({"*", wanted, f"{kind}:*"})

    @property
    def source(self) -> dict[str, Any]:
        """For ``perform(…, source=bearer.source)``: the event keeps which key did it."""
        return {"token": self.token_id}


@dataclass(frozen=True)
class TurnedAway:
    """A key that opens nothing, and why (a code of ``REASONS``)."""

    reason: str
    token_id: int = 0
    why: str = field(default="", compare=False)


def new_key() -> tuple[str, str, str]:
    """A new key, and what is kept of it: ``(key, prefix, digest)``."""
    prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    return f"dz_{prefix}_{secret}", prefix, digest_of(secret)


def digest_of(secret: str) -> str:
    """256 random bits need no slow hash: nobody guesses them."""
    return sha256(secret.encode()).hexdigest()


def is_scope(scope: str) -> bool:
    if scope in ("*", "*:read"):
        return True
    if scope in registry.actions:
        told = registry.actions[scope].kind
        return told != "consequence" and scope.partition(".")[0] not in IN_PERSON and scope not in LETTING_IN
    kind, _colon, what = scope.partition(":")
    if kind in OTHERS:
        return what == "read"
    return kind in registry.subjects and (what == "read" or (what == "*" and kind not in IN_PERSON))


def authenticate(raw: str) -> Bearer | TurnedAway:
    """Who this key is; or why it opens nothing, which is counted and logged without the key.

    The secret is compared in constant time, also where there is no such prefix.
    """
    parts = KEY.fullmatch(raw.strip())
    if parts is None:
        return _turn_away("malformed")
    token = next(iter(_of_prefix(prefix=parts[1])), None)
    fits = hmac.compare_digest(token.digest if token else _NOBODY, digest_of(parts[2]))
    if token is None or not fits:
        return _turn_away("unknown")  # a wrong secret is nobody's: it says nothing about the key it imitates
    moment = now()
    if token.status != "active":
        return _turn_away("revoked", token)
    if moment >= token.expires_at:
        return _turn_away("expired", token)
    actor = _acting(token)
    if isinstance(actor, str):
        return _turn_away(actor, token)
    _seen(token, moment)
    return Bearer(token.pk, actor, frozenset(token.scopes.split()), token.name)


@prepared
def _of_prefix(*, prefix: str) -> QuerySet[Token]:
    return Token.objects.select_related("owner").filter(prefix=prefix)


def _acting(token: Token) -> Actor | str:
    """In whose place the key acts; a reason where nobody's."""
    if token.kind == "service":
        org = organisation()
        return Actor(None, token.post, org.unit_of(token.post), token.name) if token.post in org.posts else "post"
    person: Person | None = token.owner
    if person is None or person.status != "active":
        return "left"
    try:
        return actor_of(person, token.post)
    except PermissionError:
        return "post"


def _seen(token: Token, moment: datetime) -> None:
    """When it was last used is no fact about the department: no event, no revision."""
    if token.last_used_at is None or moment - token.last_used_at >= _SEEN:
        Token.objects.filter(pk=token.pk).update(last_used_at=moment)


def _turn_away(reason: str, token: Token | None = None) -> TurnedAway:
    token_id = token.pk if token else 0
    log.warning("key %s turned away: %s", token.prefix if token else "(not ours)", reason)
    moment = now()
    key = {"token_id": token_id, "reason": reason, "day": day_of(moment)}
    if not TokenRefusal.objects.filter(**key).update(count=F("count") + 1, last_at=moment):
        try:
            with transaction.atomic():
                TokenRefusal.objects.create(**key, last_at=moment)
        except IntegrityError:  # at the same instant, in another process
            TokenRefusal.objects.filter(**key).update(count=F("count") + 1, last_at=moment)
    return TurnedAway(reason, token_id, _(REASONS[reason]))
