"""In order, together, any, a share: who is asked when, what ends it, and what becomes of those not needed."""

import pytest

from dianzhang.engine.models import Event, Notice
from dianzhang.engine.seats import waiting_for
from tests.engine.asking import agree, answers, gate, hold, refuse, seat, status, wish
from tests.engine.department import found

THREE = "运营组长, 客服组长, 人事专员"


pytestmark = pytest.mark.requirement("O1.7")


@pytest.fixture
def people(loans: type):
    return found()


A, R, _ = "agreed", "refused", ""
CLOSED = "closed"


@pytest.mark.parametrize(
    ("manner", "said", "came", "seats"),
    [
        ("依次", [A], "waiting", [A, _, _]),
        ("依次", [A, A], "waiting", [A, A, _]),
        ("依次", [A, A, A], "agreed", [A, A, A]),
        ("依次", [R], "refused", [R, CLOSED, CLOSED]),
        ("依次", [A, R], "refused", [A, R, CLOSED]),
        ("会签", [A, _, A], "waiting", [A, _, A]),
        ("会签", [A, A, A], "agreed", [A, A, A]),
        ("会签", [_, _, R], "refused", [CLOSED, CLOSED, R]),
        ("任一", [_, A], "agreed", [CLOSED, A, CLOSED]),
        ("任一", [R, R], "waiting", [R, R, _]),
        ("任一", [R, R, A], "agreed", [R, R, A]),
        ("任一", [R, R, R], "refused", [R, R, R]),
        ("比例 60%", [A], "waiting", [A, _, _]),
        ("比例 60%", [A, _, A], "agreed", [A, CLOSED, A]),
        ("比例 60%", [R], "waiting", [R, _, _]),
        ("比例 60%", [R, R], "refused", [R, R, CLOSED]),
        ("比例 60%", [R, A, A], "agreed", [R, A, A]),
    ],
)
@pytest.mark.requirement("O1.3")
def test_table(people, manner, said, came, seats):
    gate(THREE, manner)
    approval = wish(people.xunuo)
    for who, answer in zip([people.mengyan, people.linxiao, people.hejing], said, strict=False):
        if answer:
            assert {"agreed": agree, "refused": refuse}[answer](who, approval).done
    assert status(approval) == came
    assert answers(approval) == seats
    lent = Event.objects.filter(kind="loan.lend").exists()
    assert lent == (came == "agreed")


def test_in_order_nobody_answers_before_their_turn(people):
    gate(THREE)
    approval = wish(people.xunuo)
    assert agree(people.linxiao, approval).status == "refused"
    assert [n.person_id for n in Notice.objects.filter(kind="asked")] == [people.mengyan.person_id]
    agree(people.mengyan, approval)
    assert list(waiting_for(people.linxiao.person_id)) == [approval]
    assert Notice.objects.filter(kind="asked", person=people.linxiao.person_id).count() == 1
    assert Event.objects.filter(kind="approval.turn").count() == 1


def test_a_post_of_two_has_one_voice_and_the_seat_keeps_whose(people):
    hold(people.zhaoning, "ops_lead")
    gate("运营组长, 客服组长", "会签")
    approval = wish(people.xunuo)
    assert agree(people.zhaoning, approval).done
    assert agree(people.mengyan, approval).status == "refused"
    assert seat(approval).person_id == people.zhaoning.person_id
    assert status(approval) == "waiting"


def test_a_second_answer_of_the_same_person_is_refused(people):
    gate(THREE, "会签")
    approval = wish(people.xunuo)
    agree(people.mengyan, approval)
    assert refuse(people.mengyan, approval).status == "refused"
    assert answers(approval) == [A, _, _]


def test_what_is_over_takes_no_answer_any_more(people):
    gate(THREE, "任一")
    approval = wish(people.xunuo)
    agree(people.mengyan, approval)
    assert refuse(people.linxiao, approval).status in ("refused", "moved_on")
    assert status(approval) == "agreed"
    assert not waiting_for(people.linxiao.person_id).exists()
