"""One person in two of the posts that are asked is asked once, and counts for both."""

import pytest

from dianzhang.engine.models import Notice
from tests.engine.asking import agree, answers, gate, hold, lose, refuse, seat, status, wish
from tests.engine.department import found

pytestmark = pytest.mark.requirement("O1.7")


@pytest.fixture
def people(loans: type):
    people = found()
    hold(people.mengyan, "hr")  # 孟岩 leads operations and looks after personnel
    lose(people.hejing, "hr")
    return people


@pytest.mark.parametrize("manner", ["依次", "会签", "任一", "比例 100%"])
def test_one_agreement_counts_for_both(people, manner):
    gate("运营组长, 人事专员", manner)
    approval = wish(people.xunuo)
    assert Notice.objects.filter(kind="asked", person=people.mengyan.person_id).count() == 1
    assert agree(people.mengyan, approval).done
    assert status(approval) == "agreed"
    if manner != "任一":
        second = seat(approval, 1)
        assert (second.person_id, second.answer, second.same_as) == (people.mengyan.person_id, "agreed", 0)


def test_a_refusal_too(people):
    gate("运营组长, 人事专员", "任一")
    approval = wish(people.xunuo)
    refuse(people.mengyan, approval)
    assert status(approval) == "refused"
    assert answers(approval) == ["refused", "refused"]


def test_in_order_the_seat_between_is_asked_before_the_last_is_skipped(people):
    gate("运营组长, 客服组长, 人事专员")
    approval = wish(people.xunuo)
    agree(people.mengyan, approval)
    assert answers(approval) == ["agreed", "", ""]
    agree(people.linxiao, approval)
    assert status(approval) == "agreed"
    assert seat(approval, 2).same_as == 0


def test_another_holder_of_the_second_post_is_not_skipped_by_a_stranger(people):
    hold(people.hejing, "hr")
    gate("客服组长, 人事专员", "会签")
    approval = wish(people.xunuo)
    agree(people.linxiao, approval)
    assert answers(approval) == ["agreed", ""]


def test_a_post_that_passed_to_one_who_is_asked_anyway_is_the_same_voice(people):
    lose(people.linxiao, "service_lead")
    gate("客服组长, 电商总监", "会签")
    approval = wish(people.xunuo)
    agree(people.shenlan, approval)
    assert status(approval) == "agreed"
    assert answers(approval) == ["agreed", "agreed"]
