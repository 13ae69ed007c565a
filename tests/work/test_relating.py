"""Records that a task has to do with: several, of any kind; each page leads to the other."""

from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must, one
from dianzhang.work.actions.linking import named
from dianzhang.work.models import TaskLink

from .conftest import do, poster

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W3.3")]


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("https://dianzhang.example/order/12", ("order", 12)),
        ("http://127.0.0.1:8000/complaint/7?tab=1#x", ("complaint", 7)),
        ("/task/3/", ("task", 3)),
        ("order 12", ("order", 12)),
        ("订单 12", ("order", 12)),
        ("客诉#9", ("complaint", 9)),
        ("https://elsewhere.example/nothing/12", None),
        ("订单", None),
        ("昨天那件事", None),
    ],
)
def test_named_as_people_name_a_record(people: SimpleNamespace, text: str, ref: tuple[str, int] | None) -> None:
    assert named(text) == ref


def test_several_records_and_away_again(people: SimpleNamespace) -> None:
    task, others = poster(people), [poster(people) for _n in range(2)]
    for other in others:
        must(do(people.xunuo, "relate", task.id, what=f"/task/{other.id}"))
    assert do(people.xunuo, "relate", task.id, what=f"事项 {others[0].id}").status == "unchanged"
    assert TaskLink.objects.filter(task=task, ended_at=None).count() == 2
    must(do(people.mengyan, "unrelate", task.id, link=TaskLink.objects.filter(task=task).order_by("id")[0].pk))
    assert list(TaskLink.objects.filter(ended_at=None).values_list("of_id", flat=True)) == [others[1].id]
    assert do(people.xunuo, "relate", task.id, what=f"事项 {others[0].id}").done


@pytest.mark.parametrize(("what", "says"), [("昨天那件事", "认不出"), ("task 999999", "没有找到")])
def test_what_is_no_record_is_said(people: SimpleNamespace, what: str, says: str) -> None:
    assert says in do(people.mengyan, "relate", poster(people).id, what=what).why


def test_what_one_may_not_see_is_not_found(people: SimpleNamespace) -> None:
    secret = must(one("task.propose", people.hejing, title="面试安排"))
    assert "没有找到" in do(people.xunuo, "relate", poster(people).id, what=f"task {secret.id}").why


@pytest.mark.parametrize(("who", "may"), [("linxiao", True), ("shenlan", False), ("chenmo", False)])
def test_only_with_a_part_in_it(people: SimpleNamespace, who: str, may: bool) -> None:
    task, other = poster(people), poster(people)
    assert do(getattr(people, who), "relate", task.id, what=f"task {other.id}").done is may
