"""A plan is handed in, agreed to or sent back by the superior, and changes only by a new agreed version."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import Approval, Event
from dianzhang.work.models import PlanLine, PlanWording, Workplan
from dianzhang.work.workplans.showing import why_back
from tests.work.conftest import MONDAY

from .conftest import BEFORE, answer, do, line, now, of_group, of_zhouke, request_on

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("W6.1")
def test_a_plan_says_aim_number_who_and_by_when(people: SimpleNamespace) -> None:
    plan = of_group(people)
    rate = line(plan, "一次解决率到八成五")
    assert (plan.span, plan.scope, str(plan.first_day), str(plan.last_day)) == (
        "month",
        "team",
        "2026-10-01",
        "2026-10-31",
    )
    assert (rate.measure, str(rate.target), str(rate.due_on)) == ("一次解决率（%）", "85.00", "2026-10-30")
    assert (rate.person_id, rate.live, rate.percent) == (people.linxiao.person_id, True, None)
    assert line(plan, "退换货说法整理成一页").target is None


@pytest.mark.requirement("W6.1")
@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"due_on": "2026-11-02"}, "要在这一期里"),
        ({"target": "3"}, "也写明看什么"),
        ({"person": "niemand"}, "没有在岗的人"),
    ],
)
def test_a_line_that_is_none(people: SimpleNamespace, given: dict[str, str], says: str) -> None:
    plan = of_zhouke(people, agreed=False)
    must(do(people.zhouke, "withdraw", plan.pk))
    assert says in do(people.zhouke, "add_line", plan.pk, aim="做一件事", **given).why


@pytest.mark.requirement("W6.1")
def test_one_plan_for_one_period(people: SimpleNamespace) -> None:
    plan = of_zhouke(people, agreed=False)
    assert "已经有了" in do(people.zhouke, "draft", span="week", day="2026-10-15").why
    must(do(people.zhouke, "withdraw", plan.pk))
    must(do(people.zhouke, "drop", plan.pk))
    assert do(people.zhouke, "draft", span="week", day="2026-10-15").done
    assert "已经过去" in do(people.zhouke, "draft", span="month", day="2026-09-15").why


@pytest.mark.requirement("W6.3")
def test_the_superior_agrees_and_it_takes_effect(people: SimpleNamespace) -> None:
    plan = of_zhouke(people, agreed=False)
    assert (plan.status, plan.version) == ("submitted", 0)
    assert not PlanLine.objects.filter(live=True).exists()
    must(answer(people.linxiao, plan))
    plan = now(plan)
    assert (plan.status, plan.version, plan.lines_all) == ("agreed", 1, 1)
    assert PlanLine.objects.get(live=True).aim == "跟完三个老投诉"


@pytest.mark.requirement("W6.3")
@pytest.mark.parametrize("who", ["zhouke", "suhe", "mengyan", "shenlan"])
def test_nobody_else_agrees(people: SimpleNamespace, who: str) -> None:
    plan = of_zhouke(people, agreed=False)
    assert answer(getattr(people, who), plan).status == "refused"
    assert now(plan).status == "submitted"


@pytest.mark.requirement("W6.3")
def test_a_leads_plan_is_agreed_to_by_the_director_never_by_themselves(people: SimpleNamespace) -> None:
    plan = of_group(people, agreed=False)
    assert answer(people.linxiao, plan, at=BEFORE).status == "refused"
    assert answer(people.shenlan, plan, at=BEFORE).done


@pytest.mark.requirement("W6.3")
def test_sent_back_with_a_reason_and_handed_in_again(people: SimpleNamespace) -> None:
    plan = of_zhouke(people, agreed=False)
    must(answer(people.linxiao, plan, "refuse", reason="没有写哪三个"))
    plan = now(plan)
    assert plan.status == "draft"
    told = why_back(plan)
    assert told is not None
    assert (told["who"], told["why"]) == ("林晓", "没有写哪三个")
    asked = line(plan, "跟完三个老投诉")
    must(do(people.zhouke, "change_line", plan.pk, line=asked.pk, aim="跟完 1、2、3 号投诉"))
    must(do(people.zhouke, "submit", plan.pk))
    assert why_back(now(plan)) is None
    must(answer(people.linxiao, plan))
    assert PlanLine.objects.get(live=True).aim == "跟完 1、2、3 号投诉"


@pytest.mark.requirement("W6.3")
def test_taken_back_nobody_is_asked_any_longer(people: SimpleNamespace) -> None:
    plan = of_zhouke(people, agreed=False)
    asked = request_on(plan)
    must(do(people.zhouke, "withdraw", plan.pk))
    assert Approval.objects.get(pk=asked.pk).status != "waiting"
    assert now(plan).status == "draft"


@pytest.mark.requirement("W6.3")
def test_a_plan_without_a_line_is_not_handed_in(people: SimpleNamespace) -> None:
    plan = must(do(people.zhouke, "draft", span="week", day="2026-10-12"))
    assert "一条都没有" in do(people.zhouke, "submit", plan.pk).why


@pytest.mark.requirement("W6.4")
def test_agreed_it_changes_only_by_a_new_agreed_version(people: SimpleNamespace) -> None:
    plan = of_zhouke(people)
    old = PlanLine.objects.get(live=True)
    assert "不能直接改" in do(people.zhouke, "change_line", plan.pk, line=old.pk, aim="别的").why
    must(do(people.zhouke, "amend", plan.pk, reason="来了一批新投诉"))
    must(do(people.zhouke, "change_line", plan.pk, line=old.pk, aim="跟完五个老投诉"))
    must(do(people.zhouke, "add_line", plan.pk, aim="新投诉当天回"))
    must(do(people.zhouke, "submit_change", plan.pk))
    held = PlanLine.objects.get(live=True)
    assert (now(plan).version, now(plan).change, held.aim) == (1, "waiting", "跟完三个老投诉")
    must(answer(people.linxiao, plan))
    plan = now(plan)
    assert (plan.version, plan.change, plan.status, plan.lines_all) == (2, "none", "agreed", 2)
    assert {one.aim for one in PlanLine.objects.filter(live=True)} == {"跟完五个老投诉", "新投诉当天回"}
    assert PlanWording.objects.get(line=old, number=1).aim == "跟完三个老投诉"


@pytest.mark.requirement("W6.4")
def test_work_goes_on_while_a_change_waits_and_does_not_undo_the_request(people: SimpleNamespace) -> None:
    plan = of_zhouke(people)
    first = PlanLine.objects.get(live=True)
    must(do(people.zhouke, "amend", plan.pk, reason="多一件"))
    must(do(people.zhouke, "add_line", plan.pk, aim="新投诉当天回"))
    must(do(people.zhouke, "submit_change", plan.pk))
    must(do(people.zhouke, "tick", plan.pk, line=first.pk))
    must(answer(people.linxiao, plan))
    assert (now(plan).version, now(plan).lines_done, now(plan).lines_all) == (2, 1, 2)


@pytest.mark.requirement("W6.4")
def test_a_change_sent_back_or_given_up_leaves_what_holds(people: SimpleNamespace) -> None:
    plan = of_zhouke(people)
    must(do(people.zhouke, "amend", plan.pk, reason="多一件"))
    must(do(people.zhouke, "add_line", plan.pk, aim="新投诉当天回"))
    must(do(people.zhouke, "submit_change", plan.pk))
    must(answer(people.linxiao, plan, "refuse", reason="先做完手上的"))
    assert (now(plan).version, now(plan).change) == (1, "open")
    must(do(people.zhouke, "submit_change", plan.pk))
    must(do(people.zhouke, "give_up_change", plan.pk))
    assert (now(plan).version, now(plan).change) == (1, "none")
    assert not Approval.objects.filter(status="waiting").exists()
    assert [one.aim for one in PlanLine.objects.filter(live=True)] == ["跟完三个老投诉"]
    must(do(people.zhouke, "amend", plan.pk, reason="再来"))
    assert PlanWording.objects.filter(number=now(plan).drafted).count() == 1


@pytest.mark.requirement("W6.4")
def test_a_line_left_out_of_a_version_is_kept_in_those_before(people: SimpleNamespace) -> None:
    plan = of_zhouke(people, lines="甲\n乙")
    must(do(people.zhouke, "amend", plan.pk, reason="乙不做了"))
    must(do(people.zhouke, "strike_line", plan.pk, line=line(plan, "乙").pk))
    must(do(people.zhouke, "submit_change", plan.pk))
    must(answer(people.linxiao, plan))
    assert [one.aim for one in PlanLine.objects.filter(live=True)] == ["甲"]
    assert {one.aim for one in PlanWording.objects.filter(number=1, gone=False)} == {"甲", "乙"}


@pytest.mark.parametrize("who", ["linxiao", "suhe", "shenlan"])
def test_only_whose_plan_it_is_writes_it(people: SimpleNamespace, who: str) -> None:
    plan = must(do(people.zhouke, "draft", span="week", day="2026-10-12", lines="甲"))
    for action, data in (("submit", {}), ("add_line", {"aim": "乙"}), ("drop", {})):
        assert do(getattr(people, who), action, plan.pk, **data).status == "refused"
    assert Workplan.objects.get().status == "draft"


@pytest.mark.parametrize(("who", "may"), [("linxiao", True), ("shenlan", True), ("zhouke", False), ("hejing", False)])
def test_who_writes_plans_of_units(people: SimpleNamespace, who: str, may: bool) -> None:
    assert do(getattr(people, who), "draft_team", span="month", lines="甲").done is may


def test_the_journal_has_none_of_the_words(people: SimpleNamespace) -> None:
    of_zhouke(people)
    assert not Event.objects.filter(data__contains="投诉").exists()


@pytest.mark.requirement("W6.3")
def test_closed_when_its_days_are_over(people: SimpleNamespace) -> None:
    plan = of_zhouke(people, lines="甲\n乙")
    must(do(people.zhouke, "tick", plan.pk, line=line(plan, "甲").pk))
    assert "到那天再结束" in do(people.zhouke, "close", plan.pk).why
    assert "10-16 才完" in do(people.zhouke, "close", plan.pk, at=MONDAY + timedelta(days=3)).why
    must(do(people.zhouke, "close", plan.pk, at=MONDAY + timedelta(days=4), result="乙等供应商"))
    assert (line(plan, "甲").state, line(plan, "乙").state) == ("done", "missed")
