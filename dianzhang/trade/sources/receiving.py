"""A message comes in: is it theirs, was it here before; then it is kept as it is, and somebody answers at once.

Kept and asked for as work in one transaction: a process killed a moment later has lost nothing that it answered for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Literal

from django.db import IntegrityError, transaction

from dianzhang.engine import jobs
from dianzhang.engine.distrust import turned_away
from dianzhang.engine.moment import now
from dianzhang.engine.vault import Unreadable, decrypt
from dianzhang.gateways.orders.pushed import KEY_HEADERS, SIGNATURES, TOPICS, genuine, is_ping

from .models import OrderSource, Pushed

KIND = "pushed_order"
LARGEST = 1_000_000  # bytes of a message; an order of a thousand articles has less
LONGEST_KEY = 100
Answer = Literal["kept", "known", "ping", "unknown", "forged", "large"]


def receive(token: str, headers: Mapping[str, str], read: Callable[[int], bytes]) -> Answer:
    """What came to an address; ``read`` gives at most so many bytes of the body."""
    source = OrderSource.objects.filter(token=token, status="active").first()
    if source is None:
        return "unknown"
    body = read(LARGEST + 1)
    if len(body) > LARGEST:
        turned_away("a pushed order that is too large", source=source.pk)
        return "large"
    signature = headers.get(SIGNATURES[source.platform], "")
    if not signature and is_ping(source.platform, body):
        return "ping"
    if not _is_theirs(source, body, signature):
        turned_away("a pushed order without a good signature", source=source.pk)
        return "forged"
    OrderSource.objects.filter(pk=source.pk).update(heard_at=now())
    topic = headers.get(TOPICS[source.platform], "").strip()[:80]
    named = headers.get(KEY_HEADERS.get(source.platform, ""), "").strip()
    key = named if 0 < len(named) <= LONGEST_KEY else sha256(named.encode() + topic.encode() + b"\n" + body).hexdigest()
    try:
        with transaction.atomic():
            kept = Pushed.objects.create(source=source, key=key, topic=topic, body=body, came_at=now())
            jobs.put(KIND, {"pushed": kept.pk})
    except IntegrityError:
        return "known"
    return "kept"


def _is_theirs(source: OrderSource, body: bytes, signature: str) -> bool:
    try:
        return genuine(decrypt(source.box), body, signature)
    except Unreadable:
        return False
