"""The stage of the Monday: the rules, the hour at which everybody lives, the people and their browsers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, Page, expect

from dianzhang import rulebooks as shipped
from dianzhang.engine import moment, organisation, rulebooks
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import HOME
from dianzhang.people.models import Shift, Turn
from dianzhang.people.roster.following import changed
from dianzhang.work.duties.laying import lay_out
from tests.engine.department import found, put_in_force

from .conftest import DESKTOP
from .entering import enter

MONDAY = date(2026, 10, 12)
OWN = """---
制度: 开店和过程分
代号: opening
版本: "1"
生效: 2026-01-01
适用: 电商部
---

# 一 开店

## 1.1 接早班 {#opening.shift}

```rule
例行: {事项: 接早班, 责任: 客服专员, 任一人: 是, 周期: 每个工作日, 时间: "9:15", 证明: 交班.接班}
```

## 1.2 巡店 {#opening.look}

```rule
例行: {事项: 巡店, 责任: 运营专员, 周期: 每个工作日, 时间: "10:00", 超时处理: {通知: 运营组长}}
```

# 二 过程分

## 2.1 流程达成率 {#opening.score}

```rule
指标: {名: 流程达成率, 公式: 按时时限数 ÷ 应履约时限数, 单位: 比例, 方向: 高越好, 粒度: 月}
```
"""


def at(clock: str, day: date = MONDAY) -> datetime:
    hours, minutes = map(int, clock.split(":"))
    return datetime(day.year, day.month, day.day, hours, minutes, tzinfo=HOME)


class Stage:
    """The time at which everybody lives: the test, every thread of the server."""

    def __init__(self) -> None:
        self.at: datetime | None = None

    def get(self) -> datetime | None:
        return self.at

    def set(self, at: datetime | None) -> datetime | None:
        before, self.at = self.at, at
        return before

    def reset(self, before: datetime | None) -> None:
        self.at = before


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    stage = Stage()
    monkeypatch.setattr(moment, "_moment", stage)
    return stage


@pytest.fixture
def people(stage: Stage) -> Iterator[SimpleNamespace]:
    """Half past eight: rules in force, two shifts, the week planned on Friday, Sunday's late shift handed over.

    Whoever has the early shift sends their report before it ends, at half past five.
    """
    for module in (organisation, rulebooks):
        module.forget()
    people = found()
    for text in (shipped.read("B1"), shipped.read("house-rules"), OWN):
        put_in_force(text)
    stage.set(at("16:00", MONDAY - timedelta(days=10)))
    for name, begins, ends in (("早班", "9:00", "17:30"), ("晚班", "14:00", "22:00")):
        must(one("shift.define", people.linxiao, name=name, begins=begins, ends=ends))
    plan(people, stage, MONDAY - timedelta(days=7), {"suhe": {6: "晚班"}})
    plan(people, stage, MONDAY, {"zhouke": {0: "早班", 1: "早班"}, "suhe": {0: "晚班", 1: "晚班"}})
    stage.set(at("21:50", MONDAY - timedelta(days=1)))
    sunday = Turn.objects.get(owner_id=people.suhe.person_id, day=MONDAY - timedelta(days=1))
    must(one("handover.write", people.suhe, turn_id=sunday.pk, text="尾号 4471 的换货等仓库回话"))
    stage.set(at("8:30"))
    changed()
    lay_out()
    yield people
    for module in (organisation, rulebooks):
        module.forget()
    changed()


def plan(people: SimpleNamespace, stage: Stage, first: date, turns: dict[str, dict[int, str]]) -> None:
    shifts = {shift.name: shift.pk for shift in Shift.objects.all()}
    roster = must(one("roster.begin", people.linxiao, first_day=first))
    cells = [
        f"{getattr(people, code).person_id}:{first + timedelta(days=n)}:{shifts[name]}"
        for code, days in turns.items()
        for n, name in days.items()
    ]
    must(one("roster.paint", people.linxiao, roster.pk, cells=cells))
    must(one("roster.publish", people.linxiao, roster.pk))


@pytest.fixture
def desk(chromium: Browser, live_server, people: SimpleNamespace) -> Iterator[Callable[[str], Page]]:
    """``desk("linxiao")`` is the browser of 林晓, which stays open all day."""
    open_ones: dict[str, Page] = {}

    def of(code: str) -> Page:
        if code not in open_ones:
            context = chromium.new_context(
                base_url=live_server.url, viewport=DESKTOP, locale="zh-CN", timezone_id="Asia/Shanghai"
            )
            open_ones[code] = page = context.new_page()
            page.set_default_timeout(30_000)
            enter(page, live_server.url, code)
        return open_ones[code]

    yield of
    for page in open_ones.values():
        page.context.close()


def press(page: Page, name: str) -> None:
    """A button of the page; where it asks first, what it asks is confirmed."""
    page.get_by_role("button", name=name, exact=True).first.click()


def sent(page: Page) -> None:
    page.locator("#act form [type=submit]").last.click()
    expect(page.locator("#act form")).to_have_count(0)
