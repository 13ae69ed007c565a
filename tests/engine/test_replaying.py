"""A draft played on recorded tickets: what counts, what is taken as given, and what cannot be replayed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from dianzhang.engine.act import one, perform
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item
from dianzhang.engine.replaying import Comparison, Counts, DraftError, RangeError, Stopped, compare
from dianzhang.engine.tick import tick
from tests.engine.department import HEAD, found, put_in_force

RULES = """
## 1.1 工单 {#tickets}
```rule
权限:
  - {岗位: [客服专员, 客服组长], 可做: [工单.*, 工单.查看], 范围: 全部}
期限:
  - 从: 工单.受理
    到: [工单.解决, 工单.上报]
    时限: 10分钟
    责任: 经办人
    超时处理: {自动: 工单.上报}
```
"""
GATED = """
## 1.2 大工单 {#big}
```rule
审批: {动作: 工单.解决, 若: 大小 > 5, 审批人: 客服组长}
检查:
  - {当: 工单.改大小, 若: 大小 > 3, 标记: 太大, 处置: 挂起}
  - {当: 工单.挂起, 若: 大小 > 7, 标记: 不必挂, 处置: 拒绝}
```
"""
DAY = date(2026, 3, 2)
NINE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # Monday 9:00 in Shanghai
LATER = NINE + timedelta(days=30)


def at(minute: float) -> datetime:
    return NINE + timedelta(minutes=minute)


class Desk:
    """周可 opens tickets and 林晓 works at them; minutes count from Monday nine o'clock."""

    def __init__(self) -> None:
        self.people = found()
        put_in_force(RULES)

    def opens(self, minute: float, size: int = 1) -> int:
        with living_at(at(minute)):
            return int(one("ticket.open", self.people.zhouke, size=size).record.id)

    def does(self, action: str, minute: float, ticket: int, **data: int) -> None:
        tick(at(minute))
        with living_at(at(minute)):
            assert perform(f"ticket.{action}", Item(ticket, None, data or None), self.people.linxiao)[0].done


@pytest.fixture
def desk(tickets: type) -> Desk:
    return Desk()


def play(rules: str, first: date = DAY, last: date = DAY, now: datetime = LATER) -> Comparison:
    with living_at(now):
        return compare(HEAD + rules, first, last)


def of(comparison: Comparison, rule: str = "tickets/deadline-1") -> tuple[Counts, Counts]:
    one = next(found for found in comparison.rules if found.rule == rule)
    return one.now, one.draft


@pytest.mark.requirement("R3.1")
def test_a_shorter_deadline_turns_kept_into_missed(desk: Desk) -> None:
    slow, quick = desk.opens(0), desk.opens(1)
    desk.does("solve", 3, quick)
    desk.does("solve", 8, slow)
    found = play(RULES.replace("10分钟", "5分钟"))
    assert of(found) == (Counts(met=2), Counts(met=1, missed=1))
    (rule,) = found.rules
    assert (rule.gained, rule.lost) == (0, 1)
    (example,) = rule.examples
    assert (example.id, example.title, example.now, example.draft) == (slow, f"工单 {slow}", "met", "missed")
    assert (example.due_now, example.due_draft) == (at(10), at(5))
    assert [(p.name, p.now.met, p.draft.missed) for p in found.people] == [("周可", 2, 1)]


def test_a_longer_one_turns_missed_into_kept_and_what_the_rule_did_is_gone(desk: Desk) -> None:
    ticket = desk.opens(0)
    desk.does("hold", 12, ticket)  # handed up by the rule at ten past
    desk.does("release", 13, ticket)
    desk.does("solve", 14, ticket)
    found = play(RULES.replace("10分钟", "20分钟"))
    assert of(found) == (Counts(missed=1), Counts(met=1))
    assert found.rules[0].gained == 1


@pytest.mark.parametrize(
    ("first", "last", "now", "draft"),
    [
        (DAY, DAY, Counts(met=1), Counts(missed=1)),
        (DAY - timedelta(days=3), DAY - timedelta(days=1), Counts(running=1), Counts(running=1)),
        (DAY + timedelta(days=1), DAY + timedelta(days=2), Counts(), Counts()),
    ],
)
def test_only_verdicts_of_the_days_asked_for_are_compared(
    desk: Desk, first: date, last: date, now: Counts, draft: Counts
) -> None:
    """Opened on Friday evening; on Sunday it was still running, on Monday it was solved."""
    friday = NINE - timedelta(days=2, hours=12)
    put_in_force(RULES.replace("10分钟", "72小时"), since=friday - timedelta(days=1))
    with living_at(friday):
        ticket = one("ticket.open", desk.people.zhouke, size=1).record
    desk.does("solve", 60, ticket.id)
    found = play(RULES.replace("10分钟", "60小时"), first, last)
    counts = [(rule.now, rule.draft) for rule in found.rules] or [(Counts(), Counts())]
    assert counts == [(now, draft)]


def test_flags_and_approvals_on_both_sides(desk: Desk) -> None:
    small, big = desk.opens(0, 2), desk.opens(0, 9)
    for ticket in (small, big):
        desk.does("solve", 3, ticket)
    third = desk.opens(4)
    desk.does("resize", 5, third, size=4)
    found = play(RULES + GATED)
    assert [(hit.rule, hit.now, hit.draft, hit.kind) for hit in found.approvals] == [
        ("big/gate-1", 0, 1, "ticket.solve")
    ]
    assert [(hit.rule, hit.what, hit.now, hit.draft) for hit in found.flags] == [("big/check-1", "太大", 0, 1)]
    assert found.approvals[0].examples[0].id == big
    assert found.flags[0].examples[0].id == third


@pytest.mark.requirement("R3.3")
def test_facts_that_the_draft_would_not_have_allowed_are_kept_and_listed(desk: Desk) -> None:
    ticket, huge = desk.opens(0), desk.opens(0)
    desk.does("resize", 1, ticket, size=4)  # the draft holds it here, so holding it again is not allowed
    desk.does("hold", 2, ticket)
    desk.does("resize", 3, huge, size=8)
    found = play(RULES + GATED.replace("大小 > 3", "大小 = 4"))
    given = {one.what: one for one in found.given}
    assert given["illegal"].count == 1
    assert given["illegal"].examples[0].id == ticket
    assert "工单.挂起" in given["illegal"].text.zh
    desk.does("hold", 4, huge)
    given = {one.what: one for one in play(RULES + GATED).given}
    assert given["refused"].count == 1
    assert given["refused"].examples[0].id == huge
    assert {"approvals", "metrics"} <= given.keys()


def test_the_draft_takes_the_place_of_its_own_code_only(desk: Desk) -> None:
    """Another rulebook stays in force beside the draft."""
    put_in_force(HEAD.replace("代号: test", "代号: other") + GATED.replace("#big", "#other"))
    ticket = desk.opens(0)
    desk.does("resize", 1, ticket, size=4)
    found = play(RULES.replace("10分钟", "5分钟"))
    assert [(hit.rule, hit.now, hit.draft) for hit in found.flags] == [("other/check-1", 1, 1)]


def test_progress_and_an_end_before_the_end(desk: Desk) -> None:
    desk.opens(0)
    said: list[tuple[int, int]] = []
    with living_at(LATER):
        compare(HEAD + RULES, DAY, DAY, progress=lambda read, total: said.append((read, total)))
        assert said[-1][0] == said[-1][1] > 0
        with pytest.raises(Stopped):
            compare(HEAD + RULES, DAY, DAY, stop=lambda: True)


@pytest.mark.requirement("R3.3")
def test_what_cannot_be_replayed_says_why(desk: Desk) -> None:
    with living_at(LATER):
        with pytest.raises(RangeError) as wrong:
            compare(HEAD + RULES, DAY, DAY - timedelta(days=1))
        assert "之后" in wrong.value.said.zh
        with pytest.raises(RangeError):
            compare(HEAD + RULES, date(2027, 1, 1), date(2027, 1, 2))
        with pytest.raises(DraftError) as broken:
            compare(HEAD + RULES.replace("工单.受理", "工单.受李"), DAY, DAY)
        assert broken.value.compiled.errors[0].line > 0


@pytest.mark.requirement("R3.3")
def test_a_time_in_which_nothing_was_recorded_is_no_comparison(desk: Desk) -> None:
    """No difference would be taken for a finding."""
    desk.opens(0)
    with living_at(LATER):
        within = compare(HEAD + RULES, DAY, DAY)
        before = compare(HEAD + RULES, DAY - timedelta(days=9), DAY - timedelta(days=8))
    assert (within.empty, before.empty) == (False, True)
    assert before.same
    assert next(one.text.zh for one in before.given if one.what == "nothing").startswith("这段时间没有记下任何事")


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (date.min, date.max, "0001-01-01 太早，最早从 1990-01-01 起重放"),
        (date.max, date.max, "9999-12-31 还没有到，没有可重放的事"),
        (date.max, date.min, "起始日 9999-12-31 在截止日 0001-01-01 之后，请对调"),
        (date.min, date.min, "0001-01-01 太早，最早从 1990-01-01 起重放"),
    ],
)
def test_the_ends_of_the_calendar_are_no_range(desk: Desk, since: date, until: date, said: str) -> None:
    with living_at(LATER), pytest.raises(RangeError) as wrong:
        compare(HEAD + RULES, since, until)
    assert wrong.value.said.zh == said


def test_a_range_to_the_end_of_the_calendar_ends_today(desk: Desk) -> None:
    desk.opens(0)
    with living_at(LATER):
        found, usual = compare(HEAD + RULES, DAY, date.max), compare(HEAD + RULES, DAY, LATER.date())
    assert found.totals == usual.totals
    assert found.months == ("2026-04",)  # the month that has begun, and none of the centuries after it
