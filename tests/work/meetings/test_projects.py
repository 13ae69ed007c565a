"""A project has a meeting before it begins and one after it is done; rules stand on both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.models import ClockRow
from dianzhang.engine.moment import HOME, living_at
from dianzhang.work.meetings.projects import meetings_of
from dianzhang.work.models import Meeting, Task
from tests.engine.department import found, put_in_force

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W1.2")]
MORNING = datetime(2026, 10, 12, 9, tzinfo=HOME)
RULES = """
## 1.1 项目会 {#projects}

```rule
检查: {当: 事项.开始, 若: 大项目 且 非 开过启动会, 标记: 启动会还没有开, 处置: 拒绝}
期限: {从: 事项.完成, 若: 大项目, 到: [事项.开过复盘会, 事项.重开], 时限: 5工作日, 责任: 经办人, 事项: 开复盘会}
```

## 1.9 谁能做什么 {#access}

```rule
权限:
  - {岗位: 全员, 可做: [事项.提出, 事项.查看], 范围: 全部}
  - {岗位: [运营组长], 可做: [会议.召集, 会议.查看], 范围: 全部}
```
"""
PARTS: dict[str, Any] = {
    "accountable": "mengyan", "responsible": ["xunuo"], "consulted": ["linxiao"], "informed": ["shenlan"],
}  # fmt: skip


@pytest.fixture
def people(db: None) -> Iterator[SimpleNamespace]:
    people = found()
    put_in_force(RULES)
    with living_at(MORNING):
        yield people


def project(people: SimpleNamespace, **more: Any) -> Task:
    given = {"title": "双十一", "project": True, **PARTS, **more}
    return must(one("task.propose", people.mengyan, **given))  # type: ignore[no-any-return]


def held(people: SimpleNamespace, task: Task, kind: str, at: datetime) -> Meeting:
    given = {"kind": kind, "starts_at": at, "of_kind": "task", "of_id": task.pk}
    with living_at(at - timedelta(minutes=5)):
        meeting: Meeting = must(one("meeting.call", people.mengyan, **given))
    with living_at(at):
        must(one("meeting.begin", people.mengyan, meeting.pk))
    with living_at(at + timedelta(minutes=30)):
        must(one("meeting.end", people.mengyan, meeting.pk))
    task.refresh_from_db()
    return meeting


def test_nothing_begins_before_the_first_meeting(people: SimpleNamespace) -> None:
    task = project(people)
    refused = one("task.start", people.mengyan, task.pk)
    assert (refused.status, "启动会还没有开" in refused.why) == ("refused", True)
    held(people, task, "kickoff", MORNING + timedelta(hours=1))
    assert (task.kicked_off, task.status) == (True, "todo")
    with living_at(MORNING + timedelta(hours=2)):
        must(one("task.start", people.mengyan, task.pk))


def test_an_everyday_matter_needs_none(people: SimpleNamespace) -> None:
    must(one("task.start", people.mengyan, project(people, project=False).pk))


def test_a_meeting_that_is_not_ended_or_about_something_else_is_none(people: SimpleNamespace) -> None:
    task, other = project(people), project(people, title="年货节")
    held(people, other, "kickoff", MORNING + timedelta(hours=1))
    held(people, task, "other", MORNING + timedelta(hours=2))
    with living_at(MORNING + timedelta(hours=3)):
        given = {"kind": "kickoff", "starts_at": MORNING + timedelta(hours=4), "of_kind": "task", "of_id": task.pk}
        meeting = must(one("meeting.call", people.mengyan, **given))
    with living_at(MORNING + timedelta(hours=4)):
        must(one("meeting.begin", people.mengyan, meeting.pk))
        task.refresh_from_db()
        assert not task.kicked_off
        assert one("task.start", people.mengyan, task.pk).status == "refused"


def test_looking_back_is_owed_once_it_is_done(people: SimpleNamespace) -> None:
    task = project(people)
    held(people, task, "kickoff", MORNING + timedelta(hours=1))
    held(people, task, "review", MORNING + timedelta(hours=2))
    assert not task.looked_back, "it is not done yet"
    with living_at(MORNING + timedelta(hours=3)):
        must(one("task.start", people.mengyan, task.pk))
        must(one("task.finish", people.mengyan, task.pk))
    clock = ClockRow.objects.get(subject_kind="task", subject_id=task.pk, live=True)
    assert (clock.state, clock.owner_id) == ("running", people.mengyan.person_id)
    held(people, task, "review", MORNING + timedelta(days=2))
    clock.refresh_from_db()
    assert (task.looked_back, clock.state) == (True, "met")
    with living_at(MORNING + timedelta(days=3)):
        must(one("task.reopen", people.mengyan, task.pk, reason="还有退货没有清"))
    task.refresh_from_db()
    assert not task.looked_back


def test_its_page_offers_them_to_who_may_call(people: SimpleNamespace) -> None:
    task = project(people)
    shown = meetings_of(task, people.mengyan)
    assert shown is not None
    assert [way["form"] for way in shown["ways"]] == ["启动会", "复盘会"]
    assert all(f"of_id={task.pk}" in way["url"] for way in shown["ways"])
    for_others = meetings_of(task, people.xunuo)
    assert for_others is not None
    assert for_others["ways"] == []
    held(people, task, "kickoff", MORNING + timedelta(hours=1))
    after = meetings_of(task, people.mengyan)
    assert after is not None
    assert [way["form"] for way in after["ways"]] == ["复盘会"]
    assert len(after["meetings"]) == 1
    assert meetings_of(project(people, title="日常", project=False), people.mengyan) is None
