"""An obstacle is reported from its task, handed on, climbs, is removed or taken back."""

from __future__ import annotations

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import registry
from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.parties import Party, persons_behind, split
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command, consequence
from dianzhang.engine.telling import tell, write_down

from ..models import Obstacle, Task
from ..raci import has_part, persons_with
from ..states import TASK
from .states import OBSTACLE

OPEN = ("todo", "doing")


class Stuck(BaseModel):
    """What is in the way, and who can remove it."""

    blocked: str = Personal(..., min_length=1, max_length=1000, title="卡在哪里")
    to: Party = Personal(..., title="要谁来排除")


class Arising(BaseModel):
    """As it is kept."""

    task_id: int = Kept(...)
    text: str = Personal(...)
    owner_id: int = Kept(...)
    post: str = Kept("")
    author_id: int | None = Kept(None)


class Removed(BaseModel):
    note: str = Personal(..., min_length=1, max_length=1000, title="怎样排除的")


class Passed(BaseModel):
    to: Party = Personal(..., title="交给")
    reason: str = Personal("", max_length=500)


class Why(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=500)


# --- from the task ----------------------------------------------------------------------


def may_say(task: Task, actor: Actor) -> bool:
    """Whoever has a part in it, or wrote it down."""
    return has_part(task, actor, "ARCI") or (actor.person_id is not None and actor.person_id == task.author_id)


@command(
    "task.hinder", zh="事项.报阻碍", en="Report an obstacle", on=TASK, requires={"status": OPEN}, input=Stuck,
    open=may_say, beside=True,
)  # fmt: skip
def hinder(tasks: Batch[Task, Stuck], act: Act) -> None:
    """Say what holds it up and whom it needs; they have until the rulebook's time, then it climbs."""
    for task, given in tasks:
        person, post = split(given.to)
        behind = persons_behind(person, post)
        if len(behind) != 1:
            tasks.refuse(task, _("要写明是哪一个人：这个岗位现在不是正好一个人担任。"))
            continue
        arising = Arising(
            task_id=task.id, text=given.blocked.strip(), owner_id=behind[0], post=post_of(behind[0], post),
            author_id=act.actor.person_id,
        )  # fmt: skip
        act.transaction.do(registry.actions["obstacle.arise"], [Item(data=arising)], actor=act.actor, checked=True)
        task.obstacles += 1
        tell(
            act, TASK, task, "told", [one for one in persons_with(task, "A") if one != behind[0]], action="task.hinder"
        )


def post_of(person: int, post: str = "") -> str:
    return post or next(iter(organisation().posts_of.get(person, ())), "")


@consequence("obstacle.arise", zh="阻碍.出现", en="Arise", on=OBSTACLE, creates=True, input=Arising)
def arise(obstacles: Batch[Obstacle, Arising], act: Act) -> None:
    """It stands in the way of a task from now on; whom it needs is told."""
    for obstacle, given in obstacles:
        obstacle.task_id, obstacle.text, obstacle.author_id = given.task_id, given.text, given.author_id
        obstacle.owner_id, obstacle.first_id, obstacle.post = given.owner_id, given.owner_id, given.post
        obstacle.unit_id, obstacle.raised_at = organisation().unit_of(given.post), act.at
        tell(act, OBSTACLE, obstacle, "told", [given.owner_id], action="obstacle.arise")


@consequence("task.clear", zh="事项.少一个阻碍", en="Clear of an obstacle", on=TASK)
def clear(tasks: Batch[Task, None], act: Act) -> None:
    """One obstacle less stands in its way; who answers for it and who does it are told."""
    for task, _nothing in tasks:
        task.obstacles = max(0, task.obstacles - 1)
        tell(act, TASK, task, "told", persons_with(task, "AR"), action="task.clear")


def _over(obstacle: Obstacle, act: Act) -> None:
    obstacle.ended_at = act.at
    task = registry.actions["task.clear"]
    act.transaction.do(task, [Item(obstacle.task_id)], actor=act.actor, checked=True)


# --- on its way -------------------------------------------------------------------------


def owes(obstacle: Obstacle, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id == obstacle.owner_id


def reported(obstacle: Obstacle, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id == obstacle.author_id


@command(
    "obstacle.remove", zh="阻碍.排除", en="Remove", on=OBSTACLE, leads={"status": ("open", "removed")}, input=Removed,
    open=owes, primary=True,
)  # fmt: skip
def remove(obstacles: Batch[Obstacle, Removed], act: Act) -> None:
    """It is out of the way, and how; the task goes on."""
    for obstacle, given in obstacles:
        _over(obstacle, act)
        write_down(act, OBSTACLE, obstacle, getattr(given, "note", ""))
        tell(act, OBSTACLE, obstacle, "told", [obstacle.author_id, obstacle.first_id], action="obstacle.remove")


@command(
    "obstacle.withdraw", zh="阻碍.撤回", en="Take back", on=OBSTACLE, leads={"status": ("open", "withdrawn")},
    gives_up=True, input=Why, open=reported, in_person=True,
)  # fmt: skip
def withdraw(obstacles: Batch[Obstacle, Why], act: Act) -> None:
    """It is none after all, says whoever reported it."""
    for obstacle, given in obstacles:
        _over(obstacle, act)
        write_down(act, OBSTACLE, obstacle, getattr(given, "reason", ""))
        tell(act, OBSTACLE, obstacle, "told", [obstacle.owner_id], action="obstacle.withdraw")


@command(
    "obstacle.hand_over", zh="阻碍.转给", en="Hand over", on=OBSTACLE, requires={"status": "open"}, input=Passed,
    open=owes,
)  # fmt: skip
def hand_over(obstacles: Batch[Obstacle, Passed], act: Act) -> None:
    """Somebody else can remove it.  The time that it has runs on."""
    for obstacle, given in obstacles:
        person, post = split(given.to)
        behind = persons_behind(person, post)
        if len(behind) != 1:
            obstacles.refuse(obstacle, _("要写明是哪一个人：这个岗位现在不是正好一个人担任。"))
        elif behind[0] == obstacle.owner_id:
            obstacles.unchanged(obstacle)
        else:
            _now_of(obstacle, behind[0], post_of(behind[0], post))
            write_down(act, OBSTACLE, obstacle, given.reason)
            tell(act, OBSTACLE, obstacle, "told", [obstacle.owner_id, obstacle.author_id], action="obstacle.hand_over")


def _now_of(obstacle: Obstacle, person: int, post: str) -> None:
    obstacle.owner_id, obstacle.post = person, post
    obstacle.unit_id = organisation().unit_of(post) or obstacle.unit_id


@consequence("obstacle.climb", zh="阻碍.上交", en="Climb", on=OBSTACLE, requires={"status": "open"})
def climb(obstacles: Batch[Obstacle, None], act: Act) -> None:
    """It was not removed in time: it is now for whoever is above.  At the top it stays where it is."""
    org = organisation()
    for obstacle, _nothing in obstacles:
        above = org.superior(obstacle.post)
        persons = org.answering(above, obstacle.owner_id).persons if above else ()
        if not above or not persons:
            obstacles.unchanged(obstacle)
            continue
        before = obstacle.owner_id
        _now_of(obstacle, persons[0], above)
        obstacle.climbs += 1
        tell(act, OBSTACLE, obstacle, "told", [persons[0], before, obstacle.author_id], action="obstacle.climb")


@consequence("obstacle.lapse", zh="阻碍.随事项了结", en="Lapse", on=OBSTACLE, leads={"status": ("open", "withdrawn")})
def lapse(obstacles: Batch[Obstacle, None], act: Act) -> None:
    """Its task is done or given up: it stands in nobody's way any more."""
    for obstacle, _nothing in obstacles:
        obstacle.ended_at = act.at
        tell(act, OBSTACLE, obstacle, "told", [obstacle.owner_id], action="obstacle.lapse")
