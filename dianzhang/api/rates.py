"""How often one caller may ask: a bucket that fills up again, one for all processes, kept in the database.

A process takes a handful of requests from the bucket at a time and hands them out itself, so that of many requests one
costs a statement; a bucket that was found empty is not asked for again before there can be something in it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from django.conf import settings
from django.db import OperationalError
from django.db.models import F, Value
from django.db.models.functions import Greatest

from dianzhang.engine.rounds import every

from .models import Bucket

log = logging.getLogger("dianzhang.api")

HANDFUL = 20  # requests that a process takes at a time, but never more than a thirtieth of a minute's
_LAPSES = 60.0  # seconds after which what a process still has in hand is worth nothing: by then it is full again
_KEPT = 10_000  # callers remembered by a process
TURNS = 3  # others may take from what was seen to be there before it is taken
_AT_ONCE = 500  # buckets cleared away in one round
SECOND = 1_000_000  # microseconds


@dataclass
class _Hand:
    """What a process took for a caller: so many requests, good until then; or none, and until when the bucket is empty.

    Two threads may take at once: of what the first took, the rest is lost, and comes back with time.
    """

    left: int
    until: float
    empty: bool = False

    @property
    def spent(self) -> bool:
        return self.left <= 0 and not self.empty


_hands: OrderedDict[str, _Hand] = OrderedDict()
_lock = threading.Lock()


def seconds_to_wait(caller: str) -> float:
    """Take one request from the caller's bucket; 0 when there was one, else the seconds until there is."""
    a_minute: int = settings.DIANZHANG_API_RATE
    if a_minute <= 0:
        return 0.0
    moment = time.time()
    hand = _hands.get(caller)
    if hand is None or hand.until <= moment or hand.spent:
        hand = _take(caller, a_minute, moment)
        with _lock:
            _hands[caller] = hand
            _hands.move_to_end(caller)
            while len(_hands) > _KEPT:
                _hands.popitem(last=False)
    with _lock:
        if hand.left > 0:
            hand.left -= 1
            return 0.0
    return max(hand.until - moment, 0.001)


def _take(caller: str, a_minute: int, moment: float) -> _Hand:
    """A handful from the bucket, or as much as there is in it."""
    every = 60 * SECOND // a_minute  # microseconds in which one request comes back
    now = int(moment * SECOND)
    wanted = max(1, min(HANDFUL, a_minute // 30))
    try:
        if _granted(caller, wanted, every, now):
            return _Hand(wanted, moment + _LAPSES)
        for _turn in range(TURNS):
            full_at = Bucket.objects.values_list("full_at", flat=True).get(caller=caller)
            there = min(wanted, (now + 60 * SECOND - max(full_at, now)) // every)
            if there <= 0:
                break
            if _granted(caller, there, every, now):
                return _Hand(there, moment + _LAPSES)
    except OperationalError:  # a long write holds the database: the answer needs no more than to read it
        log.warning("the database is busy: a request is let in without being counted")
        return _Hand(1, moment + _LAPSES)
    comes_back = max(full_at, now) + every - (now + 60 * SECOND)
    return _Hand(0, moment + max(comes_back, 1) / SECOND, empty=True)


def _granted(caller: str, wanted: int, every: int, now: int) -> bool:
    """Whether so many were taken, in one statement.

    Kept is one number, when the bucket is full again; an empty one is in a minute.
    """
    reaches = Greatest(F("full_at"), Value(now)) + wanted * every
    rows = Bucket.objects.filter(caller=caller, full_at__lte=now + 60 * SECOND - wanted * every)
    if rows.update(full_at=reaches):
        return True
    if not Bucket.objects.filter(caller=caller).exists():
        Bucket.objects.bulk_create([Bucket(caller=caller, full_at=now)], ignore_conflicts=True)
    return bool(rows.update(full_at=reaches))  # also where another has just made it


@every(60)
def clear_away() -> int:
    """Buckets that have been full for a day are those of nobody who asks."""
    old = int((time.time() - 86_400) * SECOND)
    found = list(Bucket.objects.filter(full_at__lt=old).values_list("pk", flat=True)[:_AT_ONCE])
    return Bucket.objects.filter(pk__in=found).delete()[0] if found else 0


def forget() -> None:
    """What this process has in hand."""
    _hands.clear()
