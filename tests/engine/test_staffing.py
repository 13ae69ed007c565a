"""A gate whose approver's post nobody holds is found before the rulebook takes effect."""

from __future__ import annotations

import pytest

from dianzhang.engine import rulebooks
from dianzhang.engine.organisation import forget
from dianzhang.engine.staffing import vacancies

from .department import HEAD, PEOPLE, found

pytestmark = pytest.mark.django_db

GATE = """## 大额放行 {#orders.big}
```rule
审批: {动作: 订单.放行, 审批人: %s}
```
"""


def findings(approver: str, *there: str) -> tuple[list[str], list[str]]:
    """What is said of a gate, with these people in the department."""
    found({code: PEOPLE[code] for code in there})
    forget()
    errors, warnings = vacancies(rulebooks.compiled_text(HEAD + GATE % approver))
    return [p.message.zh for p in errors], [p.message.zh for p in warnings]


def test_a_held_post_is_fine() -> None:
    assert findings("运营组长", "mengyan", "shenlan") == ([], [])


def test_an_empty_post_passes_upward_and_the_compiler_says_to_whom() -> None:
    assert findings("运营组长", "zhaoning", "shenlan") == ([], ["现在没有人任运营组长，会转由电商总监审批"])


def test_nobody_above_either_is_an_error() -> None:
    errors, warnings = findings("运营组长", "zhaoning", "xunuo")
    assert errors == ["没有人任运营组长，也没有人能替：这件事永远批不了"]
    assert warnings == []


def test_every_approver_of_several_is_looked_at() -> None:
    errors, _warnings = findings("[运营组长, 客服组长]", "zhaoning", "xunuo")
    assert len(errors) == 2


def test_the_superior_is_whoever_it_is() -> None:
    assert findings("直属上级", "zhaoning", "xunuo") == ([], [])


def test_a_department_that_is_only_being_founded_is_not_asked() -> None:
    assert findings("运营组长", "zhaoning") == ([], [])


def test_the_finding_stands_at_the_approver_with_its_clause() -> None:
    found({code: PEOPLE[code] for code in ("zhaoning", "xunuo")})
    forget()
    text = HEAD + GATE % "运营组长"
    [problem] = vacancies(rulebooks.compiled_text(text))[0]
    line = text.splitlines()[problem.line - 1]
    assert line[problem.column - 1 : problem.column - 1 + problem.length] == "运营组长"
    assert problem.clause == "orders.big"


FRONT = HEAD.replace("生效:", "归口部门: %s\n生效:", 1)
COUNTED = {
    "whoever a request is handed over to": (
        "审批: {动作: 订单.放行, 审批人: 电商总监, 超时处理: {一个工作日: 转交 运营组长}}",
        "现在没有人任运营组长，超时会转到电商总监",
    ),
    "whoever owes a deadline": (
        "期限: {从: 订单.进入, 到: 订单.审核, 时限: 1小时, 责任: 运营组长}",
        "现在没有人任运营组长，这个期限没有人负责",
    ),
    "whoever is told that it was missed": (
        "期限: {从: 订单.进入, 到: 订单.审核, 时限: 1小时, 责任: 经办人, 超时处理: {通知: 运营组长}}",
        "现在没有人任运营组长，这条通知没有人收到",
    ),
    "whoever is told later": (
        "期限: {从: 订单.进入, 到: 订单.审核, 时限: 1小时, 责任: 经办人, "
        "超时处理: [{通知: 电商总监}, {过: 1小时, 通知: [运营组长]}]}",
        "现在没有人任运营组长，这条通知没有人收到",
    ),
    "whoever owes a duty": (
        "例行: {事项: 周报, 责任: [电商总监, 运营组长], 周期: 每周一}",
        "现在没有人任运营组长，这项例行没有人做",
    ),
    "whoever answers for a step": (
        "倒排: {对象: 请假, 基准: 开始日, 步骤: [{事项: 交接, 提前: 1天, 负责: 运营组长}]}",
        "现在没有人任运营组长，这一步没有人负责",
    ),
}  # fmt: skip
UNCOUNTED = {
    "everyone": "例行: {事项: 周报, 责任: 全员, 周期: 每周一}",
    "the owner of the record": "期限: {从: 订单.进入, 到: 订单.审核, 时限: 1小时, 责任: 经办人}",
    "a right that nobody uses now": "权限: {岗位: 运营组长, 可做: 订单.放行, 范围: 全部}",
}


def noticed(rule: str, front: str = HEAD) -> list[str]:
    found({code: PEOPLE[code] for code in ("xunuo", "shenlan")})
    forget()
    text = front + f"## 条款 {{#c.one}}\n```rule\n{rule}\n```\n"
    compiled = rulebooks.compiled_text(text)
    assert compiled.errors == []
    errors, warnings = vacancies(compiled)
    assert errors == []
    return [problem.message.zh for problem in warnings]


@pytest.mark.requirement("R1.4")
@pytest.mark.parametrize(("rule", "message"), COUNTED.values(), ids=COUNTED.keys())
def test_posts_that_a_rule_counts_on_and_nobody_holds(rule: str, message: str) -> None:
    assert noticed(rule) == [message]


@pytest.mark.parametrize("rule", UNCOUNTED.values(), ids=UNCOUNTED.keys())
def test_posts_that_a_rule_does_not_count_on(rule: str) -> None:
    assert noticed(rule) == []


@pytest.mark.parametrize(
    ("owner", "said"),
    [
        ("电商总监", []),
        ("电商部", []),
        ("运营组长", ["现在没有人任运营组长，新版生效会转由电商总监同意"]),
        ("法务部", ["这里没有“法务部”这个部门或岗位，新版生效要由电商总监同意"]),
    ],
)
def test_whoever_keeps_the_rulebook_must_be_there(owner: str, said: list[str]) -> None:
    assert noticed(UNCOUNTED["the owner of the record"], FRONT % owner) == said


SCOPES = {
    "": [],
    "运营组": [],
    "运营组、客服组长": [],
    "全部门": [],
    "运营1组": ["没有“运营1组”这个部门或岗位，这部制度照全部门算"],
    "运营组、小店": ["没有“小店”这个部门或岗位，这个名称谁也不管"],
}


@pytest.mark.parametrize("scope", SCOPES)
def test_a_name_that_nobody_knows_in_the_scope_is_said(scope: str) -> None:
    found({code: PEOPLE[code] for code in ("mengyan", "shenlan")})
    forget()
    head = HEAD.replace("---\n", f"---\n适用: {scope}\n", 1) if scope else HEAD
    errors, warnings = vacancies(rulebooks.compiled_text(head + GATE % "运营组长"))
    assert errors == []
    assert [problem.message.zh for problem in warnings] == SCOPES[scope]
    assert all(problem.line == 2 for problem in warnings)
