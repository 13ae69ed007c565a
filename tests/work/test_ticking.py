"""The checklist of a task: lines added, ticked, put in order, taken off; who did what; and finishing asks about it."""

from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import Event, Note
from dianzhang.work.models import Task, TaskItem

from .conftest import MONDAY, do, poster, started

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W3.2")]

LINES = "首页换图\n 详情页换图 \n\n存档"


def listed(people: SimpleNamespace) -> Task:
    task = started(people)
    must(do(people.xunuo, "itemise", task.id, text=LINES))
    return Task.objects.get(pk=task.id)


def lines(task: Task) -> list[str]:
    return list(TaskItem.objects.filter(task=task, dropped=False).order_by("place").values_list("text", flat=True))


def item(task: Task, text: str) -> TaskItem:
    return TaskItem.objects.get(task=task, text=text)


def test_a_line_for_each_line_typed(people: SimpleNamespace) -> None:
    task = listed(people)
    assert lines(task) == ["首页换图", "详情页换图", "存档"]
    assert (task.items_all, task.items_open) == (3, 3)
    must(do(people.mengyan, "itemise", task.id, text="告诉客服"))
    assert lines(task)[-1] == "告诉客服"


def test_who_ticked_and_when_stays_with_the_line(people: SimpleNamespace) -> None:
    task = listed(people)
    must(do(people.xunuo, "tick", task.id, item=item(task, "存档").pk))
    done = item(task, "存档")
    assert (done.done_by_id, done.done_at) == (people.xunuo.person_id, MONDAY)
    assert Task.objects.get(pk=task.id).items_open == 2
    must(do(people.mengyan, "tick", task.id, item=done.pk))
    assert (item(task, "存档").done_at, Task.objects.get(pk=task.id).items_open) == (None, 3)


def test_the_journal_has_none_of_the_words(people: SimpleNamespace) -> None:
    listed(people)
    assert not Event.objects.filter(data__contains="首页换图").exists()


@pytest.mark.parametrize(
    ("text", "way", "then"),
    [
        ("存档", "up", ["首页换图", "存档", "详情页换图"]),
        ("首页换图", "down", ["详情页换图", "首页换图", "存档"]),
        ("首页换图", "up", ["首页换图", "详情页换图", "存档"]),
        ("存档", "down", ["首页换图", "详情页换图", "存档"]),
    ],
)
def test_put_in_another_order(people: SimpleNamespace, text: str, way: str, then: list[str]) -> None:
    task = listed(people)
    do(people.xunuo, "shift", task.id, item=item(task, text).pk, way=way)
    assert lines(task) == then


def test_what_is_ticked_is_not_taken_off(people: SimpleNamespace) -> None:
    task = listed(people)
    must(do(people.xunuo, "tick", task.id, item=item(task, "存档").pk))
    assert "勾过的留着" in do(people.xunuo, "strike", task.id, item=item(task, "存档").pk).why
    must(do(people.xunuo, "strike", task.id, item=item(task, "首页换图").pk))
    task = Task.objects.get(pk=task.id)
    assert (lines(task), task.items_all, task.items_open) == (["详情页换图", "存档"], 2, 1)


def test_finishing_asks_about_what_is_not_ticked(people: SimpleNamespace) -> None:
    task = listed(people)
    outcome = do(people.mengyan, "finish", task.id, note="上线了")
    assert (outcome.status, "3 项没有勾" in outcome.why) == ("refused", True)
    must(do(people.mengyan, "finish", task.id, note="上线了", unticked="详情页这次不换"))
    assert set(Note.objects.values_list("text", flat=True)) == {"上线了", "详情页这次不换"}


def test_with_everything_ticked_nothing_is_asked(people: SimpleNamespace) -> None:
    task = listed(people)
    for one in TaskItem.objects.filter(task=task):
        must(do(people.xunuo, "tick", task.id, item=one.pk))
    assert do(people.mengyan, "finish", task.id).done


@pytest.mark.parametrize(
    ("text", "says"),
    [(" \n ", "至少写一项"), ("\n".join(["项"] * 61), "最多 60 项"), ("长" * 201, "最多 200 个字")],
)
def test_a_list_that_is_none(people: SimpleNamespace, text: str, says: str) -> None:
    assert says in do(people.xunuo, "itemise", started(people).id, text=text).why


@pytest.mark.parametrize(
    ("who", "may"), [("mengyan", True), ("xunuo", True), ("linxiao", False), ("shenlan", False), ("chenmo", False)]
)
def test_only_who_answers_for_it_or_does_it(people: SimpleNamespace, who: str, may: bool) -> None:
    task = listed(people)
    actor = getattr(people, who)
    assert do(actor, "tick", task.id, item=item(task, "存档").pk).done is may
    assert do(actor, "itemise", task.id, text="再来一项").done is may


def test_before_it_starts_also_whoever_wrote_it_down(people: SimpleNamespace) -> None:
    task = poster(people, accountable="xunuo", responsible=["zhaoning"])
    assert do(people.mengyan, "itemise", task.id, text="首页").done


def test_a_line_of_another_task_is_not_found(people: SimpleNamespace) -> None:
    task, other = listed(people), listed(people)
    assert "没有这一项" in do(people.xunuo, "tick", task.id, item=TaskItem.objects.filter(task=other)[0].pk).why
