"""Links in messages: signed, for one person and one notice, good for a week.

They open nothing by themselves: whoever follows one logs in, and sees what they may see anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from dianzhang.engine.models import Notice

HOLDS = timedelta(days=7)  # ours
_SALT = "dianzhang.go"


@dataclass(frozen=True)
class Link:
    notice: int
    person: int


class Wrong(Exception):
    """Nobody here made this link."""


class Expired(Exception):
    """It was good until a week after it was sent."""


def link_to(notice: Notice) -> str:
    """The whole address, as the department's people reach it."""
    signed = signing.dumps([notice.pk, notice.person_id], salt=_SALT)
    return f"{base()}{reverse('go-to', args=[signed])}"


def base() -> str:
    found: str = settings.DIANZHANG_URL
    return found or f"http://{settings.DIANZHANG_HOST}:{settings.DIANZHANG_PORT}"


def read(signed: str) -> Link:
    """Whose link it is and to what.  Raises ``Expired`` or ``Wrong``."""
    try:
        notice, person = signing.loads(signed, salt=_SALT, max_age=HOLDS)
    except signing.SignatureExpired:
        raise Expired from None
    except (signing.BadSignature, ValueError, TypeError):
        raise Wrong from None
    return Link(notice, person)
