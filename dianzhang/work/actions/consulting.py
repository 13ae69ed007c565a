"""Those consulted are asked, and answer; what they said is kept with name and time."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.access import Actor
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.parties import is_of
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import tell

from ..models import Consultation, Opinion, Task
from ..raci import has_part, owes_answer, persons_with, roles_of
from ..states import TASK


class Question(BaseModel):
    """What is asked, and whether the task waits for the answers before it can be finished."""

    question: str = Personal(..., min_length=1, max_length=1000, title="问题")
    first: bool = Field(False, title="等答复了再定")


class Answer(BaseModel):
    """What one thinks of it.  ``consultation``: which question, if several are open; else the oldest."""

    answer: str = Personal(..., min_length=1, max_length=2000, title="意见")
    consultation: int | None = Personal(None, carried=True)


@command(
    "task.consult", zh="事项.征询", en="Consult", on=TASK, requires={"status": ("todo", "doing")}, input=Question,
    open=lambda task, actor: has_part(task, actor, "AR"),
)  # fmt: skip
def consult(tasks: Batch[Task, Question], act: Act) -> None:
    """Ask all who are consulted; they are told, and each owes an answer."""
    for task, given in tasks:
        asked = [role for role in roles_of(task) if role.letter == "C"]
        if not asked:
            tasks.refuse(task, _("还没有写明向谁征询：先在分工里写上咨询的人。"))
            continue
        number = act.transaction.ids(Consultation, 1)[0]
        act.add(
            Consultation(
                id=number, task_id=task.id, asked_by_id=act.actor.person_id, asked_at=act.at,
                text=given.question, first=given.first,
            )
        )  # fmt: skip
        for role in asked:
            act.add(Opinion(consultation_id=number, person_id=role.person_id, post=role.post))
        task.waiting += len(asked)
        task.waiting_first += len(asked) if given.first else 0
        tell(act, TASK, task, "consulted", persons_with(task, "C"))


def owed_by(task: Task, actor: Actor, consultation: int | None = None) -> Opinion | None:
    """The oldest answer that this person owes of the task (to this question)."""
    owed = Opinion.objects.filter(consultation__task_id=task.pk, answered_at=None).select_related("consultation")
    if consultation is not None:
        owed = owed.filter(consultation_id=consultation)
    return next((one for one in owed.order_by("id") if is_of(one.person_id, one.post, actor.person_id)), None)


@command(
    "task.answer", zh="事项.答复", en="Answer", on=TASK, requires={"status": ("todo", "doing", "done")}, input=Answer,
    open=owes_answer, in_person=True,
    primary=True,
)  # fmt: skip
def answer(tasks: Batch[Task, Answer], act: Act) -> None:
    """Give one's opinion on what was asked.  It stays, with name and time, whatever is decided."""
    for task, given in tasks:
        opinion = owed_by(task, act.actor, given.consultation)
        if opinion is None:
            tasks.refuse(task, _("这里没有等你答复的问题：只有被征询的人可以答复，答复过的不能改。"))
            continue
        opinion.answered_by_id, opinion.answered_at, opinion.text = act.actor.person_id, act.at, given.answer
        opinion.save(update_fields=["answered_by", "answered_at", "text"])
        task.waiting -= 1
        task.waiting_first -= 1 if opinion.consultation.first else 0
        parts = [*persons_with(task, "AR"), opinion.consultation.asked_by_id]
        tell(act, TASK, task, "told", parts, action="task.answer")


def thread_of(task: Task) -> list[dict[str, Any]]:
    """Questions with their answers, newest question first, for the page."""
    asked = Consultation.objects.filter(task_id=task.pk).order_by("-id")
    return [
        {"asked": one, "opinions": list(one.opinions.all())} for one in asked.prefetch_related("opinions__answered_by")
    ]
