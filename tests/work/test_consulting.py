"""Those consulted are asked and answer; their answers stay, with name and time."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import Event, Notice
from dianzhang.work.models import Opinion, Task
from dianzhang.work.raci import asked_of

from .conftest import MONDAY, do, poster, started

pytestmark = pytest.mark.django_db


def asked(people: SimpleNamespace, **more: object) -> Task:
    task = started(people, consulted=["linxiao", "hr"])
    must(do(people.xunuo, "consult", task.id, question="红底行不行？", **more))
    return Task.objects.get(pk=task.id)


def told(person: object, kind: str) -> int:
    return Notice.objects.filter(person_id=person.person_id, kind=kind).count()  # type: ignore[attr-defined]


@pytest.mark.requirement("O2.4")
def test_each_of_them_is_told_and_owes_an_answer(people: SimpleNamespace) -> None:
    task = asked(people)
    assert (task.waiting, task.waiting_first) == (2, 0)
    for person in (people.linxiao, people.hejing):
        assert told(person, "consulted") == 1
        assert [opinion.consultation.task_id for opinion in asked_of(person)] == [task.id]
    assert told(people.shenlan, "consulted") == 0


@pytest.mark.requirement("O2.4")
def test_an_answer_stays_with_name_and_time(people: SimpleNamespace) -> None:
    task = asked(people)
    later = MONDAY + timedelta(hours=2)
    must(do(people.hejing, "answer", task.id, later, answer="可以，避开国旗红"))
    opinion = Opinion.objects.get(answered_at__isnull=False)
    assert (opinion.answered_by_id, opinion.answered_at, opinion.text) == (
        people.hejing.person_id,
        later,
        "可以，避开国旗红",
    )
    assert Task.objects.get(pk=task.id).waiting == 1
    must(do(people.mengyan, "name", task.id, consulted=["linxiao"]))  # asked no more: the answer is there still
    assert Opinion.objects.filter(text="可以，避开国旗红").exists()
    assert told(people.xunuo, "told") >= 1


def test_an_answer_is_given_once(people: SimpleNamespace) -> None:
    task = asked(people)
    must(do(people.linxiao, "answer", task.id, answer="行"))
    outcome = do(people.linxiao, "answer", task.id, answer="不行")
    assert outcome.status == "refused"
    assert Opinion.objects.get(person_id=people.linxiao.person_id).text == "行"


@pytest.mark.parametrize("who", ["mengyan", "xunuo", "shenlan", "zhouke", "chenmo"])
def test_nobody_else_answers(people: SimpleNamespace, who: str) -> None:
    task = asked(people)
    assert do(getattr(people, who), "answer", task.id, answer="行").status == "refused"
    assert not Opinion.objects.exclude(answered_at=None).exists()


def test_whoever_holds_the_post_answers_for_it(people: SimpleNamespace) -> None:
    task = started(people, consulted=["service"])
    must(do(people.xunuo, "consult", task.id, question="买家问得多吗？"))
    must(do(people.suhe, "answer", task.id, answer="多"))
    assert Task.objects.get(pk=task.id).waiting == 0
    assert do(people.zhouke, "answer", task.id, answer="不多").status == "refused"


def test_of_two_questions_the_one_meant_is_answered(people: SimpleNamespace) -> None:
    task = started(people)
    must(do(people.xunuo, "consult", task.id, question="红底？"))
    must(do(people.xunuo, "consult", task.id, question="白字？", first=True))
    second = Opinion.objects.order_by("-id")[0]
    must(do(people.linxiao, "answer", task.id, answer="白字好", consultation=second.consultation_id))
    assert [opinion.text for opinion in Opinion.objects.order_by("id")] == ["", "白字好"]
    assert (Task.objects.get(pk=task.id).waiting, Task.objects.get(pk=task.id).waiting_first) == (1, 0)


def test_without_anybody_to_ask_it_says_so(people: SimpleNamespace) -> None:
    task = poster(people, consulted=[])
    outcome = do(people.mengyan, "consult", task.id, question="红底？")
    assert (outcome.status, "向谁征询" in outcome.why) == ("refused", True)


@pytest.mark.requirement("O2.5")
def test_what_waits_for_answers_is_not_finished_before_them(people: SimpleNamespace) -> None:
    task = asked(people, first=True)
    outcome = do(people.mengyan, "finish", task.id)
    assert (outcome.status, "2 份意见" in outcome.why) == ("refused", True)
    must(do(people.linxiao, "answer", task.id, answer="行"))
    must(do(people.hejing, "answer", task.id, answer="行"))
    assert do(people.mengyan, "finish", task.id).done


@pytest.mark.requirement("O2.5")
def test_or_with_the_reason_why_it_does_not_wait(people: SimpleNamespace) -> None:
    task = asked(people, first=True)
    assert do(people.mengyan, "finish", task.id, unanswered="平台两点截止").done


def test_other_questions_hold_nothing_up(people: SimpleNamespace) -> None:
    task = asked(people)
    assert do(people.mengyan, "finish", task.id).done
    assert do(people.linxiao, "answer", task.id, answer="来晚了，还是说一句").done


def test_questions_and_answers_stay_out_of_the_journal(people: SimpleNamespace) -> None:
    task = asked(people)
    must(do(people.linxiao, "answer", task.id, answer="避开国旗红"))
    assert not any("红" in event.data for event in Event.objects.all())
