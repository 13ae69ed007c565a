"""Work plans: the groups' months, agreed to by 沈岚; weeks of 周可 and 苏禾, drawn from that of the service group.

One line of a week is a task, one is done, one was sent back for being too vague.  秦越's week lies on 方楠's table now.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from dianzhang.engine.models import Approval
from dianzhang.engine.moment import day_of
from dianzhang.work.models import PlanLine, PlanWording
from dianzhang.work.workplans.periods import following, period

from .office import working
from .world import World, clock, works

WEEKS = 2  # the last ones, this one among them
# who leads -> the lines of the month: aim, measure, number to reach
GROUPS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "linxiao": (
        ("一次解决率稳在八成五", "一次解决率（%）", "85"), ("退换货的说法整理成一页", "", ""),
        ("老客户回访三十位", "回访人数", "30"),
    ),
    "mengyan": (("双十一复盘写成一份", "", ""), ("滞销款清掉二十个货号", "货号数", "20")),
    "fangnan": (("投放每周看一次，不划算的停", "", ""), ("新素材测十五条", "素材条数", "15")),
}  # fmt: skip
OWN = {"zhouke": "把“已签收没收到”的回法改顺", "suhe": "学会看自己的响应时长"}


def plan(world: World) -> None:
    begin = working(world.first)
    _month(world, begin, clock(begin, 11, 5))
    day = world.first
    while (last := _last_working(day)) <= day_of(world.now):
        _month(world, following("month", day), clock(last, 15, 10))
        day = following("month", day)
    monday = period("week", day_of(world.now))[0]
    for week in range(WEEKS):
        first = monday - timedelta(days=7 * week)
        if first > begin:
            _week(world, first, over=week > 0)
    if monday > begin:
        world.agenda.do(clock(working(monday), 9, 50), partial(_waiting, world, monday))


def _last_working(day: date) -> date:
    last = period("month", day)[1]
    while not works(last):
        last -= timedelta(days=1)
    return last


def _begun(world: World, who: str, verb: str, span: str, day: date, lines: str) -> int:
    """Drafted; 0 where that could not be."""
    made = world.act(f"workplan.{verb}", who, span=span, day=day, lines=lines)
    return int(made.id or 0) if made.done else 0


def _answer(world: World, verb: str, who: str, number: int, reason: str, _at: datetime) -> None:
    asked = Approval.objects.filter(target_kind="workplan", target_id=number, status="waiting").first()
    if asked is not None:
        world.act(f"approval.{verb}", who, asked.pk, reason=reason)


# --- the groups' months -------------------------------------------------------------------


def _month(world: World, day: date, at: datetime) -> None:
    """Each lead writes the group's; 沈岚 agrees the same afternoon."""
    for n, who in enumerate(GROUPS):
        world.agenda.do(at + timedelta(minutes=7 * n), partial(_of_group, world, who, day))


def _of_group(world: World, who: str, day: date, at: datetime) -> None:
    lines = GROUPS[who]
    number = _begun(world, who, "draft_team", "month", day, "\n".join(aim for aim, _measure, _target in lines))
    if not number:
        return
    for wording in PlanWording.objects.filter(line__plan_id=number).order_by("place"):
        aim, measure, target = lines[wording.place - 1]
        if measure:
            said: dict[str, Any] = {"aim": aim, "measure": measure, "target": target}
            world.act("workplan.change_line", who, number, line=wording.line_id, **said)
    world.act("workplan.submit", who, number)
    agreed = partial(_answer, world, "agree", "shenlan", number, "数定得住，照这个做")
    world.agenda.do(at + timedelta(minutes=55), agreed)


# --- somebody's week ----------------------------------------------------------------------


def _week(world: World, monday: date, *, over: bool) -> None:
    start = clock(working(monday), 9, 25)
    for n, who in enumerate(OWN):
        world.agenda.do(start + timedelta(minutes=6 * n), partial(_drawn, world, who, monday, over))


def _drawn(world: World, who: str, monday: date, over: bool, at: datetime) -> None:
    """From the group's month; 周可's of the week before was sent back first, for it did not say how many."""
    number = _begun(world, who, "draft", "week", monday, OWN[who])
    above = PlanLine.objects.filter(
        live=True, plan__scope="team", plan__owner_id=world.people["linxiao"].person_id,
        plan__first_day__lte=monday, plan__last_day__gte=monday,
    ).order_by("place")  # fmt: skip
    chosen = [line.pk for line in above if ("回访" in line.aim) == (who == "suhe")]
    if not number:
        return
    if chosen:
        world.act("workplan.draw", who, number, lines=chosen)
    world.act("workplan.submit", who, number)
    say = world.agenda.do
    if over and who == "zhouke":
        reason = "回法改哪几条？写清楚再交"
        say(at + timedelta(minutes=30), partial(_answer, world, "refuse", "linxiao", number, reason))
        say(at + timedelta(minutes=50), partial(_mended, world, number))
    say(at + timedelta(minutes=70), partial(_answer, world, "agree", "linxiao", number, "可以"))
    say(at + timedelta(hours=5), partial(_going, world, who, number))
    if over:
        friday = clock(monday + timedelta(days=4), 16, 40)
        result = "会话多，没做完的下周接着"
        say(friday, lambda _at: world.act("workplan.close", who, number, result=result))


def _mended(world: World, number: int, _at: datetime) -> None:
    wording = PlanWording.objects.filter(line__plan_id=number).order_by("place")[0]
    world.act("workplan.change_line", "zhouke", number, line=wording.line_id, aim="“已签收没收到”的三条回法改顺")
    world.act("workplan.submit", "zhouke", number)


def _going(world: World, who: str, number: int, _at: datetime) -> None:
    """The first line is done, the second a task, of the third nobody says anything yet."""
    lines = list(PlanLine.objects.filter(plan_id=number, live=True).order_by("place"))
    if lines:
        world.act("workplan.tick", who, number, line=lines[0].pk)
    if len(lines) > 1:
        world.act("workplan.make_task", who, number, line=lines[1].pk)


def _waiting(world: World, monday: date, _at: datetime) -> None:
    number = _begun(world, "qinyue", "draft", "week", monday, "关掉三个不出单的计划\n新素材先测五条")
    if number:
        world.act("workplan.submit", "qinyue", number)
