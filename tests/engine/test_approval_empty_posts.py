"""An empty post, the applicant's own post, nobody above at all: to whom a seat passes, and that it says so."""

import json

import pytest

from dianzhang.engine import organisation
from dianzhang.engine.access import actor_of
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Approval, Person, Post, Unit
from dianzhang.engine.seats import asked, waiting_for
from tests.engine.asking import agree, answers, gate, hold, leave_the_company, lose, seat, status, wish
from tests.engine.department import found

pytestmark = [pytest.mark.requirement("O1.3"), pytest.mark.requirement("O1.8")]


@pytest.fixture
def people(loans: type):
    return found()


def who_is_asked(approval: Approval, number: int = 0) -> list[str]:
    persons = asked(seat(approval, number), approval.owner_id).persons
    return sorted(Person.objects.filter(pk__in=persons).values_list("code", flat=True))


@pytest.mark.requirement("P1.2")
def test_the_applicants_own_post_passes_to_the_one_above(people):
    gate()
    approval = wish(people.mengyan)
    assert who_is_asked(approval) == ["shenlan"]
    assert agree(people.mengyan, approval).status == "refused"
    assert agree(people.shenlan, approval).done
    assert json.loads(seat(approval).passed) == [["ops_lead", "applicant"], ["director", "answers"]]


@pytest.mark.requirement("P1.2")
def test_the_person_counts_whatever_the_post(people):
    hold(people.xunuo, "ops_lead", "director")
    gate("运营组长, 电商总监", "会签")
    approval = wish(people.xunuo)
    assert who_is_asked(approval, 0) == ["mengyan"]  # another holds it
    assert who_is_asked(approval, 1) == ["shenlan"]
    for post in ("ops", "ops_lead", "director"):
        mine = actor_of(Person.objects.get(code="xunuo"), post)
        assert agree(mine, approval).status == "refused"


def test_an_empty_post_passes_to_the_superior(people):
    lose(people.mengyan, "ops_lead")
    gate()
    approval = wish(people.xunuo)
    assert who_is_asked(approval) == ["shenlan"]
    agree(people.shenlan, approval)
    assert json.loads(seat(approval).passed)[0] == ["ops_lead", "empty"]


def test_a_line_that_ends_nowhere_passes_to_the_head_of_the_department(people):
    Post.objects.create(code="legal", name="法务", unit=Unit.objects.get(code="hr"))
    organisation.forget()
    gate("legal")
    approval = wish(people.xunuo)
    assert who_is_asked(approval) == ["shenlan"]


def test_nobody_at_all_waits_until_somebody_is_there(people):
    gate("电商总监")
    loan = must(one("loan.ask", people.shenlan, host="阿满", worth="900"))
    asked = one("loan.lend", people.shenlan, loan.id)
    assert "现在没有别人能同意：电商总监" in asked.why
    approval = Approval.objects.get(pk=asked.approval_id)
    assert who_is_asked(approval) == []
    assert status(approval) == "waiting"
    hold(people.hejing, "director")
    assert agree(people.hejing, approval).done


def test_one_who_leaves_or_loses_the_post_gives_way_to_the_new_holder(people):
    gate()
    approval = wish(people.xunuo)
    assert list(waiting_for(people.mengyan.person_id)) == [approval]
    lose(people.mengyan, "ops_lead")
    assert not waiting_for(people.mengyan.person_id).exists()
    assert list(waiting_for(people.shenlan.person_id)) == [approval]
    assert agree(people.mengyan, approval).status == "refused"
    hold(people.zhaoning, "ops_lead")
    assert not waiting_for(people.shenlan.person_id).exists()
    assert agree(people.zhaoning, approval).done


def test_one_who_left_the_company_answers_nothing(people):
    gate()
    approval = wish(people.xunuo)
    leave_the_company(people.mengyan)
    assert agree(people.mengyan, approval).status == "refused"
    assert not waiting_for(people.mengyan.person_id).exists()
    assert who_is_asked(approval) == ["shenlan"]


@pytest.fixture
def owner(people):
    Post.objects.create(code="owner", name="负责人", unit=Unit.objects.get(code="dept"))
    Post.objects.filter(code="director").update(reports_to=Post.objects.get(code="owner"))
    organisation.forget()
    return actor_of(must(one("person.add", _system(), code="boss", name="老板", post="owner")))


def _system():
    from dianzhang.engine.access import SYSTEM

    return SYSTEM


def test_the_owner_alone_on_the_line_is_left_out_but_others_are_asked(people, owner):
    lose(people.shenlan, "director")
    gate("客服组长, 电商总监", "会签")
    approval = wish(owner)
    assert answers(approval) == ["", "vacant"]
    agree(people.linxiao, approval)
    assert status(approval) == "agreed"


def test_a_department_of_one_passes(people, owner):
    for post in ("director", "ops_lead"):
        lose(people.shenlan, post)
        lose(people.mengyan, post)
    gate()
    loan = must(one("loan.ask", owner, host="阿满", worth="900"))
    assert one("loan.lend", owner, loan.id).done
