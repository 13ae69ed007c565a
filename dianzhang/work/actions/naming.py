"""A task comes about, and who has which part in it: proposed, planned, named, handed over."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine import reading
from dianzhang.engine.access import Actor
from dianzhang.engine.inputs import Moment
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.parties import Party, party_name, persons_behind, split
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command, consequence
from dianzhang.engine.telling import tell, write_down

from ..models import Task
from ..raci import INPUTS, answerable, assign, has_part, parts_of, persons_with
from ..states import TASK

MANY = 40  # parties of one letter; a task that tells more people than that is a notice


class Parts(BaseModel):
    """Who has which part, by person or by post.  What is left out stays as it is."""

    accountable: Party | None = Field(None, title="负责")
    responsible: list[Party] | None = Field(None, title="执行", max_length=MANY)
    consulted: list[Party] | None = Field(None, title="咨询", max_length=MANY)
    informed: list[Party] | None = Field(None, title="知会", max_length=MANY)

    @property
    def letters(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {} if self.accountable is None else {"A": [self.accountable]}
        return found | {
            letter: given
            for letter, name in INPUTS.items()
            if letter != "A" and (given := getattr(self, name)) is not None
        }


class Proposal(Parts):
    """What is to be done, until when, for which record, and by whom."""

    title: str = Personal(..., min_length=1, max_length=120)
    description: str = Personal("", max_length=2000)
    due_at: Moment | None = Kept(None)
    important: bool = Kept(False)
    project: bool = Kept(False, description="大活动、大项目：几个人、几个组一起做，有自己的启动会和复盘会")
    of_kind: str = Kept("", max_length=40, carried=True)
    of_id: int | None = Kept(None, ge=1, carried=True)


class Planned(BaseModel):
    """A step of a plan: posts, not persons; ``rule`` and ``version_id`` name the step."""

    title: str = Personal(..., min_length=1, max_length=120)
    description: str = Personal("", max_length=2000)
    due_at: Moment | None = Kept(None)
    accountable_post: str = ""
    responsible_posts: list[str] = []
    consulted_posts: list[str] = []
    informed_posts: list[str] = []
    important: bool = Kept(False)
    of_kind: str = Kept("")
    of_id: int | None = Kept(None)
    rule: str = Kept("")
    version_id: int | None = Kept(None)


class HandOver(BaseModel):
    """To whom, and why."""

    to: Party = Field(..., title="交给")
    reason: str = Personal("", max_length=500)


# --- coming about ------------------------------------------------------------------


@command("task.propose", zh="事项.提出", en="Propose", on=TASK, creates=True, input=Proposal)
def propose(tasks: Batch[Task, Proposal], act: Act) -> None:
    """Write down something to be done; those named are told.  It starts when its parts are named."""
    for task, given in tasks:
        if why := _not_due(given, act) or _not_there(given, act.actor) or shared(given.accountable):
            tasks.refuse(task, why)
            continue
        task.title, task.description = given.title.strip(), given.description
        task.due_at, task.important, task.project = given.due_at, given.important, given.project
        task.of_kind, task.of_id = given.of_kind, given.of_id
        task.author_id, task.unit_id = act.actor.person_id, act.actor.unit_id
        came, _went = assign(task, given.letters, act, new=True)
        tell_named(act, task, came, given.letters)


@consequence("task.plan", zh="事项.排定", en="Plan", on=TASK, creates=True, input=Planned)
def plan(tasks: Batch[Task, Planned], act: Act) -> None:
    """A step of a plan becomes a task.  A post that nobody holds answers by the one above it."""
    for task, given in tasks:
        for name in ("title", "description", "due_at", "important", "of_kind", "of_id", "rule", "version_id"):
            setattr(task, name, getattr(given, name))
        task.planned = True
        accountable = [f"post:{answerable(given.accountable_post)}"] if given.accountable_post else []
        others = {"R": given.responsible_posts, "C": given.consulted_posts, "I": given.informed_posts}
        parts = {"A": accountable} | {letter: [f"post:{post}" for post in posts] for letter, posts in others.items()}
        came, _went = assign(task, parts, act, new=True)
        tell_named(act, task, came, parts)


def _not_due(given: Proposal, act: Act) -> str:
    return _("截止时间已经过去了。") if given.due_at is not None and given.due_at <= act.at else ""


def _not_there(given: Proposal, actor: Actor) -> str:
    """Why the record that the task is to belong to cannot be it: it is not there, or not theirs to see."""
    if not given.of_kind and given.of_id is None:
        return ""
    found = reading.find_named(actor, given.of_kind, given.of_id)
    return "" if found is not None else _("没有找到事项所属的那条记录。")


def shared(accountable: str | None) -> str:
    """Why this party cannot answer for a task alone: several hold the post, or nobody does."""
    if accountable is None:
        return ""
    person, post = split(accountable)
    behind = len(persons_behind(person, post))
    named = {"post": party_name(person, post), "n": behind}
    if behind > 1:
        return _("%(post)s由 %(n)s 人担任，负责的只能有一个人：请写明是谁。") % named
    return "" if behind else _("%(post)s现在没有人担任，请写明由谁负责。") % named


# --- who has which part ---------------------------------------------------------------


def may_name(task: Task, actor: Actor) -> bool:
    """Whoever answers for it; before it starts also whoever wrote it down."""
    author = actor.person_id is not None and actor.person_id == task.author_id
    return (author and task.status == "todo") or has_part(task, actor, "A")


def named_now(task: Task) -> dict[str, Any]:
    """What the form of ``task.name`` begins with."""
    parts = parts_of(task)
    return {"accountable": next(iter(parts["A"]), None)} | {INPUTS[letter]: parts[letter] for letter in "RCI"}


@command(
    "task.name", zh="事项.分工", en="Name the parts", on=TASK, requires={"status": ("todo", "doing")}, input=Parts,
    open=may_name, begins=named_now,
)  # fmt: skip
def name(tasks: Batch[Task, Parts], act: Act) -> None:
    """Say who answers for it, who does it, who is asked and who is told.  Who comes in or goes out is told."""
    for task, given in tasks:
        before = parts_of(task)
        if why := shared(given.accountable) or _emptied(task, before, given):
            tasks.refuse(task, why)
            continue
        came, went = assign(task, given.letters, act)
        if all(set(before[letter]) == set(parties) for letter, parties in given.letters.items()):
            tasks.unchanged(task)
            continue
        parts = {**before, **given.letters}
        tell_named(act, task, came, parts)
        tell(act, TASK, task, "told", went - came, action="task.name")


def _emptied(task: Task, before: dict[str, list[str]], given: Parts) -> str:
    """Once started, a part that somebody had does not become nobody's."""
    if task.status == "todo":
        return ""
    names = {"R": _("执行"), "C": _("咨询"), "I": _("知会")}
    gone = next((letter for letter, now in given.letters.items() if before[letter] and not now), None)
    return _("事项已经开始，“%(part)s”不能空着。") % {"part": names[gone]} if gone else ""


@command(
    "task.hand_over", zh="事项.转交", en="Hand over", on=TASK, requires={"status": ("todo", "doing")}, input=HandOver,
    open=lambda task, actor: has_part(task, actor, "A"),
)  # fmt: skip
def hand_over(tasks: Batch[Task, HandOver], act: Act) -> None:
    """Another person answers for it from now on."""
    for task, given in tasks:
        parts = {**parts_of(task), "A": [given.to]}
        if why := shared(given.to):
            tasks.refuse(task, why)
            continue
        others = persons_with(task, "R")
        came, went = assign(task, {"A": [given.to]}, act)
        if not came and not went:
            tasks.unchanged(task)
            continue
        write_down(act, TASK, task, given.reason)
        tell_named(act, task, came, parts)
        tell(act, TASK, task, "told", (went | set(others)) - came, action="task.hand_over")


def tell_named(act: Act, task: Task, came: set[int], parts: dict[str, list[str]]) -> None:
    """Whoever came in learns of every part they now have."""
    org = organisation()
    letters: dict[int, str] = {}
    for letter, parties in parts.items():
        for one in parties:
            for person in persons_behind(*split(one), org):
                if letter not in letters.get(person, ""):
                    letters[person] = letters.get(person, "") + letter
    for person in sorted(came):
        tell(act, TASK, task, "named", [person], letters=letters.get(person, ""))
