"""The alarms are looked after while a worker runs: each span when it is over, and again while something was missing."""

from __future__ import annotations

import time

from dianzhang.engine.moment import now
from dianzhang.engine.rounds import every

from .going_off import settle
from .watching import Seen, alarms, look, named, span_due

AGAIN = 600.0  # seconds after which a span is looked at once more: reports come late, and numbers are put right
_looked: dict[str, tuple[str, float]] = {}  # rule -> the span looked at, and when, on the monotonic clock


def watch() -> int:
    """Look at the span that each rule is due for and settle what was seen.  Returns how many alarms changed."""
    return _settle([rule_id for rule_id, _span in _due()])


def _due() -> list[tuple[str, str]]:
    moment = now()
    found = ((rule, span_due(rule, moment)) for rule, _version in alarms())
    return [(rule.id, named(*span)) for rule, span in found if span is not None]


def _settle(wanted: list[str]) -> int:
    moment, seen = now(), list[Seen]()
    for rule, version_id in alarms():
        span = span_due(rule, moment) if rule.id in wanted else None
        if span is not None:
            seen += look(rule, version_id, *span)
    return settle(seen, moment.date()) if seen else 0


@every(30)
def watch_in_time() -> int:
    """As :func:`watch`, in a worker: a rule whose span was looked at rests for a while."""
    at = time.monotonic()
    wanted = []
    for rule_id, span in _due():
        was, when = _looked.get(rule_id, ("", 0.0))
        if was != span or at - when >= AGAIN:
            _looked[rule_id] = span, at
            wanted.append(rule_id)
    return _settle(wanted) if wanted else 0
