"""Tasks: one that could not start while nobody answered for it, one late, and what lies on the tables now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from dianzhang.work.models import RoundLine, TaskItem

from .scene import lately
from .world import World, clock


def plan(world: World) -> None:
    first, second = world.first, world.first + timedelta(days=1)
    _picture(world, clock(first, 10, 12), clock(second, 11, 30))
    _late(world, lately(world.now) - timedelta(hours=26))
    _spoken(world, clock(first, 14, 5), clock(first, 15, 10))
    _round(world, clock(second, 9, 20))
    _now(world, lately(world.now) - timedelta(minutes=50))


def propose(world: World, who: str, title: str, **more: Any) -> int:
    return int(world.act("task.propose", who, title=title, **more).record.id)


def _picture(world: World, at: datetime, done: datetime) -> None:
    """许诺 would begin at once, but nobody answers for it; then 孟岩 does, 林晓 is asked, next day it is done."""

    def begin(moment: datetime) -> None:
        task = propose(
            world, "xunuo", "双十一主图换新", description="首页和详情页第一屏，按新活动的口径写卖点。",
            due_at=done + timedelta(hours=6), important=True,
            responsible=["xunuo"], consulted=["linxiao"], informed=["shenlan"],
        )  # fmt: skip
        world.act("task.start", "xunuo", task)
        world.act("task.name", "xunuo", task, accountable="mengyan")
        say = world.agenda.do
        say(moment + timedelta(minutes=25), lambda _at: world.act("task.start", "mengyan", task))
        question = "主图写“坏了包换”，客服接得住吗？"
        ask = lambda _at: world.act("task.consult", "xunuo", task, question=question, first=True)  # noqa: E731
        say(moment + timedelta(minutes=40), ask)
        answer = "写“坏了七天内包换”，不然退货的会拿它来要求换新。"
        say(moment + timedelta(hours=3), lambda _at: world.act("task.answer", "linxiao", task, answer=answer))
        note = "底图定了，文案照林晓说的改了"
        say(moment + timedelta(hours=6), lambda _at: world.act("task.report", "xunuo", task, percent=60, note=note))
        say(done, lambda _at: world.act("task.finish", "mengyan", task, note="新主图上线，旧图已存档"))

    world.agenda.do(at, begin)


def _late(world: World, at: datetime) -> None:
    """For 孟岩: it should have been done by yesterday evening."""

    def begin(moment: datetime) -> None:
        task = propose(
            world, "mengyan", "清点滞销的十二个货号", due_at=moment + timedelta(hours=7), accountable="mengyan",
            responsible=["zhaoning", "chenmo"], informed=["shenlan"],
        )  # fmt: skip
        world.act("task.start", "zhaoning", task)
        note = "点了五个，其余在二号仓，要等开门"
        world.agenda.do(
            moment + timedelta(hours=5), lambda _at: world.act("task.report", "zhaoning", task, percent=40, note=note)
        )

    if at > world.start:
        world.agenda.do(at, begin)


def _spoken(world: World, at: datetime, done: datetime) -> None:
    """孟岩 asks 许诺 for something small, and then for something that takes a day: that wants a paper."""

    def begin(moment: datetime) -> None:
        small = world.act("task.take", "xunuo", title="公告里的客服电话改一下", person="mengyan", estimate=20).record.id
        world.act("task.start", "xunuo", small)
        world.agenda.do(done, lambda _at: world.act("task.finish", "xunuo", small, note="六个店都改了"))
        long = world.act("task.take", "xunuo", title="把去年的活动都理一遍", person="mengyan", estimate=480).record.id
        paper = "只理双十一和年货节：口径、预算、成交、没做好的地方，各一页。"
        world.agenda.do(
            moment + timedelta(hours=2), lambda _at: world.act("task.write", "mengyan", long, description=paper)
        )

    world.agenda.do(at, begin)


def _round(world: World, at: datetime) -> None:
    """陈默 goes through the warehouse; one thing is not in order."""

    def begin(_moment: datetime) -> None:
        lines = "大门和后门锁得上\n灭火器在位、没过期\n通道没有堆货\n打包台的胶带、面单够一天"
        world.act("checklist.set_up", "mengyan", name="仓库每周检查", place="warehouse", text=lines)
        going = world.act("round.begin", "chenmo", checklist="仓库每周检查").record.id
        for line in RoundLine.objects.filter(round_id=going).order_by("place"):
            if line.text.startswith("通道"):
                world.act("round.find", "chenmo", going, line=line.pk, note="三号货架前堆了退货，推车过不去")
            else:
                world.act("round.pass", "chenmo", going, line=line.pk)
        world.act("round.finish", "chenmo", going)

    world.agenda.do(at, begin)


def _now(world: World, at: datetime) -> None:
    """For 林晓 a task of her own and an answer that she owes, for 许诺 one to begin, for 周可 one to do."""

    def begin(moment: datetime) -> None:
        script = propose(
            world, "linxiao", "整理退换货的常用说法",
            description="把这周问得最多的十个问题写成一页，新来的同事照着能答。", due_at=moment + timedelta(days=2),
            accountable="linxiao", responsible=["zhouke", "suhe"], informed=["mengyan"],
        )  # fmt: skip
        world.act("task.start", "zhouke", script)
        lines = "上周的会话按问题归类\n十个问题各写一句回答\n组长看一遍\n放进常用语"
        world.act("task.itemise", "zhouke", script, text=lines)
        world.act("task.tick", "zhouke", script, item=TaskItem.objects.filter(task_id=script).order_by("place")[0].pk)
        bundle = propose(
            world, "mengyan", "下周满减怎么设", due_at=moment + timedelta(days=1), important=True,
            accountable="mengyan", responsible=["xunuo"], consulted=["linxiao", "warehouse"], informed=["shenlan"],
        )  # fmt: skip
        world.act("task.start", "xunuo", bundle)
        question = "满 299 减 40，客服和仓库各担心什么？"
        world.act("task.consult", "xunuo", bundle, question=question, first=True)
        world.act("task.hinder", "xunuo", bundle, blocked="上次满减的毛利没有人给，定不了门槛", to="zhaoning")
        propose(
            world, "shenlan", "新人第一周带教安排", due_at=moment + timedelta(days=4), accountable="hejing",
            responsible=["linxiao", "mengyan"],
        )  # fmt: skip
        propose(world, "zhaoning", "打印机的墨该换了", responsible=["chenmo"])

    world.agenda.do(at, begin)
