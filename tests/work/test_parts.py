"""Who has which part: exactly one answers, others do, are asked, are told; by person or by post."""

import json
from types import SimpleNamespace

import pytest

from dianzhang.engine import registry
from dianzhang.engine.act import must, together
from dianzhang.engine.models import Event, Notice
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item
from dianzhang.work.models import Opinion, Role, Task
from dianzhang.work.raci import parts_of

from .conftest import MONDAY, do, poster, started

pytestmark = pytest.mark.django_db


def letters(task: Task) -> dict[str, list[str]]:
    return parts_of(Task.objects.get(pk=task.pk))


def test_the_parts_are_kept_and_counted(people: SimpleNamespace) -> None:
    task = Task.objects.get(pk=poster(people).id)
    assert letters(task) == {
        "A": [f"person:{people.mengyan.person_id}"], "R": [f"person:{people.xunuo.person_id}"],
        "C": [f"person:{people.linxiao.person_id}"], "I": [f"person:{people.shenlan.person_id}"],
    }  # fmt: skip
    counts = (task.accountable_count, task.responsible_count, task.consulted_count, task.informed_count)
    assert counts == (1, 1, 1, 1)
    assert (task.owner_id, task.unit_id) == (people.mengyan.person_id, people.mengyan.unit_id)


@pytest.mark.requirement("O2.2")
def test_a_post_stands_for_whoever_holds_it(people: SimpleNamespace) -> None:
    task = poster(people, responsible=["service"], consulted=["post:ops_lead", "linxiao"])
    assert letters(task)["R"] == ["post:service"]
    assert (task.responsible_count, task.consulted_count) == (2, 2)  # 周可 and 苏禾; 孟岩 and 林晓
    assert do(people.suhe, "start", task.id).done


def test_named_twice_counts_once(people: SimpleNamespace) -> None:
    task = poster(people, responsible=["xunuo", "ops", "xunuo"])  # 许诺 holds that post alone
    assert task.responsible_count == 1


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"accountable": "service"}, "负责的只能有一个人"),
        ({"accountable": "nobody"}, "没有在岗的人或岗位"),
        ({"responsible": ["nobody"]}, "没有在岗的人或岗位"),
        ({"informed": ["person:99"]}, "没有在岗的人或岗位"),
        ({"title": ""}, "请填写"),
        ({"of_kind": "order", "of_id": 7}, "没有找到"),
        ({"due_at": "2026-10-12T08:00"}, "已经过去"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(people: SimpleNamespace, given: dict, why: str) -> None:
    outcome = do(people.mengyan, "propose", **({"title": "双十一主图"} | given))
    assert outcome.status == "refused"
    assert why in outcome.why
    assert not Task.objects.exists()


def test_replacing_a_part_keeps_who_had_it_before(people: SimpleNamespace) -> None:
    task = poster(people)
    must(do(people.mengyan, "name", task.id, responsible=["zhaoning"]))
    assert letters(task)["R"] == [f"person:{people.zhaoning.person_id}"]
    assert letters(task)["C"] == [f"person:{people.linxiao.person_id}"]  # not given, so as it was
    ended = Role.objects.get(task_id=task.id, letter="R", person_id=people.xunuo.person_id)
    assert ended.until is not None


def test_whoever_comes_in_or_goes_out_is_told(people: SimpleNamespace) -> None:
    task = poster(people)
    Notice.objects.all().delete()
    must(do(people.mengyan, "name", task.id, responsible=["zhaoning"], consulted=["linxiao", "zhaoning"]))
    told = {(n.person_id, n.kind, json.loads(n.data).get("letters")) for n in Notice.objects.all()}
    assert told == {(people.zhaoning.person_id, "named", "RC"), (people.xunuo.person_id, "told", None)}


def test_the_same_parts_again_change_nothing(people: SimpleNamespace) -> None:
    task = poster(people)
    assert do(people.mengyan, "name", task.id, responsible=["xunuo"]).status == "unchanged"


def test_once_started_no_part_falls_empty(people: SimpleNamespace) -> None:
    task = started(people)
    outcome = do(people.mengyan, "name", task.id, consulted=[])
    assert (outcome.status, "不能空着" in outcome.why) == ("refused", True)
    assert do(people.mengyan, "name", task.id, consulted=["linxiao", "zhouke"]).done


def test_another_answers_from_now_on(people: SimpleNamespace) -> None:
    task = started(people)
    Notice.objects.all().delete()
    must(do(people.mengyan, "hand_over", task.id, to="linxiao", reason="我去出差"))
    now = Task.objects.get(pk=task.id)
    assert (now.owner_id, now.unit_id, now.accountable_count) == (people.linxiao.person_id, people.linxiao.unit_id, 1)
    assert Role.objects.filter(task_id=task.id, letter="A", until=None).count() == 1
    assert {n.person_id: n.kind for n in Notice.objects.all()} == {
        people.linxiao.person_id: "named", people.xunuo.person_id: "told",
    }  # fmt: skip
    assert do(people.mengyan, "finish", task.id).status == "refused"
    assert do(people.linxiao, "finish", task.id).done


def test_the_journal_names_by_reference_and_has_no_words(people: SimpleNamespace) -> None:
    poster(people, description="用红底，找王师傅拍")
    event = Event.objects.get(kind="task.propose")
    data = json.loads(event.data)
    assert data["in"]["responsible"] == [f"person:{people.xunuo.person_id}"]
    assert data["set"]["accountable_count"] == 1
    assert "双十一" not in event.data
    assert "王师傅" not in event.data


def test_what_was_named_a_moment_ago_counts_in_the_same_transaction(people: SimpleNamespace) -> None:
    task = poster(people, responsible=[])
    with living_at(MONDAY), together(people.mengyan) as tx:
        named = [Item(task.id, data={"responsible": ["zhaoning"], "consulted": ["zhouke"]})]
        assert tx.do(registry.actions["task.name"], named)[0].done
        asked = [Item(task.id, data={"question": "红底行吗？"})]
        assert tx.do(registry.actions["task.consult"], asked, actor=people.zhaoning)[0].done
    assert Opinion.objects.get().person_id == people.zhouke.person_id
