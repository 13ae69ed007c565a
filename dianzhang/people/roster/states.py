"""What shifts, rosters, turns, swaps, notes and gaps are called, which states they know, and whom they concern."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext

from dianzhang.engine.access import Actor
from dianzhang.engine.implying import Fields, implies
from dianzhang.engine.moment import HOME
from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import Field, Subject
from dianzhang.engine.words import word
from dianzhang.kernel.rules import Coverage, Deadline, Escalation
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import Gap, Handover, Roster, Shift, Swap, Turn
from .people import of_these_units


def turn_title(turn: Turn) -> str:
    """``早班 10-12 08:00–16:00 周可``."""
    begin, end = turn.starts_at.astimezone(HOME), turn.ends_at.astimezone(HOME)
    who = organisation().names.get(turn.owner_id or 0, "")
    return f"{turn.name} {begin:%m-%d %H:%M}–{end:%H:%M} {who}".strip()


def roster_title(roster: Roster) -> str:
    unit = organisation().units.get(roster.unit_id or 0)
    name = word(unit.name) if unit is not None else ""
    return gettext("%(unit)s %(day)s 起一周") % {"unit": name, "day": f"{roster.first_day:%m-%d}"}


def my_swaps(actor: Actor) -> Q:
    """One's own, those one is asked for, and those of units that one leads or works in."""
    return Q(owner_id=actor.person_id) | Q(other_id=actor.person_id) | of_these_units(actor)


UNIT = Field("unit_id", "部门", Unit.COUNT)
PERSON = Field("owner_id", "谁", Unit.COUNT)

SHIFT = Subject(
    "shift",
    zh="班次",
    model=Shift,
    en="Shift",
    axes=(AxisWord("status", "状态", {"used": "在用", "retired": "停用"}, "used"),),
    fields=(
        Field("name", "名称", Unit.TEXT),
        Field("begins", "上班", Unit.TEXT),
        Field("ends", "下班", Unit.TEXT),
        UNIT,
    ),
    title=lambda shift: f"{shift.name} {shift.begins}–{shift.ends}",
    concerned=of_these_units,
    everybody=True,
)
ROSTER = Subject(
    "roster",
    zh="排班",
    model=Roster,
    en="Roster",
    axes=(AxisWord("status", "状态", {"draft": "草稿", "published": "已发布"}, "draft"),),
    fields=(
        Field("first_day", "起日", Unit.DATE),
        Field("since", "起算日", Unit.DATE),
        Field("published_at", "发布时间", Unit.TIME),
        Field("pending", "有改动未发布", Unit.TRUTH, default=False),
        UNIT,
    ),
    title=roster_title,
    concerned=of_these_units,
    everybody=True,
)
TURN = Subject(
    "turn",
    zh="当班",
    model=Turn,
    en="Turn",
    axes=(AxisWord("status", "状态", {"set": "排定", "withdrawn": "撤下"}, "set"),),
    fields=(
        Field("name", "班次", Unit.TEXT),
        Field("day", "日子", Unit.DATE),
        Field("starts_at", "上班时间", Unit.TIME),
        Field("ends_at", "下班时间", Unit.TIME),
        Field("post", "岗位", Unit.TEXT),
        Field("roster_id", "排班表", Unit.COUNT),
        Field("shift_id", "班次编号", Unit.COUNT),
        PERSON,
    ),
    title=turn_title,
    concerned=lambda actor: Q(owner_id=actor.person_id, owner_id__isnull=False) | of_these_units(actor),
    everybody=True,
)
SWAP = Subject(
    "swap",
    zh="换班",
    model=Swap,
    en="Swap",
    axes=(
        AxisWord(
            "status", "状态",
            {"asked": "等对方答复", "agreed": "等组长批准", "done": "已换", "refused": "没有换成", "withdrawn": "撤回"},
            "asked",
        ),
    ),
    fields=(
        Field("turn_id", "让出的班", Unit.COUNT),
        Field("back_id", "换来的班", Unit.COUNT),
        Field("other_id", "跟谁换", Unit.COUNT),
        PERSON,
    ),
    title=lambda swap: gettext("换班：%(turn)s") % {"turn": turn_title(swap.turn)},
    concerned=my_swaps,
    everybody=True,
)  # fmt: skip
HANDOVER = Subject(
    "handover",
    zh="交班",
    model=Handover,
    en="Handover",
    axes=(AxisWord("status", "状态", {"open": "等接班", "taken": "已接"}, "open"),),
    fields=(
        Field("turn_id", "哪一班", Unit.COUNT),
        Field("post", "岗位", Unit.TEXT),
        Field("text", "没办完的事", Unit.TEXT, journal=False),
        Field("written_at", "写于", Unit.TIME),
        Field("taken_at", "接班时间", Unit.TIME),
        Field("taken_by_id", "接班人", Unit.COUNT),
        PERSON,
    ),
    title=lambda note: gettext("交班：%(turn)s") % {"turn": turn_title(note.turn)},
    concerned=lambda actor: Q(owner_id=actor.person_id, owner_id__isnull=False) | of_these_units(actor),
    everybody=True,
)
GAP = Subject(
    "gap",
    zh="值守缺口",
    model=Gap,
    en="Gap",
    axes=(
        AxisWord(
            "status", "状态", {"open": "没有人", "closed": "补上了", "passed": "空过去了", "void": "不用了"}, "open"
        ),
    ),
    fields=(
        Field("name", "名目", Unit.TEXT),
        Field("day", "日子", Unit.DATE),
        Field("starts_at", "缺口开始", Unit.TIME),
        Field("minutes", "缺几分钟", Unit.COUNT),
        Field("short", "缺几人", Unit.COUNT),
        Field("times", "时段", Unit.TEXT),
        Field("rule", "所依规则", Unit.TEXT),
        Field("version_id", "所依版本", Unit.COUNT),
    ),
    title=lambda gap: f"{gap.name} {gap.day:%m-%d} {gap.times}",
    concerned=of_these_units,
    everybody=True,
)  # fmt: skip


@implies(Coverage)
def due(rule: Coverage) -> Iterator[Deadline]:
    """Somebody is found before the gap begins; whoever the rule names owes it."""
    yield Deadline(
        id=f"{rule.id}/gap",
        clause=rule.clause,
        line=rule.line,
        start=frozenset({"gap.open"}),
        when=Fields((("rule", rule.id),)),
        end=frozenset({"gap.close"}),
        until="starts_at",
        owner=rule.owner,
        title=rule.name,
        escalations=(Escalation(do="gap.pass"),),
        ways=frozenset({"roster.publish"}),
    )
