"""The task that an alarm opens: for the post of the clause, with its deadline and the emergency plan as checklist."""

from __future__ import annotations

from dianzhang.engine import registry, rulebooks
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.implying import Because
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Item
from dianzhang.kernel.calendar import NATURAL
from dianzhang.kernel.rules import Alarm
from dianzhang.work.actions.naming import Planned
from dianzhang.work.actions.ticking import Lines

from .models import NumberAlarm
from .states import ALARM, title_of

TITLE = 120  # letters of a task's title


def open_task(alarm: NumberAlarm, rule: Alarm, act: Act, named: str) -> int | None:
    """Make it; returns its id.  Of a post that several hold, the one above answers and they do it."""
    assert rule.within is not None
    clause = rulebooks.ruleset(alarm.version_id).clause_of(rule)
    above = organisation().superior(rule.owner) or rule.owner
    alone = len(organisation().holders.get(rule.owner, ())) == 1
    calendar = rulebooks.calendar_of(rule.calendar) if rule.within.working else NATURAL
    wanted = Planned(
        title=title_of(alarm)[:TITLE], description=clause.text[:2000],
        due_at=calendar.add(act.recorded_at, rule.within), accountable_post=rule.owner if alone else above,
        responsible_posts=[rule.owner], consulted_posts=[above], informed_posts=list(rule.notify) or [above],
        important=True, of_kind=ALARM.name, of_id=alarm.id, rule=named, version_id=alarm.version_id,
    )  # fmt: skip
    because = Because(rule.id, alarm.version_id)
    tx = act.transaction
    made = tx.do(registry.actions["task.plan"], [Item(data=wanted, because=because)], actor=SYSTEM, checked=True)[0]
    if made.done and rule.plan:
        lines = Lines(text="\n".join(rule.plan))
        tx.do(registry.actions["task.itemise"], [Item(made.id, data=lines)], actor=SYSTEM, checked=True)
    return made.id if made.done else None
