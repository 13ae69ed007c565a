"""What holds a task up: reported, removed, handed on; not removed in time it climbs; it stands on the agenda."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.models import ClockRow, Event, Notice
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.outcome import Outcome
from dianzhang.engine.tick import tick
from dianzhang.engine.topics import Scope, topics
from dianzhang.work.models import Obstacle, Task
from tests.engine.department import found, put_in_force

from .conftest import ACCESS, MONDAY, do, started
from .test_spoken import clause

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W3.5")]


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(ACCESS + clause("B2", "tasks.obstacles"))
    return people


def act(actor: Any, verb: str, pk: int, at: datetime = MONDAY, **data: Any) -> Outcome:
    with living_at(at):
        return one(f"obstacle.{verb}", actor, pk, **data)


def stuck(people: SimpleNamespace, who: str = "xunuo", to: str = "zhouke") -> Obstacle:
    task = started(people)
    must(do(getattr(people, who), "hinder", task.id, blocked="等客服给退货说明\n不然页面写不了", to=to))
    return Obstacle.objects.get()


def test_whom_it_needs_owes_it_and_the_task_says_so(people: SimpleNamespace) -> None:
    obstacle = stuck(people)
    assert (obstacle.owner_id, obstacle.author_id) == (people.zhouke.person_id, people.xunuo.person_id)
    assert Task.objects.get().obstacles == 1
    clock = ClockRow.objects.get(subject_kind="obstacle")
    assert (clock.owner_id, clock.due_at) == (people.zhouke.person_id, MONDAY + timedelta(days=1))
    told = set(Notice.objects.filter(data__contains="obstacle.arise").values_list("person_id", flat=True))
    assert told == {people.zhouke.person_id}
    assert not Event.objects.filter(data__contains="退货说明").exists()


def test_removed_in_time_the_task_is_clear(people: SimpleNamespace) -> None:
    obstacle = stuck(people)
    must(act(people.zhouke, "remove", obstacle.pk, MONDAY + timedelta(hours=3), note="说明发群里了"))
    assert (Obstacle.objects.get().status, Task.objects.get().obstacles) == ("removed", 0)
    assert ClockRow.objects.get(subject_kind="obstacle").state == "met"


def test_not_removed_it_climbs_to_the_lead_and_on_to_the_top(people: SimpleNamespace) -> None:
    obstacle = stuck(people)
    seen = []
    for day in (1, 2, 3, 4):
        with living_at(MONDAY + timedelta(days=day, minutes=1)):
            tick()
        obstacle = Obstacle.objects.get(pk=obstacle.pk)
        seen.append((obstacle.owner_id, obstacle.climbs))
    lead, head = people.linxiao.person_id, people.shenlan.person_id
    assert seen[0] == (lead, 1)
    assert seen[1] == (head, 2)
    assert seen[2] == seen[3] == (head, 2)
    owed = ClockRow.objects.filter(subject_kind="obstacle").order_by("id").values_list("owner_id", flat=True)
    assert list(owed)[:2] == [people.zhouke.person_id, lead]


@pytest.mark.parametrize("verb", ["finish", "cancel"])
def test_with_its_task_it_is_over(people: SimpleNamespace, verb: str) -> None:
    obstacle = stuck(people)
    must(do(people.mengyan, verb, obstacle.task_id, **({"reason": "不做了"} if verb == "cancel" else {})))
    assert (Obstacle.objects.get().status, Task.objects.get().obstacles) == ("withdrawn", 0)
    assert not ClockRow.objects.filter(subject_kind="obstacle", live=True).exists()


def test_handed_to_who_can_remove_it(people: SimpleNamespace) -> None:
    obstacle = stuck(people)
    must(act(people.zhouke, "hand_over", obstacle.pk, to="suhe", reason="退货归她"))
    assert Obstacle.objects.get().owner_id == people.suhe.person_id
    assert ClockRow.objects.get(subject_kind="obstacle", live=True).owner_id == people.suhe.person_id


@pytest.mark.parametrize(
    ("who", "verb", "may"),
    [
        ("zhouke", "remove", True), ("xunuo", "remove", False), ("chenmo", "remove", False), ("suhe", "remove", False),
        ("xunuo", "withdraw", True), ("zhouke", "withdraw", False), ("mengyan", "withdraw", False),
        ("zhouke", "hand_over", True), ("xunuo", "hand_over", False),
    ],
)  # fmt: skip
def test_who_may(people: SimpleNamespace, who: str, verb: str, may: bool) -> None:
    given = {"remove": {"note": "好了"}, "withdraw": {"reason": "不用了"}, "hand_over": {"to": "suhe"}}[verb]
    assert act(getattr(people, who), verb, stuck(people).pk, **given).done is may


@pytest.mark.parametrize(("who", "may"), [("mengyan", True), ("linxiao", True), ("shenlan", True), ("chenmo", False)])
def test_who_may_report_one(people: SimpleNamespace, who: str, may: bool) -> None:
    task = started(people)
    assert do(getattr(people, who), "hinder", task.id, blocked="等图", to="zhouke").done is may


def test_of_a_post_that_several_hold_one_is_named(people: SimpleNamespace) -> None:
    task = started(people)
    assert "哪一个人" in do(people.xunuo, "hinder", task.id, blocked="等说明", to="service").why
    assert do(people.xunuo, "hinder", task.id, blocked="等发货", to="warehouse").done


def test_it_stands_on_the_agenda_of_both_groups(people: SimpleNamespace) -> None:
    obstacle = stuck(people)
    for who in ("mengyan", "linxiao"):
        actor = getattr(people, who)
        scope = Scope(actor.unit_id, (actor.unit_id,), datetime(2026, 10, 5, tzinfo=HOME))
        points = [(one.kind, one.id) for one in topics["blocked"].read(actor, scope, 10)]
        assert ("obstacle", obstacle.pk) in points
