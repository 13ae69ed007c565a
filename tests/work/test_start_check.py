"""A task does not start before its parts are named, whatever the rulebook; where that says so it names its clause."""

from types import SimpleNamespace

import pytest

from dianzhang.engine import registry
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, perform
from dianzhang.engine.outcome import Item
from dianzhang.kernel import rulebook as language
from dianzhang.kernel.rulebook import coverage, prove, run_examples
from dianzhang.kernel.vocabulary import PostWord
from tests.engine.department import HEAD, POSTS, found, put_in_force

from .conftest import ACCESS, do, poster

pytestmark = pytest.mark.django_db

RACI = """
## 谁负责写清楚再开工 {#tasks.raci}

```rule
检查:
  - 当: 事项.开始
    若: 负责人数 <> 1
    标记: 负责的人要有，而且只有一个
    处置: 拒绝
  - 当: 事项.开始
    若: 执行人数 = 0
    标记: 没有写明谁执行
    处置: 拒绝
  - 当: 事项.开始
    若: (重要 或 来自倒排 或 所属类型 <> "") 且 咨询人数 = 0
    标记: 没有写明向谁征询
    处置: 拒绝
  - 当: 事项.开始
    若: (重要 或 来自倒排 或 所属类型 <> "") 且 知会人数 = 0
    标记: 没有写明告诉谁
    处置: 拒绝
例:
  - 名: 没有负责人
    发生: ["10:00 事项.提出 by 许诺 {执行人数: 1}", "10:05 事项.开始 by 许诺"]
    预期结果: ["拒绝 负责的人要有，而且只有一个"]
  - 名: 没有人做
    发生: ["10:00 事项.提出 by 孟岩 {负责人数: 1}", "10:05 事项.开始 by 孟岩"]
    预期结果: ["拒绝 没有写明谁执行"]
  - 名: 小事有人负责、有人做就行
    发生: ["10:00 事项.提出 by 孟岩 {负责人数: 1, 执行人数: 2}", "10:05 事项.开始 by 孟岩"]
    预期结果: ["直接执行"]
  - 名: 要紧的事没有人可问
    发生: ["10:00 事项.提出 by 孟岩 {重要: 是, 负责人数: 1, 执行人数: 1, 知会人数: 1}", "10:05 事项.开始 by 孟岩"]
    预期结果: ["拒绝 没有写明向谁征询"]
  - 名: 要紧的事没有人要告诉
    发生: ["10:00 事项.提出 by 孟岩 {重要: 是, 负责人数: 1, 执行人数: 1, 咨询人数: 1}", "10:05 事项.开始 by 孟岩"]
    预期结果: ["拒绝 没有写明告诉谁"]
```
"""
ALL = {"accountable": "mengyan", "responsible": ["xunuo"], "consulted": ["linxiao"], "informed": ["shenlan"]}


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(ACCESS + RACI)
    return people


@pytest.mark.requirement("O2.1")
def test_the_clause_is_enforced_and_each_of_its_rules_is_missed_when_taken_out(people: SimpleNamespace) -> None:
    text = HEAD + ACCESS + RACI
    posts = {code: PostWord(code, name) for code, (name, _unit, _above) in POSTS.items()}
    words = registry.vocabulary(posts)
    compiled = language.compile(text, words)
    assert compiled.rulebook is not None, compiled.errors
    assert [failure.message for outcome in run_examples(compiled.rulebook, words) for failure in outcome.failures] == []
    proofs = [proof for proof in prove(text, words) if proof.rule.startswith("tasks.raci")]
    assert (len(proofs), all(proof.proved for proof in proofs)) == (4, True)
    assert {row.id: row.status for row in coverage(compiled.rulebook, words)}["tasks.raci"] == "enforced"


@pytest.mark.requirement("O2.1")
@pytest.mark.parametrize(
    ("missing", "says"),
    [("accountable", "只有一个"), ("responsible", "谁执行"), ("consulted", "向谁征询"), ("informed", "告诉谁")],
)
def test_an_important_task_does_not_start_before_all_four_are_named(
    people: SimpleNamespace, missing: str, says: str
) -> None:
    parts = {letter: given for letter, given in ALL.items() if letter != missing}
    task = must(do(people.mengyan, "propose", title="双十一主图", important=True, **parts))
    who = people.xunuo if missing == "accountable" else people.mengyan
    outcome = do(who, "start", task.id)
    assert (outcome.status, says in outcome.why, "谁负责写清楚再开工" in outcome.why) == ("refused", True, True)
    must(do(people.mengyan, "name", task.id, **{missing: ALL[missing]}))
    assert do(people.mengyan, "start", task.id).done


@pytest.mark.requirement("O2.2")
def test_an_everyday_task_starts_with_who_answers_and_who_does_it(people: SimpleNamespace) -> None:
    task = must(do(people.mengyan, "propose", title="补一张价签", accountable="mengyan", responsible=["xunuo"]))
    assert do(people.xunuo, "start", task.id).done


def test_a_task_of_a_record_needs_all_four(people: SimpleNamespace) -> None:
    whole = poster(people, important=True)
    task = poster(people, consulted=[], of_kind="task", of_id=whole.id)
    assert "向谁征询" in do(people.mengyan, "start", task.id).why


@pytest.mark.requirement("O2.3")
def test_a_step_of_a_plan_needs_all_four(people: SimpleNamespace) -> None:
    step = {"title": "选品提报", "accountable_post": "ops_lead", "responsible_posts": ["ops"], "rule": "x/plan-1"}
    task = perform("task.plan", Item(data=step), SYSTEM)[0].record
    assert "向谁征询" in do(people.mengyan, "start", task.id).why
    must(do(people.mengyan, "name", task.id, consulted=["linxiao"], informed=["director"]))
    assert do(people.xunuo, "start", task.id).done


def test_a_post_held_by_several_does_not_answer_for_a_step_of_a_plan(people: SimpleNamespace) -> None:
    step = {"title": "话术", "accountable_post": "service", "responsible_posts": ["service"]}
    task = perform("task.plan", Item(data=step), SYSTEM)[0].record
    assert (task.accountable_count, task.owner_id) == (2, None)
    assert "只有一个" in do(people.zhouke, "start", task.id).why


@pytest.mark.requirement("O2.1")
@pytest.mark.parametrize(
    ("missing", "says"),
    [("accountable", "只能有一个"), ("responsible", "谁执行"), ("consulted", "向谁征询"), ("informed", "告诉谁")],
)
def test_a_rulebook_that_says_nothing_of_it_changes_nothing(db: None, missing: str, says: str) -> None:
    people = found()
    put_in_force(ACCESS)
    parts = {letter: given for letter, given in ALL.items() if letter != missing}
    task = must(do(people.mengyan, "propose", title="双十一主图", important=True, **parts))
    outcome = do(people.xunuo if missing == "accountable" else people.mengyan, "start", task.id)
    assert (outcome.status, says in outcome.why) == ("refused", True)
    must(do(people.mengyan, "name", task.id, **{missing: ALL[missing]}))
    assert do(people.mengyan, "start", task.id).done


def test_without_a_clause_too_an_everyday_task_needs_two_parts_only(db: None) -> None:
    people = found()
    put_in_force(ACCESS)
    task = must(do(people.mengyan, "propose", title="补一张价签", accountable="mengyan", responsible=["xunuo"]))
    assert do(people.xunuo, "start", task.id).done
