"""Chinese and English are both first class: each key has both faces, and a rule says the same in either."""

from __future__ import annotations

import re

import pytest

from dianzhang.kernel.rulebook import compile as compile_text
from dianzhang.kernel.rulebook import run_examples
from dianzhang.kernel.rulebook.difference import meaning
from dianzhang.kernel.rulebook.examples import EXAMPLE_KEYS
from dianzhang.kernel.rulebook.kinds import COMPILERS

from .words import VOCABULARY

CHINESE = re.compile(r"[\u4e00-\u9fff]")
TABLES = {
    **{kind.value: compiler.keys for kind, compiler in COMPILERS.items()},
    **{f"{kind.value}.{key}": keys for kind, compiler in COMPILERS.items() for key, keys in compiler.parts.items()},
    "example": EXAMPLE_KEYS,
}


@pytest.mark.parametrize("table", TABLES)
def test_every_key_has_both_faces(table: str) -> None:
    for english, faces in TABLES[table].items():
        assert not CHINESE.search(english)
        assert any(CHINESE.search(face) for face in faces), english


HEADS = (
    '---\n制度: 试\n代号: t\n版本: "1"\n生效: 2026-01-01\n---\n# 一 {#c}\n',
    '---\nname: 试\ncode: t\nversion: "1"\neffective: 2026-01-01\n---\n# 一 {#c}\n',
)
SAME = {
    "access": (
        "权限: {岗位: 仓储专员, 可做: 订单.发货, 范围: 本部门}",
        "access: {posts: warehouse, may: order.ship, reach: unit}",
    ),
    "gate": (
        "审批: {动作: 订单.放行, 若: 总额 >= 1000元, 审批人: [运营组长, 电商总监], 方式: 会签, "
        "超时处理: {一个工作日: 提醒, 两个工作日: 同意}}",
        "gate: {action: order.release, when: total >= 1000元, approvers: [ops_lead, director], manner: together, "
        "timeouts: {one working day: remind, two working days: agree}}",
    ),
    "check": (
        "检查: {当: 订单.进入, 若: 总额 > 5元 且 非 地址完整, 标记: big, 处置: 挂起}",
        "check: {on: order.enter, when: total > 5元 and not address_complete, mark: big, act: order.hold}",
    ),
    "deadline": (
        "期限: {从: 客诉.受理, 到: 客诉.解决, 时限: 两工作小时, 责任: 客服组长, 事项: solve, 提醒: 30分钟}",
        "deadline: {from: complaint.accept, to: complaint.solve, within: 2 working hours, owner: service_lead, "
        "title: solve, remind: 30 minutes}",
    ),
    "briefing": (
        "早报: {时间: '8:30', 指标: [流程达成率], 发给: [客服组长], 群里: [流程达成率]}",
        "briefing: {due: '8:30', numbers: [流程达成率], posts: [service_lead], groups: [流程达成率]}",
    ),
    "alarm": (
        "报警: {事项: 掉了, 指标: 流程达成率, 每: 小时, 分: 全部, 低于: 5%, 高于: 90%, 超出预期: 高低, 只看: 大促, "
        "大促: [11-01 至 11-11, 06-18], 责任: 客服组长, 通知: [运营组长], 时限: 两工作小时, 预案: [甲、乙, 丙]}",
        "alarm: {title: 掉了, number: 流程达成率, each: hour, by: all, below: 5%, above: 90%, outside: both, "
        "only: campaign, campaign: [11-01 to 11-11, 06-18], "
        "owner: service_lead, notify: [ops_lead], within: 2 working hours, "
        "plan: [甲、乙, 丙]}",
    ),
    "report": (
        "报告: {期间: 周, 责任: 客服组长, 指标: [流程达成率], 时间: '9:00', 交给: 电商总监, 群里: [流程达成率]}",
        "report: {span: week, owner: service_lead, numbers: [流程达成率], due: '9:00', to: director, "
        "groups: [流程达成率]}",
    ),
    "scorecard": (
        "考核: {岗位: 客服专员, 周期: 月, 构成: [{指标: 流程达成率, 权重: 100%, 封顶: 120%}]}",
        "scorecard: {posts: service_agent, period: month, parts: [{metric: 流程达成率, weight: 100%, cap: 120%}]}",
    ),
    "pay": (
        "薪酬: {岗位: 客服专员, 项目: {base: 2000元, bonus: '如果(base > 1000元, base * 10%, 0元)'}}",
        "pay: {posts: service_agent, items: {base: 2000元, bonus: 'IF(base > 1000元, base * 10%, 0元)'}}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", SAME)
def test_a_rule_means_the_same_in_either_language(kind: str) -> None:
    rate = (
        "指标: {名: 流程达成率, 公式: 0.5, 单位: 比例}\n"
        if kind in ("scorecard", "briefing", "alarm", "report")
        else ""
    )
    found = []
    for head, rule in zip(HEADS, SAME[kind], strict=True):
        compiled = compile_text(f"{head}```rule\n{rate}{rule}\n```\n", VOCABULARY)
        assert compiled.errors == []
        found.append([meaning(one) for one in compiled.draft.rules])
    assert found[0] == found[1]


def test_an_example_in_english_holds() -> None:
    text = (
        HEADS[1]
        + """```rule
deadline: {from: complaint.accept, to: complaint.solve, within: 10 minutes, owner: owner}
examples:
  - name: eleven minutes
    happens: ["10:00 complaint.accept by Ann"]
    now: "10:11"
    expect: [late owner owner]
```
"""
    )
    compiled = compile_text(text, VOCABULARY)
    assert compiled.rulebook is not None
    assert [outcome.passed for outcome in run_examples(compiled.rulebook, VOCABULARY)] == [True]
