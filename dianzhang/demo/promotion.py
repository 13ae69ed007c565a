"""Promotion and design: 方楠 leads, 秦越 spends the money, 罗青 draws; and whose hands the accounts are in.

On the first two days two things are done in time and an account changes hands, so that its password is changed.  Now:
one thing is late, two run, one question waits for 罗青, and 秦越 would like a day off.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from dianzhang.engine.moment import day_of

from .errands import propose
from .office import ask_leave, working
from .scene import lately
from .world import World, clock

# kind, platform, log-in name, rights, who holds it
ACCOUNTS = (
    ("platform", "天猫", "旗舰店:运营", "商品和活动，不能提现", "xunuo"),
    ("promotion", "直通车", "旗舰店:投放", "建计划、改出价，不能充值", "fangnan"),
    ("payment", "支付宝", "旗舰店:对账", "看流水，不能转账", "mengyan"),
    ("tool", "修图", "设计组", "出图和存档", "luoqing"),
)


def plan(world: World) -> None:
    first, second = world.first, world.first + timedelta(days=1)
    _done(world, clock(first, 9, 40), clock(second, 16, 0))
    world.agenda.do(clock(working(first), 10, 5), partial(_accounts, world))
    _late(world, lately(world.now) - timedelta(hours=27))
    world.agenda.do(lately(world.now) - timedelta(minutes=55), partial(_now, world))
    world.agenda.do(lately(world.now) - timedelta(minutes=33), partial(_leave, world))


def _done(world: World, at: datetime, done: datetime) -> None:
    """The week's spending, that 方楠 wants of 秦越, three drafts by 罗青: both in time."""

    def begin(moment: datetime) -> None:
        spending = propose(
            world, "fangnan", "本周的投放计划", description="付费和不付费的渠道一张表：预算、指标、排期。",
            due_at=done + timedelta(hours=1), accountable="qinyue", responsible=["qinyue"], informed=["mengyan"],
        )  # fmt: skip
        drafts = propose(
            world, "luoqing", "秋季活动页头图三版初稿", due_at=done + timedelta(hours=2), accountable="luoqing",
            responsible=["luoqing"], informed=["xunuo"],
        )  # fmt: skip
        world.act("task.start", "qinyue", spending)
        world.act("task.start", "luoqing", drafts)
        say = world.agenda.do
        note = "预算分到渠道了，关键词还差一组"
        say(
            moment + timedelta(hours=4), lambda _at: world.act("task.report", "qinyue", spending, percent=70, note=note)
        )
        say(done, lambda _at: world.act("task.finish", "qinyue", spending, note="方楠看过，照这张表投"))
        say(
            done + timedelta(minutes=30), lambda _at: world.act("task.finish", "luoqing", drafts, note="三版都在共享盘")
        )

    world.agenda.do(at, begin)


def _accounts(world: World, moment: datetime) -> None:
    """Registered by 孟岩; the account that spends goes from 方楠 to 秦越, who changes its password within the hour."""
    found: dict[str, int] = {}
    for kind, platform, name, rights, who in ACCOUNTS:
        given: dict[str, Any] = {"kind": kind, "platform": platform, "name": name, "rights": rights, "person": who}
        found[kind] = int(world.act("account.register", "mengyan", **given).record.id)
    give = lambda _at: world.act("account.assign", "mengyan", found["promotion"], person="qinyue")  # noqa: E731
    world.agenda.do(moment + timedelta(minutes=20), give)
    change = lambda _at: world.act("account.rotate", "qinyue", found["promotion"])  # noqa: E731
    world.agenda.do(moment + timedelta(minutes=65), change)


def _late(world: World, at: datetime) -> None:
    """For 秦越: it should have been done by yesterday evening."""

    def begin(moment: datetime) -> None:
        task = propose(
            world, "fangnan", "清掉不出单的关键词", due_at=moment + timedelta(hours=8), accountable="qinyue",
            responsible=["qinyue"], informed=["fangnan"],
        )  # fmt: skip
        world.act("task.start", "qinyue", task)
        note = "停了四十个，剩下的要等昨天的花费出来"
        later = moment + timedelta(hours=6)
        world.agenda.do(later, lambda _at: world.act("task.report", "qinyue", task, percent=60, note=note))

    if at > world.start:
        world.agenda.do(at, begin)


def _now(world: World, moment: datetime) -> None:
    """For 方楠 and 罗青 something that runs, and a question to 罗青 before it is decided."""
    page = propose(
        world, "xunuo", "保温杯主图改字", description="“一整天热”改成“六小时热”，照检测报告写。",
        due_at=world.now + timedelta(hours=3), accountable="luoqing", responsible=["luoqing"], informed=["mengyan"],
    )  # fmt: skip
    world.act("task.start", "luoqing", page)
    split = propose(
        world, "fangnan", "下周两个店的投放怎么分", due_at=world.now + timedelta(days=1), accountable="fangnan",
        responsible=["qinyue"], consulted=["luoqing"], informed=["shenlan"], important=True,
    )  # fmt: skip
    world.act("task.start", "qinyue", split)
    question = "抖店要六条竖版短片，这周画得完吗？"
    world.act("task.consult", "qinyue", split, question=question, first=True)


def _leave(world: World, moment: datetime) -> None:
    """For 方楠: somebody would like a day off."""
    day = working(day_of(moment) + timedelta(days=8))
    ask_leave(world, "qinyue", "annual", day, day, "搬家")
