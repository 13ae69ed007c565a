"""What is known of somebody's days, so that a report need not be typed: what was done, the figures, what is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from dianzhang.engine import registry, rulebooks
from dianzhang.engine.access import Actor
from dianzhang.engine.models import Event
from dianzhang.engine.moment import HOME, start_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.owed import owed
from dianzhang.engine.referred import Ref, referred
from dianzhang.engine.registry import Action
from dianzhang.engine.words import action_name, join, subject_name
from dianzhang.kernel.duties import end_of_work
from dianzhang.kernel.units import Span
from dianzhang.measure.catalogue import Slice, measures
from dianzhang.measure.series import total
from dianzhang.ui.figures import written
from dianzhang.ui.wording import chinese

from .periods import period

NAMED = 3  # records of one kind of action that are named; the others are counted
MANY = 20  # lines of one part
DAY = timedelta(days=1)


def what_was_done(person: int, first: date, last: date) -> str:
    """A line for each kind of action, the most frequent first: how often, and the records it happened to last."""
    records: dict[str, dict[int, None]] = defaultdict(dict)
    times: dict[str, int] = defaultdict(int)
    events = Event.objects.filter(
        actor_id=person, rule="", occurred_at__gte=start_of(first), occurred_at__lt=start_of(last + DAY)
    )
    for kind, pk in events.order_by("-id").values_list("kind", "subject_id").iterator():
        if is_work(registry.actions.get(kind)):
            times[kind] += 1
            records[kind][pk] = None
    often = sorted(times, key=lambda kind: -times[kind])[:MANY]
    named = {kind: [(registry.actions[kind].subject.name, pk) for pk in list(records[kind])[:NAMED]] for kind in often}
    known = referred(ref for refs in named.values() for ref in refs)
    return "\n".join(_line(registry.actions[kind], times[kind], named[kind], known) for kind in often)


def is_work(action: Action | None) -> bool:
    """Whether doing it is somebody's work; what one does with log-ins, views, drafts of the rulebook is not."""
    return (
        action is not None
        and action.kind == "command"
        and action.subject.model._meta.app_label not in ("engine", "safety", "api")
        and action.subject.name != "report"
    )


def _line(action: Action, times: int, refs: Sequence[Ref], known: Mapping[Ref, Any]) -> str:
    titles = [action.subject.title(known[ref]) for ref in refs if ref in known]
    what = _("%(subject)s · %(action)s") % {"subject": subject_name(action.subject), "action": action_name(action)}
    said = _("%(what)s：%(times)d 次") % {"what": what, "times": times}
    more = "…" if times > len(titles) else ""
    return _("%(said)s（%(which)s）") % {"said": said, "which": join(titles) + more} if titles else said


def figures_of(person: int, first: date, last: date) -> str:
    """The person's own figures of these days, as the catalogue of measures has them; those without a fact are left."""
    posts = tuple(organisation().posts_of.get(person, ()))
    found = []
    for measure in measures.values():
        if measure.whose == "person" and measure.grain == "day" and not measure.reads:
            value = total(measure, Slice(first, last, person=person, posts=posts))
            if value:
                name = measure.zh if chinese() else measure.english or measure.name
                found.append(_("%(name)s：%(value)s") % {"name": name, "value": written(value, measure.unit)})
    return "\n".join(found[:MANY])


def what_is_due(actor: Actor, kind: str, last: date) -> str:
    """What somebody owes after ``last`` until the end of what comes next (the next working day, week or month, as the
    report is of a day, a week or a month), and what is late already; of more than fit, how many."""
    listed = owed(actor, _until(kind, last), MANY, since=start_of(last + DAY))
    lines = [f"{_when(one.due_at)} {one.title} {one.what}".strip() for one in listed.lines]
    return "\n".join([*lines, _("还有 %(n)d 项") % {"n": listed.more}] if listed.more else lines)


def _until(kind: str, last: date) -> datetime:
    """The end of what comes after the period that ``last`` lies in."""
    if kind == "daily":
        return _end_of_next_day(last)
    following = period(kind, period(kind, last)[1] + DAY)[1]
    return start_of(following + DAY) - timedelta(microseconds=1)


def _when(moment: datetime | None) -> str:
    return f"{moment.astimezone(HOME):%m-%d %H:%M}" if moment is not None else ""


def _end_of_next_day(day: date) -> datetime:
    calendar = rulebooks.calendar_of(None)
    following = calendar.add(start_of(day + DAY) - timedelta(seconds=1), Span(1, 0, True)).astimezone(HOME).date()
    return end_of_work(following, calendar)
