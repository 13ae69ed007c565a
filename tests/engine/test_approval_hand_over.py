"""Handing a request on, to a post or a person: with a reason, the way kept, never in a circle."""

import pytest

from dianzhang.engine.models import Notice, Seat
from dianzhang.engine.seats import voice_of, waiting_for, way_of
from tests.engine.asking import agree, gate, hand, hold, leave_the_company, seat, status, wish
from tests.engine.department import found

pytestmark = pytest.mark.requirement("O1.8")


@pytest.fixture
def people(loans: type):
    people = found()
    gate()
    return people


def test_to_a_person_and_on_to_a_post_with_the_whole_way_kept(people):
    approval = wish(people.xunuo)
    assert hand(people.mengyan, approval, "这个赵宁更清楚", person="zhaoning").done
    assert list(waiting_for(people.zhaoning.person_id)) == [approval]
    assert not waiting_for(people.mengyan.person_id).exists()
    assert Notice.objects.filter(kind="asked", person=people.zhaoning.person_id).count() == 1
    assert hand(people.zhaoning, approval, "金额大，请总监定", post="director").done
    way = way_of(seat(approval))
    assert [(s["by"], s["reason"]) for s in way] == [
        (people.mengyan.person_id, "这个赵宁更清楚"), (people.zhaoning.person_id, "金额大，请总监定"),
    ]  # fmt: skip
    assert agree(people.shenlan, approval).done
    assert status(approval) == "agreed"
    assert seat(approval).person_id == people.shenlan.person_id


@pytest.mark.parametrize("manner", ["依次", "会签", "任一", "比例 50%"])
def test_in_every_manner(people, manner):
    gate("运营组长, 客服组长", manner)
    approval = wish(people.xunuo)
    assert hand(people.mengyan, approval, person="chenmo").done
    assert agree(people.chenmo, approval).done
    assert seat(approval).answer == "agreed"


def test_not_without_a_reason_and_to_exactly_one(people):
    approval = wish(people.xunuo)
    assert hand(people.mengyan, approval, "", person="zhaoning").status == "refused"
    assert hand(people.mengyan, approval, person="zhaoning", post="director").status == "refused"
    assert hand(people.mengyan, approval).status == "refused"
    assert hand(people.mengyan, approval, post="nowhere").status == "refused"
    assert hand(people.mengyan, approval, person="nobody").status == "refused"


def test_not_to_the_applicant(people):
    approval = wish(people.xunuo)
    assert "申请人本人" in hand(people.mengyan, approval, person="xunuo").why
    assert seat(approval).named_id is None
    # only 许诺 holds that post, so it would pass to the one above: back to 孟岩
    assert "经手过" in hand(people.mengyan, approval, post="ops").why
    assert voice_of(approval, people.xunuo) is None


def test_not_back_in_a_circle(people):
    approval = wish(people.xunuo)
    hand(people.mengyan, approval, person="zhaoning")
    assert "经手过" in hand(people.zhaoning, approval, person="mengyan").why
    assert "经手过" in hand(people.zhaoning, approval, post="ops_lead").why
    assert "经手过" in hand(people.zhaoning, approval, person="zhaoning").why
    assert hand(people.zhaoning, approval, post="director").done
    assert "经手过" in hand(people.shenlan, approval, post="ops_lead").why
    assert len(way_of(seat(approval))) == 2


def test_only_by_those_asked(people):
    approval = wish(people.xunuo)
    for who in (people.xunuo, people.zhouke, people.shenlan):
        assert hand(who, approval, person="chenmo").status == "refused"
    hand(people.mengyan, approval, person="zhaoning")
    assert hand(people.mengyan, approval, person="chenmo").status == "refused"  # it is no longer theirs
    assert agree(people.mengyan, approval).status == "refused"


def test_a_person_asked_by_name_who_leaves_gives_way_to_their_post(people):
    hold(people.suhe, "order_desk")
    approval = wish(people.xunuo)
    hand(people.mengyan, approval, person="zhaoning")
    leave_the_company(people.zhaoning)
    assert list(waiting_for(people.suhe.person_id)) == [approval]
    assert agree(people.zhaoning, approval).status == "refused"
    assert agree(people.suhe, approval).done


@pytest.mark.parametrize("manner", ["依次", "会签", "比例 60%"])
def test_not_to_one_who_decides_in_another_seat_for_one_person_is_not_two(people, manner):
    gate("运营组长, 客服组长", manner)
    approval = wish(people.xunuo)
    assert "另有一席" in hand(people.mengyan, approval, person="linxiao").why
    assert "另有一席" in hand(people.mengyan, approval, post="service_lead").why
    assert seat(approval).named_id is None
    assert hand(people.mengyan, approval, person="zhaoning").done


def test_nor_to_one_who_has_answered_already(people):
    gate("运营组长, 客服组长", "会签")
    approval = wish(people.xunuo)
    agree(people.linxiao, approval)
    assert "另有一席" in hand(people.mengyan, approval, person="linxiao").why
    assert status(approval) == "waiting"


def test_where_one_voice_is_enough_it_may_go_to_any_of_them(people):
    gate("运营组长, 客服组长", "任一")
    approval = wish(people.xunuo)
    assert hand(people.mengyan, approval, person="linxiao").done
    assert agree(people.linxiao, approval).done
    assert status(approval) == "agreed"
    assert Seat.objects.filter(approval=approval).count() == 2
