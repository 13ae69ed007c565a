"""What the list and the page of meetings show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dianzhang.engine import reading, registry
from dianzhang.engine.access import Actor
from dianzhang.engine.moment import day_of, now
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import (
    Column,
    Dated,
    Filter,
    ListPage,
    RecordPage,
    Section,
    View,
    show_dates,
    show_list,
    show_record,
)
from dianzhang.engine.referred import referred
from dianzhang.engine.topics import topics
from dianzhang.engine.words import join, subject_name, word

from ..models import AgendaItem, Decision, Meeting, Task
from ..states import TASK
from . import numbers
from .agenda import points
from .answering import answers
from .holding import keeps
from .people import chairs, concerned, invited, of_unit, seats_of
from .states import ASKING, FELL, FORMS, MEETING, title_of

STATES = {"invited": "没有点名", "present": "到了", "excused": "请了假", "absent": "没有到"}
HAND = "hand"


def chair(meeting: Meeting) -> Any:
    return meeting.owner


def longest(meeting: Meeting) -> str:
    return _("%(n)s 分钟") % {"n": meeting.minutes} if meeting.minutes is not None else ""


def who(meeting: Meeting) -> str:
    unit = organisation().units.get(meeting.unit_id or 0)
    named = _("%(unit)s全组") % {"unit": word(unit.name)} if unit is not None and meeting.everyone else ""
    return join([one for one in (named, *_guests(meeting)) if one])


def _guests(meeting: Meeting) -> list[str]:
    """Those invited by name: beside a whole unit, only who is not of it."""
    members = set(of_unit(meeting.unit_id)) if meeting.everyone else set()
    return [seat.person.name for seat in seats_of(meeting) if seat.person_id not in members]


LIST = show_list(
    ListPage(
        MEETING,
        columns=(
            Column("meeting", "会议", show=title_of),
            Column("kind"),
            Column("starts_at", wide_only=True),
            Column("owner", "主持人", show=chair),
            Column("status"),
            Column("decided", number=True, wide_only=True),
        ),
        filters=(
            Filter("status", "状态", MEETING.axes[0].states),
            Filter("kind", "形式", FORMS),
            Filter("whose", "与我有关", {"mine": "我要参加的"}, mine=lambda _value, actor: concerned(actor)),
            Filter("day", "日期", kind="day", where=lambda day: Q(starts_at__date=day)),
        ),
        views=(
            View("coming", "待开", {"status": "called,running"}),
            View("mine", "我要参加的", {"whose": "mine", "status": "called,running"}),
            View("held", "开过的", {"status": "held"}),
        ),
        order=("-starts_at", "-id"),
        related=("owner", "unit"),
        empty="这里是会议：制度写了谁什么时候开会，就提前排在这里；也可以自己召集。",
        create="meeting.call",
    )
)
show_dates(
    Dated(
        MEETING, "starts_at", "会议", where=lambda: Q(status__in=("called", "running")), mine=concerned,
        lasts=lambda meeting: timedelta(minutes=meeting.minutes or 30),
        past=lambda: Q(status__in=("held", "fell")) & ~Q(fell="withdrawn"),
        outcome=lambda meeting: meeting.status if meeting.status in ("held", "fell") else "",
    )
)  # fmt: skip

# --- sections -----------------------------------------------------------------------------


def agenda_section(meeting: Meeting, actor: Actor) -> Mapping[str, Any]:
    """The numbers, then the points by where they come from: as written down, before the beginning as it looks now."""
    said = list(AgendaItem.objects.filter(meeting_id=meeting.pk).select_related("author").order_by("id"))
    if meeting.status == "called":
        said += [
            AgendaItem(source=source, of_kind=point.kind, of_id=point.id)
            for source, point in points(meeting, actor)
        ]  # fmt: skip
    records = referred((item.of_kind, item.of_id) for item in said if item.of_id is not None)
    readable = {
        (kind, pk)
        for kind in {kind for kind, _pk in records}
        for pk in reading.seen(actor, registry.subjects[kind], [r for (k, _i), r in records.items() if k == kind])
    }
    groups: dict[str, dict[str, Any]] = {name: {"name": word(one.zh), "lines": []} for name, one in topics.items()}
    groups[HAND] = {"name": _("另外提的"), "lines": []}
    ticking = meeting.status == "running" and keeps(meeting, actor)
    for item in said:
        line = _line(item, records, readable)
        if line is not None:
            groups[item.source]["lines"].append(line | {"ticking": ticking and not item.done_at})
    return {
        "meeting": meeting,
        "numbers": numbers.lines(meeting, actor),
        "groups": [group for group in groups.values() if group["lines"]],
        "preview": meeting.status == "called",
        "clause": reading.clause_of(meeting.version_id, meeting.rule),
        **_said_of(meeting),
    }


def _said_of(meeting: Meeting) -> dict[str, str]:
    """What the numbers are of, and what they are compared with."""
    if meeting.kind in numbers.WEEKLY:
        return {"of": _("这七天的数"), "compared": _("再往前七天")}
    if meeting.kind in (*numbers.MONTHLY, *numbers.QUARTERLY):
        first, last = numbers.spans(meeting.kind, day_of(meeting.starts_at))[0]
        return {"of": _("%(first)s 到 %(last)s 的数") % {"first": first, "last": last}, "compared": _("前一期")}
    return {"of": _("前一天的数"), "compared": _("上周同日")}


def _line(item: AgendaItem, records: Mapping[Any, Any], readable: set[Any]) -> dict[str, Any] | None:
    """A point for this reader; nothing of a record that they may not see, or of an obstacle taken back."""
    shown: dict[str, Any] = {"id": item.pk, "done": item.done_at, "who": item.author.name if item.author else ""}
    if item.of_id is None:
        return shown | {"text": item.text} if item.text else None
    ref = (item.of_kind, item.of_id)
    if ref not in readable:
        return None
    subject = registry.subjects[item.of_kind]
    title, name = subject.title(records[ref]), subject_name(subject)
    text = title if title.startswith(name) else f"{name} {title}"
    return shown | {"text": text, "url": reverse("record", args=list(ref))}


def answers_section(meeting: Meeting, actor: Actor) -> Mapping[str, Any] | None:
    """What each answered to the three questions, and who has not yet."""
    if meeting.kind not in ASKING:
        return None
    names, seats = organisation().names, {seat.person_id: seat for seat in seats_of(meeting)}
    given = [seat for seat in seats.values() if seat.answered_at is not None]
    missing = [
        names[one]
        for one in invited(meeting)
        if one in names and (one not in seats or (seats[one].answered_at is None and seats[one].state != "excused"))
    ]
    open_ = meeting.status in ("called", "running")
    return {
        "meeting": meeting, "given": given, "missing": join(missing) if open_ or given else "",
        "mine": open_ and answers(meeting, actor),
        "answered": any(seat.person_id == actor.person_id for seat in given),
    }  # fmt: skip


def decided_section(meeting: Meeting, actor: Actor) -> Mapping[str, Any] | None:
    """What was decided, and how far the tasks are."""
    found = list(Decision.objects.filter(meeting_id=meeting.pk).select_related("person").order_by("id"))
    adding = meeting.status == "running" and chairs(meeting, actor)
    if not found and not adding:
        return None
    tasks = {task.pk: task for task in Task.objects.filter(pk__in=[one.task_id for one in found if one.task_id])}
    states = TASK.axes[0].states
    return {
        "meeting": meeting, "adding": adding,
        "decisions": [
            {
                "text": one.text, "person": one.person, "due_at": one.due_at, "task": one.task_id,
                "state": word(states[tasks[one.task_id].status]) if one.task_id in tasks else "",
            }
            for one in found
        ],
    }  # fmt: skip


def minutes_section(meeting: Meeting, actor: Actor) -> Mapping[str, Any] | None:
    may = reading.may(actor, registry.actions["meeting.write"], meeting)
    if not meeting.text and not (meeting.status == "running" and may):
        return None
    return {"meeting": meeting, "writing": meeting.status in ("running", "held") and may}


def there_section(meeting: Meeting, actor: Actor) -> Mapping[str, Any]:
    """Who is invited and who came."""
    if meeting.status == "called":
        names = organisation().names
        return {"people": [{"name": names[one]} for one in invited(meeting) if one in names]}
    return {"people": [{"name": one.person.name, "state": word(STATES[one.state])} for one in seats_of(meeting)]}


def lasting(meeting: Meeting) -> str:
    """How long it has gone on, and whether that is too long; of one that was not held, why."""
    if meeting.began_at is None:
        return word(FELL.get(meeting.fell, ""))
    if meeting.status == "held" and meeting.ended_at is None:
        return _("当天没有人结束，开了多久不知道")
    spent = int(((meeting.ended_at or now()) - meeting.began_at).total_seconds()) // 60
    if meeting.minutes is None:
        return _("开了 %(n)s 分钟") % {"n": spent}
    given = {"n": spent, "most": meeting.minutes, "over": meeting.over or spent - meeting.minutes}
    if meeting.over or (meeting.ended_at is None and spent > meeting.minutes):
        return _("开了 %(n)s 分钟，最长 %(most)s 分钟，超时 %(over)s 分钟") % given
    return _("开了 %(n)s 分钟，最长 %(most)s 分钟") % given


def time_section(meeting: Meeting, actor: Actor) -> Mapping[str, Any] | None:
    """While it goes on, how much of its time is used."""
    if meeting.status != "running" or meeting.began_at is None or not meeting.minutes:
        return None
    spent = (now() - meeting.began_at).total_seconds() / 60
    return {"text": lasting(meeting), "spent": min(spent, meeting.minutes), "minutes": meeting.minutes,
            "level": "bad" if spent > meeting.minutes else "act"}  # fmt: skip


RECORD = show_record(
    RecordPage(
        MEETING,
        facts=(
            Column("kind"),
            Column("starts_at"),
            Column("longest", "最长", show=longest),
            Column("place"),
            Column("owner", "主持人", show=chair),
            Column("who", "谁参加", show=who),
            Column("began_at"),
            Column("ended_at"),
        ),
        sections=(
            Section("用时", "work/meeting_time.html", time_section),
            Section("议程", "work/agenda.html", agenda_section),
            Section("三问", "work/answers.html", answers_section),
            Section("决定", "work/decisions.html", decided_section),
            Section("纪要", "work/minutes.html", minutes_section),
            Section("到会", "work/there.html", there_section, aside=True),
        ),
        main_axes=("status",),
        head=lasting,
    )
)
