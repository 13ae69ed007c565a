"""Gone through line by line: what is not in order becomes a task; doing it proves the duty."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import Event
from dianzhang.engine.moment import living_at
from dianzhang.engine.radar.first import first
from dianzhang.work.duties.laying import lay_out
from dianzhang.work.models import Checklist, Owed, Round, Task
from dianzhang.work.raci import parts_of
from tests.work.conftest import MONDAY

from .conftest import LINES, begun, do, line

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W3.6")]
FRIDAY = MONDAY + timedelta(days=4)


def through(people: SimpleNamespace, one: Round, at: object = MONDAY) -> None:
    for text in LINES.splitlines():
        must(do(people.chenmo, "round.pass", one.pk, at=at, line=line(one, text).pk))  # type: ignore[arg-type]


def test_line_by_line_and_done(people: SimpleNamespace) -> None:
    one = begun(people)
    assert "3 项没有看" in do(people.chenmo, "round.finish", one.pk).why
    through(people, one)
    must(do(people.chenmo, "round.finish", one.pk))
    one = Round.objects.get()
    assert (one.status, one.lines_all, one.lines_open, one.lines_bad) == ("done", 3, 0, 0)


def test_what_is_not_in_order_becomes_a_task_at_once(people: SimpleNamespace) -> None:
    one = begun(people)
    wet = line(one, "地面没有水")
    must(do(people.chenmo, "round.find", one.pk, line=wet.pk, note="北墙渗水", to="mengyan"))
    task = Task.objects.get()
    assert (task.title, task.of_kind, task.of_id) == ("地面没有水：北墙渗水", "round", one.pk)
    parts, he = parts_of(task), f"person:{people.mengyan.person_id}"
    assert (parts["A"], parts["R"], parts["C"]) == ([he], [he], [f"person:{people.chenmo.person_id}"])
    assert (line(one, "地面没有水").task_id, Round.objects.get().lines_bad) == (task.pk, 1)
    assert "已经成了事项" in do(people.chenmo, "round.pass", one.pk, line=wet.pk).why
    assert do(people.mengyan, "task.start", task.pk).done
    assert not Event.objects.filter(data__contains="北墙").exists()


def test_going_through_it_proves_the_duty(people: SimpleNamespace) -> None:
    with living_at(MONDAY):
        lay_out()
    one = begun(people, FRIDAY)
    through(people, one, FRIDAY)
    must(do(people.chenmo, "round.finish", one.pk, at=FRIDAY + timedelta(hours=1)))
    owed = Owed.objects.filter(due_at__gt=FRIDAY).order_by("due_at")[0]
    assert (owed.name, owed.status) == ("仓库每周查一遍", "done")


def test_whoever_owes_it_is_led_to_begin(people: SimpleNamespace) -> None:
    with living_at(MONDAY):
        lay_out()
        assert "round.begin" in {action.name for view in first(people.chenmo) for action in view.making}


def test_of_another_place_it_proves_nothing(people: SimpleNamespace) -> None:
    with living_at(MONDAY):
        lay_out()
    must(do(people.mengyan, "checklist.set_up", name="开店检查", place="shop", text="首页打得开"))
    one = must(do(people.chenmo, "round.begin", at=FRIDAY, checklist="开店检查"))
    must(do(people.chenmo, "round.pass", one.pk, at=FRIDAY, line=line(one, "首页打得开").pk))
    must(do(people.chenmo, "round.finish", one.pk, at=FRIDAY))
    assert not Owed.objects.filter(status="done").exists()


def test_a_changed_list_leaves_what_was_begun(people: SimpleNamespace) -> None:
    one = begun(people)
    must(do(people.mengyan, "checklist.amend", one.checklist_id, text="只看门锁"))
    through(people, one)
    assert do(people.chenmo, "round.finish", one.pk).done
    assert must(do(people.chenmo, "round.begin", checklist="仓库检查")).lines_all == 1


def test_retired_nobody_begins_it(people: SimpleNamespace) -> None:
    one = begun(people)
    must(do(people.mengyan, "checklist.retire", one.checklist_id))
    assert "没有叫" in do(people.chenmo, "round.begin", checklist="仓库检查").why


@pytest.mark.parametrize(
    ("text", "says"),
    [(" \n", "至少写一项"), ("\n".join("项" for _n in range(61)), "最多 60 项"), ("长" * 201, "最多 200 个字")],
)
def test_a_list_that_is_none(people: SimpleNamespace, text: str, says: str) -> None:
    assert says in do(people.mengyan, "checklist.set_up", name="甲", place="shop", text=text).why


def test_one_name_one_list(people: SimpleNamespace) -> None:
    begun(people)
    assert "已经有一份" in do(people.mengyan, "checklist.set_up", name="仓库检查", place="shop", text="门").why
    assert Checklist.objects.count() == 1


@pytest.mark.parametrize(("who", "may"), [("chenmo", True), ("mengyan", False), ("shenlan", False)])
def test_only_who_goes_through_it(people: SimpleNamespace, who: str, may: bool) -> None:
    one = begun(people)
    assert do(getattr(people, who), "round.pass", one.pk, line=line(one, "门锁好").pk).done is may


@pytest.mark.parametrize(("who", "may"), [("mengyan", True), ("shenlan", True), ("chenmo", False), ("zhouke", False)])
def test_who_writes_lists(people: SimpleNamespace, who: str, may: bool) -> None:
    assert do(getattr(people, who), "checklist.set_up", name="甲", place="office", text="灯关了").done is may
