"""Lines are ticked and progressed by whom they name, become tasks, and are as far as their tasks."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event
from dianzhang.engine.moment import living_at
from dianzhang.work.models import PlanTask, Task, Workplan
from dianzhang.work.workplans.reckoning import by_number, by_tasks, far_of, together
from tests.work.conftest import MONDAY
from tests.work.conftest import do as task_do

from .conftest import do, line, now, of_group, of_zhouke

LINES = "跟完三个老投诉\n理一遍常用语"


def taken(people: SimpleNamespace) -> tuple[Workplan, Task]:
    """The first line of 周可's week is a task."""
    plan = of_zhouke(people, lines=LINES)
    must(do(people.zhouke, "make_task", plan.pk, line=line(plan, "跟完三个老投诉").pk))
    return plan, Task.objects.get()


@pytest.mark.django_db
@pytest.mark.requirement("W6.5")
def test_ticked_and_not_after_all(people: SimpleNamespace) -> None:
    plan = of_zhouke(people, lines=LINES)
    pk = line(plan, "跟完三个老投诉").pk
    must(do(people.zhouke, "tick", plan.pk, line=pk))
    assert (now(plan).lines_done, line(plan, "跟完三个老投诉").state) == (1, "done")
    must(do(people.zhouke, "tick", plan.pk, line=pk))
    assert (now(plan).lines_done, line(plan, "跟完三个老投诉").done_at) == (0, None)


@pytest.mark.django_db
@pytest.mark.requirement("W6.5")
def test_the_number_reached_says_how_far(people: SimpleNamespace) -> None:
    plan = of_group(people)
    pk = line(plan, "一次解决率到八成五").pk
    must(do(people.linxiao, "progress", plan.pk, line=pk, reached="51"))
    found = line(plan, "一次解决率到八成五")
    assert (str(found.reached), found.percent) == ("51.00", 60)
    assert "写上完成百分数" in do(people.linxiao, "progress", plan.pk, line=pk).why


@pytest.mark.django_db
@pytest.mark.requirement("W6.5")
def test_a_line_becomes_a_task_and_follows_it(people: SimpleNamespace) -> None:
    plan, task = taken(people)
    assert (task.title, task.of_kind, task.of_id, task.owner_id) == (
        "跟完三个老投诉", "workplan", plan.pk, people.zhouke.person_id,
    )  # fmt: skip
    must(task_do(people.zhouke, "start", task.pk))
    must(task_do(people.zhouke, "report", task.pk, percent=50, note="跟完一个半"))
    assert line(plan, "跟完三个老投诉").percent == 50
    assert "跟着事项走" in do(people.zhouke, "tick", plan.pk, line=line(plan, "跟完三个老投诉").pk).why
    must(task_do(people.zhouke, "finish", task.pk))
    assert (line(plan, "跟完三个老投诉").state, now(plan).lines_done) == ("done", 1)
    must(task_do(people.zhouke, "reopen", task.pk, reason="又来了"))
    assert (line(plan, "跟完三个老投诉").state, now(plan).lines_done) == ("open", 0)
    assert Event.objects.filter(kind="workplan.follow", subject_id=plan.pk).count() == 2


@pytest.mark.django_db
@pytest.mark.requirement("W6.5")
def test_of_two_tasks_both_count_and_one_given_up_does_not(people: SimpleNamespace) -> None:
    plan, task = taken(people)
    pk = line(plan, "跟完三个老投诉").pk
    must(do(people.zhouke, "make_task", plan.pk, line=pk, to="suhe"))
    other = Task.objects.exclude(pk=task.pk).get()
    must(task_do(people.zhouke, "start", task.pk))
    must(task_do(people.zhouke, "finish", task.pk))
    assert (line(plan, "跟完三个老投诉").percent, line(plan, "跟完三个老投诉").state) == (50, "open")
    must(task_do(people.suhe, "cancel", other.pk, reason="重复了"))
    assert (line(plan, "跟完三个老投诉").state, now(plan).lines_done) == ("done", 1)


@pytest.mark.django_db
@pytest.mark.requirement("W6.5")
def test_a_task_that_there_is_does_the_work_of_a_line(people: SimpleNamespace) -> None:
    plan = of_zhouke(people, lines=LINES)
    parts: dict[str, Any] = {
        "accountable": "zhouke",
        "responsible": ["zhouke"],
        "consulted": ["linxiao"],
        "informed": ["linxiao"],
    }
    task = must(task_do(people.zhouke, "propose", title="老投诉", **parts))
    pk = line(plan, "跟完三个老投诉").pk
    must(do(people.zhouke, "link_task", plan.pk, line=pk, what=f"事项 {task.pk}"))
    assert task.links.get().kind == "workplan"
    assert do(people.zhouke, "link_task", plan.pk, line=pk, what=f"task {task.pk}").status == "unchanged"
    must(task_do(people.zhouke, "start", task.pk))
    must(task_do(people.zhouke, "finish", task.pk))
    assert now(plan).lines_done == 1
    must(do(people.zhouke, "unlink_task", plan.pk, line=pk, task=task.pk))
    assert not PlanTask.objects.filter(ended_at=None).exists()
    assert task.links.get().ended_at is not None


@pytest.mark.django_db
def test_not_a_task_that_is_not_theirs_to_see(people: SimpleNamespace) -> None:
    plan = of_zhouke(people, lines=LINES)
    task = must(task_do(people.mengyan, "propose", title="主图", accountable="mengyan"))
    pk = line(plan, "跟完三个老投诉").pk
    assert "不归你看" in do(people.zhouke, "link_task", plan.pk, line=pk, what=f"task {task.pk}").why


@pytest.mark.django_db
@pytest.mark.requirement("W6.5")
@pytest.mark.parametrize(("who", "may"), [("zhouke", True), ("suhe", False), ("linxiao", False), ("mengyan", False)])
def test_only_whom_it_names_says_how_far(people: SimpleNamespace, who: str, may: bool) -> None:
    plan = of_zhouke(people, lines=LINES)
    pk = line(plan, "跟完三个老投诉").pk
    assert do(getattr(people, who), "tick", plan.pk, line=pk).done is may


@pytest.mark.django_db
@pytest.mark.requirement("W6.5")
def test_whom_a_line_of_the_group_names_says_how_far_that_line_is_and_no_other(people: SimpleNamespace) -> None:
    plan = of_group(people)
    must(do(people.linxiao, "amend", plan.pk, reason="分给周可"))
    pk = line(plan, "退换货说法整理成一页").pk
    must(do(people.linxiao, "change_line", plan.pk, line=pk, aim="退换货说法整理成一页", person="zhouke"))
    must(do(people.linxiao, "submit_change", plan.pk))
    with living_at(MONDAY):
        asked = plan
        from .conftest import answer

        must(answer(people.shenlan, asked))
    must(do(people.zhouke, "tick", plan.pk, line=pk))
    assert "不是写你做的" in do(people.zhouke, "tick", plan.pk, line=line(plan, "一次解决率到八成五").pk).why
    assert one("workplan.tick", people.suhe, plan.pk, line=pk).status == "refused"


# --- how far, reckoned --------------------------------------------------------------------


class Row:
    def __init__(self, state: str, percent: int | None) -> None:
        self.state, self.percent = state, percent


ROWS = st.lists(
    st.builds(Row, st.sampled_from(["open", "done", "missed"]), st.none() | st.integers(0, 100)), max_size=30
)
TASKS = st.lists(st.tuples(st.sampled_from(["todo", "doing", "done", "cancelled"]), st.integers(0, 100)), max_size=12)


@given(ROWS)
@pytest.mark.requirement("W6.5")
def test_no_value_is_not_nothing(rows: list[Row]) -> None:
    far = together(rows)
    assert (far.all, far.done) == (len(rows), sum(row.state == "done" for row in rows))
    assert far.known + far.silent == far.all
    assert (far.percent is None) is (far.known == 0)
    silent = together([*rows, Row("open", None)])
    assert (silent.percent, silent.known, silent.silent) == (far.percent, far.known, far.silent + 1)
    zero = together([*rows, Row("open", 0)])
    assert zero.percent is not None
    assert far.percent is None or zero.percent <= far.percent


@given(ROWS)
def test_the_average_lies_between_and_is_whole_only_where_all_are(rows: list[Row]) -> None:
    known = [percent for row in rows if (percent := far_of(row)) is not None]
    far = together(rows)
    assert together(rows[::-1]) == far
    if far.percent is not None:
        assert min(known) <= far.percent <= max(known)
        assert (far.percent == 100) is (min(known) == 100)


@given(TASKS)
def test_a_line_is_done_when_all_its_standing_tasks_are(tasks: list[tuple[str, int]]) -> None:
    found, standing = by_tasks(tasks), [task for task in tasks if task[0] != "cancelled"]
    assert (found is None) is (not standing)
    if found is not None:
        assert found[0] is all(status == "done" for status, _percent in standing)
        assert 0 <= found[1] <= 100
        assert not found[0] or found[1] == 100
        assert by_tasks([*tasks, ("cancelled", 77)]) == found


@given(st.none() | st.decimals(0, 10**9, places=2), st.none() | st.decimals(0, 10**9, places=2))
def test_of_a_number(reached: Any, target: Any) -> None:
    found = by_number(reached, target)
    if reached is None or target is None or target == 0:
        assert found is None
    else:
        assert found is not None
        assert 0 <= found <= 100
        assert (found == 100) is (reached >= target)
