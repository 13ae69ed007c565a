"""A call with an ``Idempotency-Key`` acts once, however often it is sent.

The key, what was asked and what was answered are one row, written in the transaction of the action: there is no moment
at which one is there and the other is not.  Of two calls with the same key at the same time the second waits for the
first, and is given its answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext

from dianzhang.engine.moment import now
from dianzhang.engine.rounds import every

from .entering import Calling
from .models import Answered
from .problems import Problem

KEPT = timedelta(hours=24)
HEADER = "Idempotency-Key"
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_AT_ONCE = 1000  # old rows cleared away in one round


def key_of(request: HttpRequest) -> str:
    """The key of a call; empty where it has none."""
    key = request.headers.get(HEADER, "")
    if key and not _KEY.fullmatch(key):
        advice = gettext("写 1 到 255 个可见的 ASCII 字符，不含空格，例如一个 UUID。")
        raise Problem(
            "unreadable-value", gettext("Idempotency-Key 写得不对。"), where=f"header/{HEADER}", advice=advice
        )
    return key


def once(calling: Calling, key: str, asked: str, act: Callable[[], str]) -> tuple[str, bool]:
    """The answer of ``act`` in one transaction with its key, and whether it was given before.

    Problem ``key-reused`` where the key stands for another call.  What ``act`` raises leaves the key free.
    """
    caller, digest = caller_of(calling), sha256(asked.encode()).hexdigest()
    try:
        with transaction.atomic():
            Answered.objects.filter(caller=caller, key=key, at__lte=now() - KEPT).delete()
            row = Answered.objects.create(caller=caller, key=key, digest=digest, at=now())
            row.answer = act()
            row.save(update_fields=["answer"])
            return row.answer, False
    except IntegrityError:
        before = Answered.objects.filter(caller=caller, key=key).first()
        if before is None:
            raise
    if before.digest != digest:
        raise Problem("key-reused", where=f"header/{HEADER}", advice=gettext("换一个新的 Idempotency-Key。"))
    return before.answer, True


def caller_of(calling: Calling) -> str:
    bearer = calling.bearer
    return f"token:{bearer.token_id}" if bearer is not None else f"person:{calling.actor.person_id}"


@every(60)
def clear_away() -> int:
    """Forget calls of more than a day ago."""
    old = Answered.objects.filter(at__lte=now() - KEPT).values_list("pk", flat=True)[:_AT_ONCE]
    return Answered.objects.filter(pk__in=list(old)).delete()[0]
