"""Tasks by word of mouth: noted by whoever took them; above the rulebook's figure they are asked for in writing."""

from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import Event, Notice
from dianzhang.rulebooks import find
from dianzhang.work.models import Task
from dianzhang.work.raci import parts_of
from tests.engine.department import found, put_in_force

from .conftest import ACCESS, do

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W3.4")]


def clause(name: str, identity: str) -> str:
    """One clause of a shipped rulebook, from its heading to the next."""
    text = find(name).read_text(encoding="utf-8")
    heading = next(line for line in text.splitlines() if f"{{#{identity}}}" in line)
    return heading + text.partition(heading)[2].partition("\n## ")[0] + "\n"


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(ACCESS + clause("B2", "tasks.spoken"))
    return people


def taken(people: SimpleNamespace, minutes: int = 60, **more: object) -> Task:
    given = {"title": "改一下公告里的电话", "person": "mengyan", "estimate": minutes}
    return must(do(people.xunuo, "take", **(given | more)))


def test_whoever_took_it_answers_for_it_and_the_giver_is_told(people: SimpleNamespace) -> None:
    task = taken(people)
    me, giver = f"person:{people.xunuo.person_id}", f"person:{people.mengyan.person_id}"
    assert parts_of(task) == {"A": [me], "R": [me], "C": [], "I": [giver]}
    assert (task.spoken, task.estimate, task.giver_id) == (True, 60, people.mengyan.person_id)
    assert Notice.objects.filter(person_id=people.mengyan.person_id, data__contains="task.take").exists()
    assert do(people.xunuo, "start", task.id).done


@pytest.mark.parametrize(("minutes", "asked"), [(1, False), (120, False), (121, True), (480, True)])
def test_more_than_two_hours_are_asked_for_in_writing(people: SimpleNamespace, minutes: int, asked: bool) -> None:
    task = taken(people, minutes)
    assert Event.objects.filter(kind="task.ask_writing", subject_id=task.id).exists() is asked
    assert Notice.objects.filter(person_id=people.mengyan.person_id, data__contains="ask_writing").exists() is asked
    outcome = do(people.xunuo, "start", task.id)
    assert outcome.done is not asked
    assert ("书面" in outcome.why and "口头交办" in outcome.why) is asked  # with its clause


def test_in_writing_it_begins(people: SimpleNamespace) -> None:
    task = taken(people, 300)
    must(do(people.mengyan, "write", task.id, description="六个店的公告都换，按附表。", estimate=240))
    task = Task.objects.get(pk=task.id)
    assert (task.in_writing, task.estimate, task.description) == (True, 240, "六个店的公告都换，按附表。")
    assert do(people.xunuo, "start", task.id).done


@pytest.mark.parametrize(("who", "may"), [("mengyan", True), ("xunuo", False), ("shenlan", False), ("linxiao", False)])
def test_only_the_giver_puts_it_in_writing(people: SimpleNamespace, who: str, may: bool) -> None:
    assert do(getattr(people, who), "write", taken(people, 300).id, description="按附表。").done is may


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"person": "xunuo"}, "自己要做的事"), ({"person": "nobody"}, "没有在岗的人"), ({"estimate": 0}, "不得小于"),
        ({"due_at": "2020-01-01T10:00"}, "已经过去"),
    ],
)  # fmt: skip
def test_what_cannot_be_noted(people: SimpleNamespace, given: dict, says: str) -> None:
    wanted = {"title": "改电话", "person": "mengyan", "estimate": 30} | given
    outcome = do(people.xunuo, "take", **wanted)
    assert (outcome.status, says in outcome.why) == ("refused", True)


def test_without_the_clause_nobody_is_asked_for_paper(db: None) -> None:
    people = found()
    put_in_force(ACCESS.replace("事项.提出,", "事项.提出, 事项.记口头交办,"))
    task = taken(people, 600)
    assert do(people.xunuo, "start", task.id).done


def test_the_giver_sees_it_and_others_do_not(people: SimpleNamespace) -> None:
    from dianzhang.engine.reading import may_see
    from dianzhang.work.states import TASK

    task = taken(people)
    assert may_see(people.mengyan, TASK, task)
    assert not may_see(people.chenmo, TASK, task)
