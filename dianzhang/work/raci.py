"""Who has which part in a task: A answers for it, R does it, C is asked, I is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act
from dianzhang.engine.parties import is_of, party, persons_behind, split
from dianzhang.engine.prepared import among, prepared

from .models import Opinion, Role, Task

LETTERS = {"A": "负责", "R": "执行", "C": "咨询", "I": "知会"}
INPUTS = {"A": "accountable", "R": "responsible", "C": "consulted", "I": "informed"}

Parts = dict[str, list[str]]  # letter -> parties


def roles_of(task: Task) -> list[Role]:
    """The parts as they are now, A first; read once for a task at hand, and as ``assign`` left them."""
    return sorted(_held(task), key=lambda role: "ARCI".index(role.letter))


def _held(task: Task) -> list[Role]:
    """The list kept with the task: always the same list, so that no transaction takes it for a changed column."""
    if "_roles" not in vars(task):
        gather_parts([task])
    return vars(task)["_roles"]  # type: ignore[no-any-return]


def gather(tasks: Sequence[Task]) -> None:
    """Read for many tasks at once what deciding about their actions needs."""
    gather_parts(tasks)
    gather_owed([task for task in tasks if task.waiting])


def gather_owed(tasks: Sequence[Task]) -> None:
    """Read at once who still owes an answer of many tasks."""
    unread = {task.pk: task for task in tasks if "_owed" not in vars(task)}
    for task in unread.values():
        vars(task)["_owed"] = []
    for opinion in _owed(tasks=tuple(unread)) if unread else ():
        vars(unread[opinion.consultation.task_id])["_owed"].append(opinion)


@prepared
def _owed(*, tasks: Any) -> QuerySet[Opinion]:
    waiting = Opinion.objects.filter(among("consultation__task_id", tasks), answered_at=None)
    return waiting.select_related("consultation").order_by("id")


def gather_parts(tasks: Sequence[Task]) -> None:
    """Read the parts of many tasks at once."""
    unread = {task.pk: task for task in tasks if "_roles" not in vars(task)}
    for task in unread.values():
        vars(task)["_roles"] = []
    for role in _roles_now(tasks=tuple(unread)) if unread else ():
        vars(unread[role.task_id])["_roles"].append(role)


@prepared
def _roles_now(*, tasks: Any) -> QuerySet[Role]:
    return Role.objects.filter(among("task_id", tasks), until=None).order_by("id")


def owes_answer(task: Task, actor: Actor) -> bool:
    """Whether this person still owes an answer of the task."""
    if not task.waiting:
        return False
    gather_owed([task])
    return any(is_of(one.person_id, one.post, actor.person_id) for one in vars(task)["_owed"])


def parts_of(task: Task) -> Parts:
    found: Parts = {letter: [] for letter in LETTERS}
    for role in roles_of(task):
        found[role.letter].append(party(role.person_id, role.post))
    return found


def has_part(task: Task, actor: Actor, letters: str) -> bool:
    """Whether ``actor``, in person or by a post they hold, has one of these letters."""
    return any(role.letter in letters and is_of(role.person_id, role.post, actor.person_id) for role in roles_of(task))


def persons_with(task: Task, letters: str) -> list[int]:
    """The persons who stand behind these letters today."""
    found = [p for role in roles_of(task) if role.letter in letters for p in persons_behind(role.person_id, role.post)]
    return list(dict.fromkeys(found))


def with_part(actor: Actor, letters: str = "ARCI") -> Q:
    """Tasks in which ``actor`` has one of these letters, as a filter."""
    return in_parts(letters, **whose(actor))


def whose(actor: Actor) -> dict[str, Any]:
    """The person and the posts by which parts are theirs."""
    return {"person": actor.person_id or 0, "held": organisation().posts_of.get(actor.person_id or 0, ())}


def in_parts(letters: str, person: Any, held: Any) -> Q:
    mine = Role.objects.filter(Q(person_id=person) | Q(post__in=held), until=None, letter__in=letters)
    return Q(pk__in=mine.values("task_id"))


def concerned(actor: Actor) -> Q:
    """Tasks that concern ``actor`` whatever the reach of their post: a part in it, written, given or asked for."""
    if actor.person_id is None:
        return Q(pk__in=[])
    said = Q(author_id=actor.person_id) | Q(giver_id=actor.person_id, giver_id__isnull=False)
    return with_part(actor) | said | Q(pk__in=asked_of(actor).values("consultation__task_id"))


def asked_of(actor: Actor) -> Any:
    """Answers that this person still owes, oldest first."""
    return owed_answers(**whose(actor))


def owed_answers(person: Any, held: Any) -> QuerySet[Opinion]:
    return Opinion.objects.filter(Q(person_id=person) | Q(post__in=held), answered_at=None).order_by("id")


# --- writing ----------------------------------------------------------------------


def assign(
    task: Task, wanted: Mapping[str, Sequence[str]], act: Act, *, new: bool = False
) -> tuple[set[int], set[int]]:
    """Give the letters of ``wanted`` to these parties; other letters stay.  Who came in, and who went out."""
    if new:
        vars(task)["_roles"] = []
    before, held = parts_of(task), _held(task)
    came: set[int] = set()
    went: set[int] = set()
    ended = Q()
    for letter, parties in wanted.items():
        had, now = before.get(letter, []), list(dict.fromkeys(parties))
        for gone in (one for one in had if one not in now):
            person, post = split(gone)
            ended |= Q(letter=letter, person_id=person, post=post)
            went.update(persons_behind(person, post))
            held[:] = [r for r in held if (r.letter, r.person_id, r.post) != (letter, person, post)]
        for one in (one for one in now if one not in had):
            person, post = split(one)
            role = Role(task_id=task.id, letter=letter, person_id=person, post=post, since=act.at)
            act.add(role)
            held.append(role)
            came.update(persons_behind(person, post))
    if ended:
        Role.objects.filter(ended, task_id=task.id, until=None).update(until=act.at)
    _settle(task, {**before, **wanted})
    return came, went


def _settle(task: Task, parts: Mapping[str, Sequence[str]]) -> None:
    """What the task itself keeps of its parts: how many stand behind each letter, whose it is, and in which unit."""
    org = organisation()
    for letter, name in INPUTS.items():
        behind = {p for one in parts.get(letter, ()) for p in persons_behind(*split(one), org)}
        setattr(task, f"{name}_count", len(behind))
    for one in parts.get("A", ()):
        person, post = split(one)
        behind_a = persons_behind(person, post, org)
        task.owner_id = behind_a[0] if len(behind_a) == 1 else None
        task.unit_id = org.unit_of(post or next(iter(org.posts_of.get(person or 0, ())), "")) or task.unit_id


def answerable(post: str) -> str:
    """The post that answers for ``post``: itself, or where nobody holds it the next one above that is held."""
    return organisation().someone_for(post, besides=None)[0]
