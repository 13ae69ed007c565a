"""What the list and the page of tasks show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dianzhang.engine import reading, registry
from dianzhang.engine.access import Actor
from dianzhang.engine.models import Person
from dianzhang.engine.pages import (
    Column,
    Dated,
    Filter,
    ListPage,
    RecordPage,
    Said,
    Section,
    View,
    ended,
    show_dates,
    show_list,
    show_record,
)
from dianzhang.engine.parties import is_of, party_name
from dianzhang.engine.words import person_name, subject_name, word

from .actions.consulting import thread_of
from .meetings.projects import meetings_of
from .models import Task
from .obstacles.pages import of_task as obstacles_of_task
from .queries import accountable_name, late_words, parties_of
from .raci import LETTERS, concerned, roles_of, with_part
from .states import TASK
from .task_filters import FILTERS
from .task_sections import links_section, list_section, spoken_section

STATES = TASK.axes[0].states


def _named(task: Task) -> str | None:
    return accountable_name(task)


LIST = show_list(
    ListPage(
        TASK,
        columns=(
            Column("title"),
            Column("status"),
            Column("accountable", "负责", show=_named),
            Column("due_at"),
            Column("percent", "进度", show=lambda task: f"{task.percent} %", number=True),
        ),
        filters=(
            Filter("status", "状态", STATES),
            *FILTERS,
        ),
        views=(
            View("accountable", "我负责", {"status": "todo,doing", "part": "A"}),
            View("responsible", "我执行", {"status": "todo,doing", "part": "R"}),
            View("consulted", "征询我", {"status": "todo,doing", "part": "C"}),
            View("informed", "知会我", {"part": "I"}),
            View("late", "已晚", {"due": "late"}),
        ),
        search=lambda text: Q(title__icontains=text),
        related=("owner",),
        empty="这里是事项。写下要做什么、什么时候要、谁负责谁执行、问谁、告诉谁。",
        create="task.propose",
    )
)


show_dates(
    Dated(
        TASK, "due_at", "到期", where=lambda: Q(status__in=("todo", "doing")), mine=concerned,
        owed=lambda actor: with_part(actor, "AR"), past=lambda: Q(status="done"),
        outcome=lambda task: ended(task.finished_at, task.due_at),
    )
)  # fmt: skip


def parts_section(task: Task, actor: Actor) -> Mapping[str, Any]:
    """A, R, C and I by name, how far it is, and the step of the plan behind it."""
    roles = roles_of(task)
    hints = {
        "A": _("对结果负全责，只有一个"), "R": _("动手做的人"), "C": _("定之前或做的时候要问的人"),
        "I": _("进展和结果要告诉的人"),
    }  # fmt: skip
    return {
        "letters": [
            {
                "letter": letter, "name": word(LETTERS[letter]), "hint": hints[letter],
                "parties": parties_of(roles, letter),
            }
            for letter in "ARCI"
        ],
        "clause": reading.clause_of(task.version_id, task.rule),
        "percent": task.percent,
    }  # fmt: skip


def thread_section(task: Task, actor: Actor) -> Mapping[str, Any]:
    """What was asked, who answered what and when, and who is still to answer."""
    questions = []
    for question in thread_of(task):
        asked = question["asked"]
        answers = [
            {
                "who": one.answered_by.name if one.answered_by else party_name(one.person_id, one.post),
                "as_post": party_name(None, one.post) if one.post and one.answered_by else "",
                "at": one.answered_at,
                "text": one.text,
                "mine": one.answered_at is None and is_of(one.person_id, one.post, actor.person_id),
            }
            for one in question["opinions"]
        ]
        questions.append(
            {
                "id": asked.pk, "who": person_name(asked.asked_by_id, ""), "at": asked.asked_at,
                "text": asked.text, "first": asked.first, "answers": answers,
                "open": sum(one["at"] is None for one in answers),
            }
        )  # fmt: skip
    return {"questions": questions, "task": task}


def said(task: Task) -> Mapping[Said, str]:
    """What was asked and what was answered, beside the events that tell of it."""
    found: dict[Said, str] = {}
    for question in thread_of(task):
        asked = question["asked"]
        found["task.consult", asked.asked_at, asked.asked_by_id] = asked.text
        for one in question["opinions"]:
            if one.answered_at is not None:
                found["task.answer", one.answered_at, one.answered_by_id] = one.text
    return found


def wanted_section(task: Task, actor: Actor) -> Mapping[str, Any] | None:
    """What is to be done in more words, and the record it belongs to; nothing where the title says it all."""
    subject = registry.subjects.get(task.of_kind)
    record = subject.model._default_manager.filter(pk=task.of_id).first() if subject is not None else None
    if not task.description and record is None:
        return None
    told = {"description": task.description}
    if subject is None or record is None:
        return told
    may_open = reading.may_see(actor, subject, record)
    url = reverse("record", args=[subject.name, record.pk]) if may_open else ""
    name, title = subject_name(subject), subject.title(record)
    return {**told, "of": title if title.startswith(name) else f"{name} {title}", "url": url}


def _author(task: Task) -> Person | str | None:
    return task.author if task.author_id else _("系统")


RECORD = show_record(
    RecordPage(
        TASK,
        facts=(
            Column("due_at"),
            Column("important"),
            Column("project"),
            Column("author", "提出人", show=_author),
        ),
        sections=(
            Section("要做什么", "work/wanted.html", wanted_section),
            Section("怎么交代的", "work/task_spoken.html", spoken_section),
            Section("清单", "work/task_list.html", list_section),
            Section("阻碍", "work/task_obstacles.html", obstacles_of_task),
            Section("分工", "work/parts.html", parts_section),
            Section("关联", "work/task_links.html", links_section),
            Section("征询", "work/thread.html", thread_section),
            Section("项目会", "work/task_meetings.html", meetings_of),
        ),
        main_axes=("status",),
        head=late_words,
        said=said,
    )
)
