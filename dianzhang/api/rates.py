"""How often one caller may ask: a bucket of requests that fills up again, kept in the memory of each process."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict

from django.conf import settings

_KEPT = 10_000  # callers remembered; whoever has not asked for longest is forgotten, with a full bucket

_buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # caller -> requests left, when that was
_lock = threading.Lock()


def seconds_to_wait(caller: str) -> float:
    """Take one request from the caller's bucket; 0 when there was one, else the seconds until there is."""
    a_minute: int = settings.DIANZHANG_API_RATE
    if a_minute <= 0:
        return 0.0
    moment = time.monotonic()
    with _lock:
        left, since = _buckets.pop(caller, (float(a_minute), moment))
        left = min(float(a_minute), left + (moment - since) * a_minute / 60)
        allowed = left >= 1
        _buckets[caller] = (left - 1 if allowed else left, moment)
        while len(_buckets) > _KEPT:
            _buckets.popitem(last=False)
    return 0.0 if allowed else (1 - left) * 60 / a_minute


def forget() -> None:
    _buckets.clear()
