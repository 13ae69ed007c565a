"""Who is on granted leave is away, and the stand-in named in it answers what waits for them."""

from datetime import datetime, timedelta

import pytest

from dianzhang.engine import organisation
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Approval
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.seats import waiting_for
from dianzhang.people.models import LeaveRequest
from tests.engine.department import found, put_in_force

MONDAY = datetime(2026, 10, 12, 9, tzinfo=HOME)
RULES = """
## 1.1 请假 {#leave}
```rule
权限: {岗位: 全员, 可做: [请假.填写, 请假.申请, 请假.撤销, 请假.销假, 请假.查看], 范围: 本人}
审批: {动作: 请假.申请, 审批人: 直属上级}
```
"""


@pytest.fixture
def people(db):
    people = found()
    put_in_force(RULES)
    return people


def on_leave(people, **more: str) -> LeaveRequest:
    """林晓 is away on Tuesday and Wednesday, and the director has agreed."""
    wish = {"kind": "annual", "first_day": "2026-10-13", "last_day": "2026-10-14", **more}
    leave = must(one("leave.draft", people.linxiao, **wish))
    asked = one("leave.apply", people.linxiao, leave.pk)
    assert one("approval.agree", people.shenlan, asked.approval_id).done
    organisation.forget()
    return leave


def wish_of_zhouke(people) -> Approval:
    day = "2026-11-02"
    leave = must(one("leave.draft", people.zhouke, kind="personal", first_day=day, last_day=day))
    return Approval.objects.get(pk=one("leave.apply", people.zhouke, leave.pk).approval_id)


@pytest.mark.requirement("O1.8")
@pytest.mark.parametrize(("days", "may"), [(0, False), (1, True), (2, True), (3, False)])
def test_the_stand_in_of_a_granted_leave_answers_on_its_days(people, days, may):
    with living_at(MONDAY):
        on_leave(people, stand_in="suhe")
        approval = wish_of_zhouke(people)
    with living_at(MONDAY + timedelta(days=days)):
        assert waiting_for(people.suhe.person_id).exists() == may
        assert one("approval.agree", people.suhe, approval.pk).done == may


def test_back_earlier_the_stand_in_steps_back(people):
    with living_at(MONDAY):
        leave = on_leave(people, stand_in="suhe")
        wish_of_zhouke(people)
    with living_at(MONDAY + timedelta(days=1)):
        must(one("leave.end", people.linxiao, leave.pk, last_day="2026-10-13"))
        organisation.forget()
        assert not waiting_for(people.suhe.person_id).exists()


def test_without_a_stand_in_it_waits_for_the_one_away(people):
    with living_at(MONDAY):
        on_leave(people)
        wish_of_zhouke(people)
    with living_at(MONDAY + timedelta(days=1)):
        assert waiting_for(people.linxiao.person_id).exists()
        assert organisation.organisation().absences.away.keys() == {people.linxiao.person_id}


@pytest.mark.parametrize("who", ["linxiao", "nobody"])
def test_a_stand_in_is_another_colleague(people, who):
    with living_at(MONDAY):
        wish = {"kind": "annual", "first_day": "2026-10-13", "last_day": "2026-10-14"}
        assert one("leave.draft", people.linxiao, **wish, stand_in=who).status == "refused"
