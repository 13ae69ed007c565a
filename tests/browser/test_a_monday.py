"""One Monday of a shop department in browsers, from the early shift to the scores of the evening.

The rules are those of B1 with the house rules, and a page of the department's own: the shop is looked over by ten, the
early shift is taken over by a quarter past nine, and the process score.  It is 12 October 2026 for everybody at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from dianzhang import rulebooks as shipped
from dianzhang.engine import moment, organisation, rulebooks
from dianzhang.engine.act import must, one
from dianzhang.engine.models import ClockRow, Notice
from dianzhang.engine.moment import HOME
from dianzhang.engine.tick import tick
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.metrics import define, values
from dianzhang.people.models import Shift, Turn
from dianzhang.people.roster.following import changed
from dianzhang.work.duties.laying import lay_out
from dianzhang.work.models import Meeting, Owed, Report, Task
from tests.engine.department import found, put_in_force

from .conftest import DESKTOP
from .entering import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

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

# By hand, of 12 October: what fell due for whom and what was kept.  Nothing due has no score, which is not 0.
SCORES = {
    "shenlan": (2, 1),  # the weekly meeting kept, no report
    "mengyan": (2, 0),  # no morning meeting, no report
    "xunuo": (2, 1),  # the shop not looked over, the report sent
    "linxiao": (2, 2),  # morning meeting and report
    "zhouke": (3, 3),  # the early shift, owed by the post and taken over by them; the report; the meeting's task
    "suhe": (0, 0),  # the report is waived
    "zhaoning": (1, 0), "chenmo": (1, 0), "hejing": (1, 0),  # no report
}  # fmt: skip


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
    """Half past eight: rules in force, two shifts, the week planned on Friday, Sunday's late shift handed over."""
    for module in (organisation, rulebooks):
        module.forget()
    people = found()
    for text in (shipped.read("B1"), shipped.read("house-rules"), OWN):
        put_in_force(text)
    stage.set(at("16:00", MONDAY - timedelta(days=10)))
    for name, begins, ends in (("早班", "9:00", "17:00"), ("晚班", "14:00", "22:00")):
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


@pytest.mark.requirement("P4.6")
@pytest.mark.requirement("W1.1")
@pytest.mark.requirement("W2.1")
def test_a_monday(desk: Callable[[str], Page], stage: Stage, people: SimpleNamespace) -> None:
    the_early_shift(desk("zhouke"), stage)
    meeting = the_morning_meeting(desk("linxiao"), stage, people)
    its_task(desk("zhouke"), stage, people)
    the_weekly_meeting(people, stage)
    nobody_looked_over_the_shop(desk("mengyan"), stage, people)
    a_swap(desk, stage, people)
    an_exception(desk, stage, people)
    reports(desk("zhouke"), stage, people)
    stage.set(at("19:00"))
    tick(at("19:00"))
    assert scores(people) == {code: score(*table) for code, table in SCORES.items()}
    assert meeting.owner_id == people.linxiao.person_id


def the_early_shift(page: Page, stage: Stage) -> None:
    """Half past eight: what is left from Sunday is on the day's page, and is taken over."""
    stage.set(at("8:55"))
    page.goto("/")
    mine = page.locator("section", has=page.get_by_role("heading", name="我的班"))
    expect(mine).to_contain_text("早班")
    expect(mine).to_contain_text("4471")
    mine.get_by_role("button", name="接班").click()
    sent(page)
    expect(mine.get_by_text("4471")).to_have_count(0)


def the_morning_meeting(page: Page, stage: Stage, people: SimpleNamespace) -> Meeting:
    """It was called by itself; its decision becomes a task on the spot."""
    stage.set(at("9:02"))
    page.goto("/")
    page.locator("section", has=page.get_by_role("heading", name="要开的会")).get_by_role("link").nth(1).click()
    page.get_by_role("button", name="开始", exact=True).first.click()
    confirmed(page)
    stage.set(at("9:10"))
    press(page, "决定")
    form = page.locator("#act form")
    form.locator("[name=text]").fill("催仓库回话，四点前答复买家")
    choose(form, "accountable", "周可")
    form.locator("[name=due_at]").fill("2026-10-12T16:00")
    sent(page)
    stage.set(at("9:14"))
    press(page, "结束")
    confirmed(page)
    meeting = Meeting.objects.get(kind="morning", owner_id=people.linxiao.person_id, starts_at=at("9:00"))
    assert (meeting.status, meeting.over) in (("ended", None), ("ended", 0), ("held", None), ("held", 0))
    return meeting


def choose(form: Locator, name: str, text: str) -> None:
    """The option that says ``text``."""
    field = form.locator(f"[name={name}]")
    field.select_option(field.locator("option", has_text=text).first.get_attribute("value"))


def confirmed(page: Page) -> None:
    """Where an action shows its form first, it is sent as it stands."""
    page.wait_for_timeout(300)
    if page.locator("#act form").count():
        sent(page)


def its_task(page: Page, stage: Stage, people: SimpleNamespace) -> None:
    stage.set(at("15:00"))
    task = Task.objects.get()
    page.goto("/")
    page.get_by_role("link", name="催仓库回话").first.click()
    for name in ("开始", "完成"):
        press(page, name)
        confirmed(page)
    task.refresh_from_db()
    assert (task.owner_id, task.status) == (people.zhouke.person_id, "done")


def the_weekly_meeting(people: SimpleNamespace, stage: Stage) -> None:
    weekly = Meeting.objects.get(owner_id=people.shenlan.person_id, kind="weekly", starts_at__date=MONDAY)
    stage.set(at("10:00"))
    must(one("meeting.begin", people.shenlan, weekly.pk))
    stage.set(at("10:45"))
    must(one("meeting.end", people.shenlan, weekly.pk))


def nobody_looked_over_the_shop(page: Page, stage: Stage, people: SimpleNamespace) -> None:
    """The missed duty climbs: whoever leads 许诺 is told, and finds it on the radar."""
    stage.set(at("15:30"))
    tick(at("15:30"))
    assert Notice.objects.filter(person_id=people.mengyan.person_id, rule__startswith="opening.look").exists()
    page.goto("/notices")
    expect(page.get_by_text("巡店").first).to_be_visible()


def a_swap(desk: Callable[[str], Page], stage: Stage, people: SimpleNamespace) -> None:
    """周可 asks 苏禾 for Tuesday; 苏禾 agrees, 林晓 approves."""
    stage.set(at("16:10"))
    tuesday = MONDAY + timedelta(days=1)
    turn = Turn.objects.get(owner_id=people.zhouke.person_id, day=tuesday, status="set")
    page = desk("zhouke")
    page.goto(f"/rosters/swap/{turn.pk}")
    page.get_by_role("button", name="换").filter(has_text="10").first.click()
    page.wait_for_load_state()
    for code, button in (("suhe", "同意"), ("linxiao", "批准")):
        other = desk(code)
        other.goto("/")
        other.locator("section", has=other.get_by_role("heading", name="我的班")).get_by_role("link").nth(1).click()
        press(other, button)
        confirmed(other)
    turn.refresh_from_db()
    assert turn.owner_id == people.suhe.person_id


def an_exception(desk: Callable[[str], Page], stage: Stage, people: SimpleNamespace) -> None:
    """苏禾 is at a training: today's report is waived, with a reason, by whoever leads."""
    stage.set(at("16:30"))
    owed = Owed.objects.get(name="日报", owner_id=people.suhe.person_id, day=MONDAY)
    page = desk("suhe")
    page.goto(f"/duty/{owed.pk}")
    press(page, "另作安排")
    page.locator("#act form [name=reason]").fill("下午去培训")
    sent(page)
    assert ClockRow.objects.get(subject_kind="duty", subject_id=owed.pk).state == "running"
    lead = desk("linxiao")
    lead.goto("/approvals")
    expect(lead.get_by_text("下午去培训").first).to_be_visible()
    press(lead, "同意")
    expect(lead.get_by_text("同意了").first).to_be_visible()
    assert ClockRow.objects.get(subject_kind="duty", subject_id=owed.pk).state == "excused"


def reports(page: Page, stage: Stage, people: SimpleNamespace) -> None:
    """At twenty past five: what was done and what is due stands there already; two lines are typed."""
    stage.set(at("17:20"))
    page.goto("/report/new/send?kind=daily")
    for known in ("done", "figures"):
        expect(page.locator(f"[name={known}]")).not_to_be_empty()
    page.locator("[name=problems]").fill("吊牌色差问得多")
    page.locator("[name=plan]").fill("整理色差的话术")
    page.locator("form [type=submit]").last.click()
    page.wait_for_load_state()
    report = Report.objects.get(owner_id=people.zhouke.person_id)
    assert "催仓库回话" in report.done
    assert (report.problems, report.plan) == ("吊牌色差问得多", "整理色差的话术")
    for code in ("linxiao", "xunuo"):
        must(
            one(
                "report.send",
                getattr(people, code),
                kind="daily",
                done="都做了",
                figures="1",
                problems="无",
                plan="明天",
            )
        )


def scores(people: SimpleNamespace) -> dict[str, Decimal | None]:
    definition = define("流程达成率", MONDAY)
    assert definition is not None
    found = {}
    for code in SCORES:
        person = getattr(people, code).person_id
        posts = organisation.organisation().posts_of[person]
        rows = values(definition, "day", Slice(MONDAY, MONDAY, person=person, posts=posts))
        found[code] = rows[0].value
    return found


def score(due: int, kept: int) -> Decimal | None:
    return Decimal(kept) / due if due else None
