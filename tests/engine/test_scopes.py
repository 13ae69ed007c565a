"""A rulebook that applies to some units or posts judges what is theirs, and leaves others alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine import acknowledging, registry, rulebooks
from dianzhang.engine.act import must, one, perform
from dianzhang.engine.facts import fact_of
from dianzhang.engine.models import Approval, ClockRow, Flag
from dianzhang.engine.moment import day_of, living_at
from dianzhang.engine.outcome import Item
from dianzhang.engine.refolding import blank_fields, journal_of, standing_events
from dianzhang.engine.replaying import compare
from dianzhang.engine.tick import tick
from dianzhang.kernel.replay import replay
from tests.engine.department import found, put_in_force
from tests.engine.test_replay_equals_running import START

HEAD = """---
制度: {name}
代号: {code}
版本: "{version}"
生效: 2026-01-01
适用: {scope}
---

"""
RIGHTS = """
## 权 {#rights}
```rule
权限: {岗位: 全员, 可做: [工单.*, 工单.查看], 范围: 全部}
```
"""
RULES = """
## 时 {{#{code}.rules}}
```rule
期限: {{从: 工单.受理, 到: 工单.解决, 时限: {minutes}分钟, 责任: 经办人}}
检查:
  - {{当: 工单.改大小, 若: 大小 > 5, 标记: {code}太大}}
  - {{当: 工单.挂起, 若: 大小 > 8, 标记: {code}不许, 处置: 拒绝}}
审批: {{动作: 工单.上报, 审批人: 电商总监}}
```
"""


def book(code: str, scope: str, minutes: int, rules: str = RULES, version: str = "1") -> str:
    head = HEAD.format(name=f"{code}细则", code=code, scope=scope, version=version)
    return head + rules.format(code=code, minutes=minutes)


@pytest.fixture
def people(tickets):
    return found()


@pytest.fixture
def both(people):
    """客服组 has ten minutes, 运营组 half an hour, each by a rulebook of its own."""
    put_in_force(RIGHTS)
    service = put_in_force(book("care", "客服组", 10))
    ops = put_in_force(book("sales", "运营组", 30))
    return people, service, ops


def clocks(ticket):
    rows = ClockRow.objects.filter(subject_kind="ticket", subject_id=ticket.pk).order_by("id")
    return list(rows.values_list("rule", flat=True))


@pytest.mark.requirement("R1.5")
def test_each_record_is_judged_by_the_rulebook_of_its_unit(both):
    people, service, ops = both
    with living_at(START):
        care = one("ticket.open", people.zhouke, size=1).record
        sale = one("ticket.open", people.xunuo, size=1).record
        other = one("ticket.open", people.chenmo, size=1).record
        for ticket, actor in ((care, people.zhouke), (sale, people.xunuo), (other, people.chenmo)):
            must(one("ticket.resize", actor, ticket.id, size=9))
    assert clocks(care) == ["care.rules/deadline-1"]
    assert clocks(sale) == ["sales.rules/deadline-1"]
    assert clocks(other) == []
    flags = Flag.objects.order_by("subject_id").values_list("subject_id", "reason", "version_id")
    assert list(flags) == [(care.id, "care太大", service.id), (sale.id, "sales太大", ops.id)]


@pytest.mark.requirement("R1.5")
def test_checks_refuse_and_gates_ask_only_within(both):
    people, service, _ops = both
    with living_at(START):
        care = one("ticket.open", people.zhouke, size=1).record
        other = one("ticket.open", people.chenmo, size=1).record
        asked = one("ticket.escalate", people.zhouke, care.id)
        assert asked.status == "awaiting"
        assert Approval.objects.get().version_id == service.id
        assert one("ticket.escalate", people.chenmo, other.id).status == "done"
        assert one("ticket.hold", people.zhouke, one("ticket.open", people.zhouke, size=9).record.id).why.startswith(
            "care不许"
        )
        assert one("ticket.hold", people.chenmo, one("ticket.open", people.chenmo, size=9).record.id).status == "done"
        # whoever acts, it is the record's unit that counts
        assert one("ticket.escalate", people.mengyan, one("ticket.open", people.chenmo).record.id).status == "done"


def test_a_deadline_that_names_who_owes_it_goes_with_that_post(people):
    put_in_force(RIGHTS)
    owed = RULES.replace("责任: 经办人", "责任: 运营组长")
    put_in_force(book("sales", "运营组", 30, owed))
    with living_at(START):
        care = one("ticket.open", people.zhouke, size=1).record
    assert clocks(care) == ["sales.rules/deadline-1"]


def test_a_scope_of_posts_follows_whoever_acts(people):
    put_in_force(RIGHTS)
    put_in_force(book("desk", "订单审核、仓储专员", 10))
    with living_at(START):
        assert clocks(one("ticket.open", people.zhaoning).record) == ["desk.rules/deadline-1"]
        assert clocks(one("ticket.open", people.chenmo).record) == ["desk.rules/deadline-1"]
        assert clocks(one("ticket.open", people.xunuo).record) == []


@pytest.mark.parametrize("scope", ["电商部", "dept", "电商部、客服组", "没有这个组", "E-commerce department"])
def test_a_scope_of_the_whole_department_or_of_nobody_known_is_none_and_costs_nothing(people, scope):
    put_in_force(RIGHTS)
    put_in_force(book("all", scope, 10))
    rules = rulebooks.at(START)
    assert rules.scopes is None
    assert rules.about(None, "hr") is rules
    with living_at(START):
        assert clocks(one("ticket.open", people.chenmo).record) == ["all.rules/deadline-1"]


def test_scopes_ask_nothing_more_of_the_database(both):
    people, _service, _ops = both
    with living_at(START):
        one("ticket.open", people.zhouke, size=1)
        counted = []
        for actor in (people.zhouke, people.chenmo):
            with CaptureQueriesContext(connection) as queries:
                one("ticket.open", actor, size=1)
            counted.append(len([q for q in queries if "engine_unit" in q["sql"] or "engine_post" in q["sql"]]))
    assert counted == [0, 0]


def test_those_of_its_units_and_posts_acknowledge_it(both):
    people, service, _ops = both
    bound = acknowledging.bound(rulebooks.ruleset(service.id).rulebook)
    assert bound == {people.linxiao.person_id, people.zhouke.person_id, people.suhe.person_id}


@pytest.mark.requirement("R1.5")
def test_replay_equals_running(both):
    people, _service, _ops = both
    with living_at(START):
        made = [one("ticket.open", actor, size=3).record for actor in (people.zhouke, people.xunuo, people.chenmo)]
    for minutes, what, data in ((12, "resize", {"size": 9}), (25, "solve", {})):
        tick(START + timedelta(minutes=minutes))
        with living_at(START + timedelta(minutes=minutes)):
            for ticket in made:
                must(one(f"ticket.{what}", people.shenlan, ticket.id, **data))
    with living_at(START + timedelta(minutes=40)):
        # learned late: it has everything folded again
        perform("ticket.resize", Item(made[1].id, None, {"size": 7}, at=START + timedelta(minutes=5)), people.shenlan)
    subject, ruleset = registry.subjects["ticket"], rulebooks.at(START)
    for ticket in made:
        facts = [fact_of(subject, event) for event in standing_events(journal_of(subject, ticket.id))]
        replayed = replay(
            subject.words, facts, lambda _moment: ruleset,
            rulebooks.calendar_of, START + timedelta(hours=4), fields=blank_fields(subject),
        )  # fmt: skip
        rows = ClockRow.objects.filter(subject_id=ticket.id).values_list("rule", "version_id", "state")
        assert sorted((c.rule.id, c.version, c.state) for c in replayed.state.clocks) == sorted(rows)
        assert (replayed.made, replayed.overtaken) == ([], [])


def test_a_draft_that_widens_its_scope_shows_in_the_replay(both):
    people, _service, _ops = both
    with living_at(START):
        for actor in (people.zhouke, people.xunuo, people.chenmo):
            one("ticket.open", actor, size=9)
    tick(START + timedelta(hours=2))
    with living_at(START + timedelta(days=1)):
        same = compare(book("care", "客服组", 10, version="2"), day_of(START), day_of(START))
        wider = compare(book("care", "客服组、仓储组", 10, version="2"), day_of(START), day_of(START))
    assert counted(same) == (2, 2)
    assert counted(wider) == (2, 3)


def counted(comparison):
    """Deadlines missed as it was, and by the draft."""
    return sum(rule.now.missed for rule in comparison.rules), sum(rule.draft.missed for rule in comparison.rules)
