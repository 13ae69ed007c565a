"""What a duty is called, which states it knows, and the deadline that a rule means on it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from dianzhang.engine.access import Actor
from dianzhang.engine.implying import Fields, implies
from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.rules import OWNER, Deadline, Duty, Escalation
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from ..models import Owed


def concerned(actor: Actor) -> Q:
    """Their own, and those that any holder of a post of theirs may do."""
    held = organisation().posts_of.get(actor.person_id or 0, ())
    return Q(owner_id=actor.person_id, owner_id__isnull=False) | Q(owner_id=None, post__in=held)


def title(owed: Owed) -> str:
    return named(owed, f"{owed.name} {owed.day:%m-%d}")


def named(owed: Owed, said: str) -> str:
    """What is owed; and for whom, where somebody stands in."""
    if owed.instead_of_id is None:
        return said
    name = organisation().names.get(owed.instead_of_id, "")
    return _("%(duty)s（代 %(name)s）") % {"duty": said, "name": name}


DUTY = Subject(
    "duty",
    zh="例行",
    model=Owed,
    en="Duty",
    axes=(
        AxisWord(
            "status", "状态",
            {"open": "未完成", "missed": "已逾期", "done": "已完成", "withdrawn": "已撤回"}, "open",
        ),
    ),
    fields=(
        Field("name", "名目", Unit.TEXT),
        Field("day", "日子", Unit.DATE),
        Field("opens_at", "起算时间", Unit.TIME),
        Field("due_at", "到期时间", Unit.TIME),
        Field("post", "岗位", Unit.TEXT),
        Field("proved", "有证明", Unit.TRUTH, default=False),
        Field("done_at", "完成时间", Unit.TIME),
        Field("rule", "所依规则", Unit.TEXT),
        Field("version_id", "所依版本", Unit.COUNT),
        Field("owner_id", "责任人", Unit.COUNT),
        Field("instead_of_id", "代谁", Unit.COUNT),
    ),
    title=title,
    outward=lambda owed: f"{owed.name} {owed.day:%m-%d}",  # the rulebook's own words
    concerned=concerned,
    shared_by="post",
)  # fmt: skip

DONE = frozenset({"duty.done", "duty.prove"})


def deadline_id(duty: str, post: str = "") -> str:
    """What the deadline of a duty is called; with a post where any of its holders may do it."""
    return f"{duty}/owed" + (f"-{post}" if post else "")


@implies(Duty)
def due(duty: Duty) -> Iterator[Deadline]:
    """From when it opens until it is due, owed by the person, or by the post where any of its holders may do it."""
    for post in duty.owners if duty.anyone else ("",):
        wanted = (("rule", duty.id), ("post", post)) if post else (("rule", duty.id),)
        yield Deadline(
            id=deadline_id(duty.id, post),
            clause=duty.clause,
            line=duty.line,
            start=frozenset({"duty.lay_out"}),
            when=Fields(wanted),
            end=DONE,
            until="due_at",
            since="opens_at",
            ways=duty.proof,
            calendar=duty.calendar,
            owner=post or OWNER,
            escalations=(Escalation(do="duty.miss"), *duty.escalations),
            remind=duty.remind,
        )
