"""A fact that is entered late is judged by what was known then of a text that the journal leaves out, or by nothing."""

from __future__ import annotations

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine import hindsight
from dianzhang.engine.act import one, perform, together
from dianzhang.engine.models import Event, Flag
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item
from dianzhang.engine.registry import actions
from dianzhang.engine.tick import tick
from tests.engine.department import found, put_in_force
from tests.engine.test_replay_equals_running import START

RIGHTS = """
## 1.1 工单 {#tickets}
```rule
权限:
  - {岗位: [客服专员, 客服组长], 可做: [工单.*, 工单.查看], 范围: 全部}
检查:
"""
AT_RESIZE = (
    RIGHTS
    + """  - {当: 工单.改大小, 若: '包含(留言, "投诉")', 标记: 当心, 处置: 挂起}
```
"""
)
AT_ALL = (
    RIGHTS
    + """  - {当: [工单.受理, 工单.改大小, 工单.留言], 若: '包含(留言, "投诉")', 标记: 当心, 处置: 挂起}
```
"""
)
pytestmark = pytest.mark.requirement("V9.6")


@pytest.fixture
def people(tickets: type) -> SimpleNamespace:
    return found()


def opened(people: SimpleNamespace, note: str) -> Any:
    with living_at(START):
        return one("ticket.open", people.zhouke, size=3, note=note).record


def does(
    people: SimpleNamespace, ticket: Any, what: str, entered: int, happened: int | None = None, **data: Any
) -> Any:
    """``what`` happens so many minutes after the start and is entered then, or later."""
    with living_at(START + timedelta(minutes=entered)):
        at = None if happened is None else START + timedelta(minutes=happened)
        (outcome,) = perform(f"ticket.{what}", Item(ticket.pk, None, data or None), people.linxiao, at=at)
    assert outcome.done, outcome
    return outcome


def answers(ticket: Any, minute: int) -> list[bool | None]:
    """What is kept with what happened in that minute."""
    moment = START + timedelta(minutes=minute)
    events = Event.objects.filter(subject_kind="ticket", subject_id=ticket.pk, occurred_at=moment).exclude(rule__gt="")
    (event,) = events
    return list(json.loads(event.data).get("frozen", {}).values())


def flagged(ticket: Any) -> bool:
    return Flag.objects.filter(subject_kind="ticket", subject_id=ticket.pk, standing=True).exists()


@pytest.mark.parametrize(("first", "then"), [("很好", "要投诉"), ("要投诉", "很好")])
def test_words_written_since_are_not_those_of_then(people: SimpleNamespace, first: str, then: str) -> None:
    """Nobody asked when it was opened: nobody knows."""
    put_in_force(AT_RESIZE)
    ticket = opened(people, first)
    does(people, ticket, "say", 30, note=then)
    does(people, ticket, "resize", 40, 10, size=5)
    assert answers(ticket, 10) == [None]
    assert not flagged(ticket)


@pytest.mark.parametrize(("first", "then", "kept"), [("很好", "要投诉", False), ("要投诉", "很好", True)])
def test_what_was_found_before_it_is_what_was_known(people: SimpleNamespace, first: str, then: str, kept: bool) -> None:
    put_in_force(AT_ALL)
    ticket = opened(people, first)
    does(people, ticket, "say", 30, note=then)
    does(people, ticket, "resize", 40, 10, size=5)
    assert (answers(ticket, 0), answers(ticket, 10), answers(ticket, 30)) == ([kept], [kept], [not kept])


def test_an_answer_holds_only_until_the_words_may_have_changed(people: SimpleNamespace) -> None:
    put_in_force(AT_RESIZE)
    ticket = opened(people, "很好")
    does(people, ticket, "resize", 5, size=4)
    does(people, ticket, "hold", 7)  # takes no words in
    does(people, ticket, "say", 20, note="要投诉")
    does(people, ticket, "say", 30, note="很好")
    does(people, ticket, "resize", 40, 10, size=5)
    does(people, ticket, "resize", 41, 25, size=6)
    assert (answers(ticket, 10), answers(ticket, 25)) == ([False], [None])


def test_where_nothing_was_done_since_the_words_are_those_of_then(people: SimpleNamespace) -> None:
    """A deadline that was missed meanwhile changes no text."""
    put_in_force(AT_RESIZE + "```rule\n期限: {从: 工单.受理, 到: 工单.解决, 时限: 20分钟, 责任: 经办人}\n```\n")
    ticket = opened(people, "要投诉")
    tick(START + timedelta(minutes=30))
    assert Event.objects.filter(kind="ticket.overdue", subject_id=ticket.pk).exists()
    does(people, ticket, "resize", 40, 10, size=5)
    assert answers(ticket, 10) == [True]
    assert flagged(ticket)


@pytest.mark.parametrize("then", ["很好", "要投诉"])
def test_words_that_are_its_own_are_read(people: SimpleNamespace, then: str) -> None:
    """Told late, and be it as it is today anyway."""
    put_in_force(AT_ALL)
    ticket = opened(people, "很好")
    does(people, ticket, "say", 30, note=then)
    does(people, ticket, "say", 40, 10, note="要投诉")
    assert answers(ticket, 10) == [True]
    does(people, ticket, "resize", 50, 20, size=5)
    assert answers(ticket, 20) == [True]


def test_what_the_same_transaction_told_since_is_later_too(people: SimpleNamespace) -> None:
    put_in_force(AT_RESIZE)
    ticket = opened(people, "很好")
    with living_at(START + timedelta(minutes=30)), together(people.linxiao) as tx:
        (said,) = tx.do(actions["ticket.say"], [Item(ticket.pk, data={"note": "要投诉"})])
        earlier = Item(ticket.pk, data={"size": 5}, at=START + timedelta(minutes=10))
        (resized,) = tx.do(actions["ticket.resize"], [earlier])
    assert said.done
    assert resized.done
    assert answers(ticket, 10) == [None]
    assert not flagged(ticket)


def test_of_a_text_that_is_worked_out_with_other_fields_nobody_knows(people: SimpleNamespace) -> None:
    """What was found before it was of another size; today's words are not those of then either."""
    put_in_force(AT_ALL.replace('包含(留言, "投诉")', '包含(如果(大小 > 3, 留言, "投诉"), "投诉")'))
    ticket = opened(people, "很好")
    does(people, ticket, "say", 30, note="很好")
    does(people, ticket, "resize", 40, 10, size=5)
    assert (answers(ticket, 0), answers(ticket, 10)) == ([True], [None])


def test_the_journals_of_many_are_read_at_once(people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    put_in_force(AT_ALL)
    read: list[int] = []
    plain = hindsight.Hindsight.__init__

    def counted(self: Any, tx: Any, subject: Any, ids: Any) -> None:
        read.append(len(ids))
        plain(self, tx, subject, ids)

    monkeypatch.setattr(hindsight.Hindsight, "__init__", counted)
    with living_at(START):
        made = perform("ticket.open", [Item(data={"note": "很好"}) for _ in range(20)], people.zhouke)
    with living_at(START + timedelta(minutes=30)):
        perform("ticket.say", [Item(done.id, data={"note": "好"}) for done in made], people.linxiao)
    assert read == []  # nothing late, nothing read
    with living_at(START + timedelta(minutes=40)):
        late = [Item(done.id, data={"size": 5}) for done in made]
        perform("ticket.resize", late, people.linxiao, at=START + timedelta(minutes=10))
    assert read == [20]
