"""Several rulebooks in force side by side are the department's rules together."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine import deadlines, registry, rulebooks
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.facts import fact_of
from dianzhang.engine.models import Approval, ClockRow, Flag, RulebookVersion
from dianzhang.engine.moment import living_at
from dianzhang.engine.refolding import blank_fields, journal_of
from dianzhang.engine.tick import tick
from dianzhang.kernel.replay import replay
from tests.engine.department import found, put_in_force
from tests.engine.test_replay_equals_running import RULES, START

MAIN = RULES
SUB_HEAD = """---
制度: 付款细则
代号: payments
版本: "{version}"
生效: 2026-01-01
---

"""
SUB = """
## 一 付款 {#payments.soon}
```rule
期限: {从: 工单.受理, 到: 工单.付款, 时限: 20分钟, 责任: 经办人}
检查: {当: 工单.改大小, 若: 大小 > 7, 标记: 太贵}
审批: {动作: 工单.上报, 若: 大小 > 6, 审批人: 电商总监, 超时处理: {1小时: 提醒}}
```
"""


def sub(version: str = "1", text: str = SUB) -> str:
    return SUB_HEAD.format(version=version) + text


@pytest.fixture
def people(tickets):
    return found()


def clocks(**of):
    return list(ClockRow.objects.filter(**of).order_by("id").values_list("rule", "version_id"))


def test_rules_of_all_rulebooks_act_and_each_verdict_names_its_own_version(people):
    main, other = put_in_force(MAIN), put_in_force(sub())
    with living_at(START):
        ticket = one("ticket.open", people.zhouke, size=1).record
        must(one("ticket.resize", people.linxiao, ticket.id, size=9))
    assert clocks() == [("tickets/deadline-1", main.id), ("payments.soon/deadline-1", other.id)]
    assert set(Flag.objects.values_list("rule", "version_id")) == {
        ("tickets/check-1", main.id), ("payments.soon/check-1", other.id),
    }  # fmt: skip
    names = [view.clause.title for view in deadlines.clocks_on(registry.subjects["ticket"], ticket)]
    assert sorted(names) == ["付款", "工单"]


def test_a_request_names_the_version_its_gate_stands_in(people):
    put_in_force(MAIN)
    other = put_in_force(sub())
    with living_at(START):
        ticket = one("ticket.open", people.zhouke, size=8).record
        asked = one("ticket.escalate", people.linxiao, ticket.id)
        assert asked.status == "awaiting"
        approval = Approval.objects.get()
        assert (approval.gate, approval.version_id) == ("payments.soon/gate-1", other.id)
        assert clocks(subject_kind="approval") == [("payments.soon/gate-1/timeout-1", other.id)]
        must(one("approval.agree", people.shenlan, approval.id))
    ticket.refresh_from_db()
    assert ticket.status == "escalated"


def test_gates_of_two_rulebooks_are_asked_one_after_the_other(people):
    both = MAIN.replace("期限:", "审批: {动作: 工单.上报, 审批人: 客服组长}\n期限:", 1)
    main, other = put_in_force(both), put_in_force(sub())
    with living_at(START):
        ticket = one("ticket.open", people.zhouke, size=8).record
        one("ticket.escalate", people.zhouke, ticket.id)
        first = Approval.objects.get()
        assert first.version_id == main.id
        must(one("approval.agree", people.linxiao, first.id))
        second = Approval.objects.order_by("-id")[0]
        assert second.version_id == other.id
        must(one("approval.agree", people.shenlan, second.id))
    ticket.refresh_from_db()
    assert ticket.status == "escalated"


def test_a_new_version_takes_the_place_of_its_own_code_alone(people):
    main = put_in_force(MAIN)
    first = put_in_force(sub())
    with living_at(START):
        one("ticket.open", people.zhouke, size=1)
    second = put_in_force(sub("2", SUB.replace("20分钟", "30分钟")), since=START + timedelta(minutes=5))
    with living_at(START + timedelta(minutes=6)):
        one("ticket.open", people.zhouke, size=1)
    assert [version for _rule, version in clocks()] == [main.id, first.id, main.id, second.id]
    assert rulebooks.versions_at(START) == (main.id, first.id)
    assert rulebooks.versions_at(START + timedelta(minutes=5)) == (main.id, second.id)


def test_replay_equals_running_under_two_rulebooks(people):
    put_in_force(MAIN), put_in_force(sub())
    with living_at(START):
        ticket = one("ticket.open", people.zhouke, size=3).record
    for minutes, what, data in ((12, "resize", {"size": 9}), (14, "release", {}), (25, "solve", {})):
        tick(START + timedelta(minutes=minutes))
        with living_at(START + timedelta(minutes=minutes)):
            one(f"ticket.{what}", people.linxiao, ticket.id, **data)
    tick(START + timedelta(hours=4))
    subject, ruleset = registry.subjects["ticket"], rulebooks.at(START)
    replayed = replay(
        subject.words, [fact_of(subject, e) for e in journal_of(subject, ticket.id)], lambda _moment: ruleset,
        rulebooks.calendar_of, START + timedelta(hours=4), fields=blank_fields(subject),
    )  # fmt: skip
    rows = ClockRow.objects.exclude(state="stopped").values_list("rule", "version_id", "due_at", "state")
    assert sorted((c.rule.id, c.version, c.due_at, c.state) for c in replayed.state.clocks) == sorted(rows)
    assert {version for _rule, version, _due, _state in rows} == set(ruleset.keys)
    assert (replayed.made, replayed.overtaken) == ([], [])


def test_definitions_of_a_later_rulebook_reach_back_and_its_verdicts_do_not(people):
    metric = "\n## 数 {#payments.numbers}\n```rule\n指标: {名: 倍数, 公式: 应履约时限数 × 2, 单位: 数量}\n```\n"
    put_in_force(MAIN)
    put_in_force(sub(text=metric), since=START)
    before = date(2026, 2, 1)
    assert "倍数" in rulebooks.defining(before).metrics
    assert "倍数" not in rulebooks.of_period(before).metrics


CLASHES = {
    "clause": (SUB.replace("payments.soon", "tickets"), "编号为 tickets"),
    "metric": ("\n## 数 {#n}\n```rule\n指标: {名: 个数, 公式: 应履约时限数 × 3, 单位: 数量}\n```\n", "指标“个数”"),
    "scorecard": (
        "\n## 考 {#s}\n```rule\n指标: {名: 率, 公式: 按时时限数 ÷ 应履约时限数, 单位: 比例}\n"
        "考核: {岗位: [客服专员], 周期: 月, 构成: [{指标: 率, 权重: 100%}]}\n```\n",
        "岗位 客服专员",
    ),
    "pay": ("\n## 薪 {#p}\n```rule\n薪酬: {岗位: [客服专员], 项目: {底薪: 3000元}}\n```\n", "工资项“底薪”"),
}
PAID = (
    MAIN
    + """
## 1.2 数和薪 {#numbers}
```rule
指标:
  - {名: 个数, 公式: 应履约时限数 × 2, 单位: 数量}
  - {名: 达成, 公式: 按时时限数 ÷ 应履约时限数, 单位: 比例}
考核: {岗位: [客服专员, 客服组长], 周期: 月, 构成: [{指标: 达成, 权重: 100%}]}
薪酬: {岗位: [客服专员], 项目: {底薪: 2000元}}
```
"""
)


@pytest.mark.requirement("R1.6")
@pytest.mark.parametrize("what", CLASHES)
def test_a_contradiction_between_rulebooks_is_refused_naming_both_clauses(people, what):
    text, said = CLASHES[what]
    put_in_force(PAID)
    draft = must(one("rulebook.draft", SYSTEM, text=sub(text=text)))
    refused = one("rulebook.activate", SYSTEM, draft.id)
    assert refused.status == "refused"
    assert said in refused.why
    assert "《测试制度》" in refused.why and "《付款细则》" in refused.why  # noqa: PT018
    assert RulebookVersion.objects.get(pk=draft.id).status == "draft"


@pytest.mark.requirement("R1.6")
def test_what_does_not_contradict_stands_side_by_side(people):
    same = "\n## 数 {#n}\n```rule\n指标: {名: 个数, 公式: 应履约时限数 × 2, 单位: 数量}\n```\n"
    others = "\n## 薪 {#p}\n```rule\n薪酬: {岗位: [客服组长], 项目: {底薪: 3000元}}\n```\n"
    put_in_force(PAID)
    put_in_force(sub(text=same + others))
    assert len(rulebooks.at(START).books) == 2


def test_asking_for_the_rules_costs_no_statement_and_indexes_nothing_again(people):
    put_in_force(MAIN), put_in_force(sub())
    first = rulebooks.at(START)
    with CaptureQueriesContext(connection) as statements:
        assert all(rulebooks.at(START + timedelta(minutes=n)) is first for n in range(50))
    assert len(statements) == 0
