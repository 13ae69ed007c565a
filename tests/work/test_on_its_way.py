"""Started, reported on, finished, opened again, given up: who is told, and what may not be."""

from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import Note, Notice
from dianzhang.work.models import Task

from .conftest import do, poster, started

pytestmark = pytest.mark.django_db


def told(action: str) -> set[int]:
    return set(Notice.objects.filter(kind="told", data__contains=f'"{action}"').values_list("person_id", flat=True))


@pytest.mark.requirement("O2.6")
def test_those_informed_hear_of_progress_and_result(people: SimpleNamespace) -> None:
    task = started(people)
    must(do(people.xunuo, "report", task.id, percent=60, note="底图定了"))
    assert Task.objects.get(pk=task.id).percent == 60
    assert told("task.report") == {people.shenlan.person_id, people.mengyan.person_id}
    must(do(people.mengyan, "finish", task.id, note="上线了"))
    assert told("task.finish") == {people.shenlan.person_id, people.xunuo.person_id, people.linxiao.person_id}
    assert set(Note.objects.values_list("text", flat=True)) == {"底图定了", "上线了"}


@pytest.mark.parametrize(("percent", "fits"), [(0, True), (100, True), (101, False), (-1, False), (None, True)])
def test_progress_is_from_0_to_100(people: SimpleNamespace, percent: int | None, fits: bool) -> None:
    task = started(people)
    assert do(people.xunuo, "report", task.id, percent=percent, note="做着").done is fits


def test_a_report_says_something(people: SimpleNamespace) -> None:
    assert do(people.xunuo, "report", started(people).id, percent=10).status == "refused"


@pytest.mark.parametrize(
    ("verb", "given"),
    [("report", {"note": "做着"}), ("finish", {}), ("reopen", {"reason": "有错"})],
)
def test_not_before_it_has_started(people: SimpleNamespace, verb: str, given: dict) -> None:
    assert do(people.mengyan, verb, poster(people).id, **given).status == "moved_on"


def test_opened_again_it_runs_on(people: SimpleNamespace) -> None:
    task = started(people)
    must(do(people.mengyan, "finish", task.id))
    must(do(people.mengyan, "reopen", task.id, reason="尺寸不对"))
    again = Task.objects.get(pk=task.id)
    assert (again.status, again.finished_at) == ("doing", None)
    assert told("task.reopen") == {people.xunuo.person_id, people.shenlan.person_id}


def test_given_up_with_the_reason_and_all_are_told(people: SimpleNamespace) -> None:
    task = poster(people)
    assert do(people.mengyan, "cancel", task.id).status == "refused"
    must(do(people.mengyan, "cancel", task.id, reason="活动取消"))
    assert Task.objects.get(pk=task.id).status == "cancelled"
    assert told("task.cancel") == {people.xunuo.person_id, people.linxiao.person_id, people.shenlan.person_id}
    assert do(people.xunuo, "start", task.id).status == "moved_on"


def test_of_two_who_start_it_one_hears_of_the_other(people: SimpleNamespace) -> None:
    task = poster(people)
    must(do(people.mengyan, "start", task.id))
    late = do(people.xunuo, "start", task.id)
    assert (late.status, "孟岩" in late.why) == ("moved_on", True)
