"""What people see of tasks: their own, late ones, the board, the parts by name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from dianzhang.engine.access import Actor
from dianzhang.engine.moment import day_of, now, start_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.parties import is_of, party_name, persons_behind
from dianzhang.engine.prepared import prepared
from dianzhang.engine.words import join, post_name, word
from dianzhang.ui.wording import duration

from .models import Role, Task
from .raci import LETTERS, gather_parts, in_parts, owed_answers, roles_of, whose

OPEN = ("todo", "doing")
SOON = timedelta(days=3)


def due_like(when: str) -> Q:
    """Open tasks by when they are due: late, today, week (the next seven days), later, or none."""
    today = start_of(day_of(now()))
    spans = {
        "late": Q(due_at__lt=now()),
        "today": Q(due_at__gte=today, due_at__lt=today + timedelta(days=1)),
        "week": Q(due_at__gte=now(), due_at__lt=today + timedelta(days=7)),
        "later": Q(due_at__gte=today + timedelta(days=7)),
        "none": Q(due_at=None),
    }
    if when not in spans:
        raise ValueError(when)
    return spans[when] & Q(status__in=OPEN)


def on_my_desk(actor: Actor, limit: int) -> list[Task]:
    """Open tasks that one answers for or does and that are late or due soon, the most urgent first."""
    found = _pressing(limit, before=now() + SOON, **whose(actor))
    gather_parts(found)
    return found


@prepared
def _pressing(limit: int, *, before: Any, person: Any, held: Any) -> QuerySet[Task]:
    mine = Task.objects.filter(in_parts("AR", person, held), status__in=OPEN, due_at__lt=before)
    return mine.order_by("due_at", "id")[:limit]


def asked_me(actor: Actor, limit: int) -> list[Any]:
    """Questions that wait for this person's answer, oldest first."""
    return _asked(limit, **whose(actor))


@prepared
def _asked(limit: int, *, person: Any, held: Any) -> QuerySet[Any]:
    rows = owed_answers(person, held).exclude(consultation__task__status="cancelled")
    return rows.select_related("consultation__task", "consultation__asked_by")[:limit]


def in_hand(rows: QuerySet[Task], most: int) -> list[tuple[int, str, int]]:
    """Who has how many running: id, name and number, the most first."""
    running = rows.filter(status="doing", owner__isnull=False).order_by().values_list("owner_id", "owner__name")
    return list(running.annotate(n=Count("pk")).order_by("-n", "owner_id")[:most])


def is_late(task: Task) -> bool:
    return task.status in OPEN and task.due_at is not None and task.due_at < now()


def late_words(task: Task) -> str:
    """晚了 2 天; nothing while it is in time."""
    if not is_late(task) or task.due_at is None:
        return ""
    return _("晚了 %(span)s") % {"span": duration((now() - task.due_at).total_seconds())}


def parties_of(roles: Sequence[Role], letter: str) -> list[dict[str, Any]]:
    """Those of one letter by name, with their posts, or with who holds the post now."""
    org = organisation()
    found = []
    for role in roles:
        if role.letter != letter:
            continue
        behind = persons_behind(role.person_id, role.post, org)
        if role.post:
            note = join([org.names[person] for person in behind]) or _("现在没有人担任")
        else:
            posts = org.posts_of.get(role.person_id or 0, ())
            note = join([post_name(post) for post in posts]) or _("已不在岗")
        found.append({"name": party_name(role.person_id, role.post), "note": note, "gone": not behind})
    return found


def accountable_name(task: Task) -> str | None:
    """Who answers for it, by name; None when nobody is named."""
    first = next((role for role in roles_of(task) if role.letter == "A"), None)
    if first is None:
        return None
    if first.post and task.owner_id:
        return organisation().names.get(task.owner_id)
    return party_name(first.person_id, first.post)


def my_letters(task: Task, actor: Actor) -> str:
    """The parts that this person has: 负责、执行."""
    mine = {role.letter for role in roles_of(task) if is_of(role.person_id, role.post, actor.person_id)}
    return join([word(LETTERS[letter]) for letter in LETTERS if letter in mine])
