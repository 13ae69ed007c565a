"""Proposals that need not wait for the end of the month: what is counted is worth an answer at once.

A rule may propose something because of a measure that is ``prompt`` (``measure.catalogue``).  As soon as it counts,
what such rules propose is put forward; the closing of the month comes to the same and proposes nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import together
from dianzhang.engine.moment import today
from dianzhang.engine.rounds import every
from dianzhang.kernel.rules import Consequence
from dianzhang.measure.catalogue import Slice, measures, month_of, period_of

from .actions.proposals import put_forward_by_rule, standing
from .facts import workers
from .proposing import Known, Proposed, of_rule
from .reckoning import ruleset_of

PAUSE = 60.0  # seconds between two looks


def is_prompt(rule: Consequence) -> bool:
    """Whether everything that it reads is counted at once, month by month."""
    names = rule.when.names if rule.when is not None else frozenset()
    read = [measures.get(name) for name in names]
    return rule.period == "month" and rule.run == 1 and bool(read) and all(m is not None and m.prompt for m in read)


def due_now(period: str) -> Iterator[Proposed]:
    """What such rules propose in a month that is not over, and what does not stand yet."""
    rules = ruleset_of(period)
    found = [rule for rule in rules.rules_of(Consequence) if is_prompt(rule)] if rules is not None else []
    if rules is None or not found:
        return
    first, last = month_of(period)
    counted: set[int] = set()
    for name in sorted({name for rule in found for name in (rule.when.names if rule.when else ())}):
        measure = measures[name]
        counted |= set(measure.rows(Slice(first, last)).values_list(measure.person, flat=True).distinct())
    who = [worker for worker in workers(period) if worker.person_id in counted] if counted else []
    known = Known(period)
    for rule in found if who else ():
        for one in of_rule(rule, rules, period, known, who):
            if not standing(one):
                yield one


@every(PAUSE)
def propose_promptly() -> int:
    """Put forward what has come true since the last look."""
    found = list(due_now(period_of(today())))
    if found:
        with together(SYSTEM) as tx:
            put_forward_by_rule(found, tx)
    return len(found)
