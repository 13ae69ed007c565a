"""What tasks can be filtered by, on the board and in the list alike: whose they are, of which unit, of which record."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from dianzhang.engine import lists, reading
from dianzhang.engine.access import Actor
from dianzhang.engine.distrust import whole
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import Filter, pages

from .actions.linking import named
from .models import Task, TaskLink
from .queries import due_like
from .raci import concerned, with_part

SCOPES = {"mine": "与我有关", "lead": "我负责", "group": "本组", "all": "全部"}
PARTS = {"A": "我负责", "R": "我执行", "C": "征询我", "I": "知会我"}
DUE = {"late": "已晚", "today": "今天到期", "week": "七天内", "later": "以后", "none": "没有期限"}
NOBODY = "0"  # as an owner: those that nobody answers for
HITS = 50  # records of one kind that typed text may mean


def in_scope(scope: str, actor: Actor) -> Q:
    if scope not in SCOPES:
        raise ValueError(scope)
    if scope == "mine":
        return concerned(actor)
    if scope == "lead":
        return with_part(actor, "A")
    return Q(unit_id=actor.unit_id) if scope == "group" else Q()


def owners() -> dict[str, str]:
    """Everybody who works here, by name; whom one sees tasks of is the reach's to say."""
    org = organisation()
    found = sorted(((org.names[pk], pk) for pk in org.active), key=lambda one: one[0])
    return {str(pk): name for name, pk in found} | {NOBODY: _("没有负责人")}


def of_owner(value: str) -> Q:
    return Q(owner_id=None) if value == NOBODY else Q(owner_id=int(value))


def units() -> dict[str, str]:
    return {str(unit.pk): unit.name for unit in organisation().units.values()}


def of_unit(value: str) -> Q:
    """Of this unit and those below it."""
    return Q(unit_id__in=sorted(organisation().below.get(int(value), {int(value)})))


def linked(value: str, actor: Actor) -> Q:
    """Tasks that belong to a record or are linked to it: one named by its address or kind and number, or what the lists
    of the kinds that tasks have find for the text.  Of records that the reader may not see nothing is found."""
    ref = named(value)
    if ref is not None:
        return _of(ref[0], [ref[1]]) if reading.find_named(actor, *ref) is not None else Q(pk__in=[])
    found = Q(pk__in=[])
    for kind in kinds():
        page = pages.lists.get(kind)
        if page is None or not lists.may_list(actor, kind):
            continue
        number = whole(value.lstrip("#"))
        rows = lists.hits(page, value, actor)
        if rows is None and number is not None:
            rows = reading.visible(actor, page.subject).filter(pk=number)
        if rows is not None and (ids := list(rows.values_list("pk", flat=True)[:HITS])):
            found |= _of(kind, ids)
    return found


def kinds() -> Iterator[str]:
    """The kinds of records that tasks have to do with."""
    own = Task.objects.exclude(of_kind="").order_by().values_list("of_kind", flat=True).distinct()
    beside = TaskLink.objects.filter(ended_at=None).order_by().values_list("kind", flat=True).distinct()
    yield from sorted({*own, *beside})


def _of(kind: str, ids: list[int]) -> Q:
    beside = TaskLink.objects.filter(kind=kind, of_id__in=ids, ended_at=None).values("task_id")
    return Q(of_kind=kind, of_id__in=ids) | Q(pk__in=beside)


FILTERS = (
    Filter("scope", "谁的", SCOPES, mine=in_scope),
    Filter("part", "我的分工", PARTS, mine=lambda letter, actor: with_part(actor, letter)),
    Filter("owner", "负责人", owners, where=of_owner, reads=("owner_id",)),
    Filter("unit", "小组", units, where=of_unit),
    Filter("due", "到期", DUE, where=due_like),
    Filter("of", "关联的记录", kind="text", mine=linked),
)
