"""What stands on a day of the calendar: deadlines, dates of records, and with a sign how those gone by ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext, gettext_noop

from dianzhang.engine import registry
from dianzhang.engine.agenda import Days, Happening, outcome_of
from dianzhang.engine.deadlines import ClockView
from dianzhang.engine.moment import HOME, day_of, now

from .due import record_address, title_of, what_of
from .words import join, subject_name, word

SIGNS = {  # how it ended -> its sign and what that says
    "kept": ("✓", gettext_noop("按时")), "late": ("✓", gettext_noop("晚了才办完")),
    "missed": ("✕", gettext_noop("逾期")), "held": ("✓", gettext_noop("已举行")),
    "fell": ("✕", gettext_noop("没有举行")), "excused": ("–", gettext_noop("另作安排")),
}  # fmt: skip


def sign_of(outcome: str) -> dict[str, Any] | None:
    """The sign of how something ended, with its words; None of what has not."""
    if outcome not in SIGNS:
        return None
    mark, words = SIGNS[outcome]
    return {"mark": mark, "words": gettext(words), "kind": outcome}


def left_out(left: Mapping[str, int], looked: bool) -> str:
    """What the page says of what did not fit: of which kinds, and how many of each."""
    kinds = [
        gettext("%(kind)s还有 %(n)d 项") % {"kind": subject_name(registry.subjects[kind]), "n": n}
        for kind, n in left.items()
    ]
    said = [gettext("没有全部排下：%(kinds)s。选一类，或看一周、一天。") % {"kinds": join(kinds)}] if kinds else []
    if not looked:
        said.append(gettext("过去的太多，最早几天的没有排出来：看一周、一天，或选一个人。"))
    return "".join(said)


def laid_out(
    clocks: Sequence[ClockView], happenings: Sequence[Happening], days: Days
) -> dict[date, list[dict[str, Any]]]:
    """Lines of each day, the earliest first.  A date that a deadline tells already is not told twice."""
    found: dict[date, list[dict[str, Any]]] = defaultdict(list)
    told = set[tuple[str, int, date]]()
    for view in clocks:
        assert view.row.due_at is not None
        entry = of_clock(view)
        key = (view.row.subject_kind, view.row.subject_id, day_of(view.row.due_at))
        if view.row.subject_kind != "approval" or key not in told:  # of a request what comes next is enough
            found[day_of(view.row.due_at)].append(entry)
        told.add(key)
    for one in happenings:
        kind = one.dated.subject.name
        for day in days:
            if one.first <= day <= one.last and (kind, one.record.pk, day) not in told:
                found[day].append(of_date(one))
    for entries in found.values():
        entries.sort(key=lambda entry: (entry["at"] is not None, entry["at"] or datetime.min.replace(tzinfo=HOME)))
    return found


def of_clock(view: ClockView) -> dict[str, Any]:
    due, ended = view.row.due_at, outcome_of(view.row)
    return {
        "at": due,
        "title": title_of(view),
        "what": what_of(view),
        "who": view.owner,
        "url": record_address(view.row.subject_kind, view.row.subject_id),
        "clause": view.clause,
        "late": due is not None and due < now() and not ended,
        "sign": sign_of(ended),
    }


def of_date(one: Happening) -> dict[str, Any]:
    subject = one.dated.subject
    title, name = subject.title(one.record), subject_name(subject)
    return {
        "at": one.at,
        "title": title if title.startswith(name) else f"{name} {title}",
        "what": word(one.dated.zh),
        "who": "",
        "url": record_address(subject.name, one.record.pk),
        "clause": None,
        "late": False,
        "sign": sign_of(one.outcome),
        "span": one.first != one.last,
    }
