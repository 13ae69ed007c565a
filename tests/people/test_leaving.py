"""Leaving or moving: one action takes everything back, hands over what is open, and keeps the list."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Approval, Assignment, ClockRow, Person
from dianzhang.engine.moment import living_at, today
from dianzhang.engine.organisation import forget, organisation
from dianzhang.people.leaving.switching import open_lines
from dianzhang.people.models import Account, Leaving
from dianzhang.service.models import Complaint
from dianzhang.work.models import Task
from tests.engine.department import found, put_in_force

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
RULES = """## 1.1 离岗 {#leaving}
```rule
权限:
  岗位: 人事专员
  可做: [离岗交接.一键收回, 离岗交接.交清, 离岗交接.恢复, 离岗交接.查看, 账号.查看, 账号.收回, 账号.交给]
  范围: 全部
```
```rule
权限:
  岗位: 客服专员
  可做: [客诉.受理, 客诉.查看, 请假.填写, 请假.申请]
  范围: 本组
```
```rule
权限: {岗位: 客服专员, 可做: [账号.登记, 账号.换密码, 推送.添加], 范围: 全部}
```
```rule
期限:
  从: 客诉.受理
  到: 客诉.解决
  时限: 24小时
  责任: 经办人
```
```rule
审批:
  动作: 请假.申请
  审批人: [客服组长]
```
"""


@pytest.fixture
def people():
    people = found()
    put_in_force(RULES)
    return people


def complain(by):
    with living_at(NOON):
        return must(one("complaint.accept", by, kind="quality", demand="换一件"))


def switch(by, person, at=NOON, **more):
    with living_at(at):
        forget()
        outcome = one("leaving.switch", by, person=person, **more)
        forget()
        return outcome


def lines(leaving, what):
    return list(leaving.lines.filter(what=what).order_by("pk"))


@pytest.mark.requirement("O5.1")
def test_posts_and_log_in_end_at_once(people):
    user = User.objects.create_user("suhe", password="x")
    Person.objects.filter(code="suhe").update(user=user)
    leaving = must(switch(people.hejing, "suhe", successor="zhouke"))
    assert Person.objects.get(code="suhe").status == "left"
    user.refresh_from_db()
    assert not user.is_active
    with living_at(NOON):
        assert people.suhe.person_id not in organisation().active
        assert organisation().posts_of.get(people.suhe.person_id) is None
    assert [line.text for line in lines(leaving, "post")] == ["客服专员"]


@pytest.mark.requirement("O5.1")
def test_work_goes_to_whoever_takes_over_and_its_deadlines_go_along(people):
    complaint = complain(people.suhe)
    leaving = must(switch(people.hejing, "suhe", successor="zhouke"))
    complaint.refresh_from_db()
    assert complaint.owner_id == people.zhouke.person_id
    assert ClockRow.objects.get(subject_kind="complaint", live=True).owner_id == people.zhouke.person_id
    [line] = lines(leaving, "work")
    assert (line.of_kind, line.of_id, line.to_id, line.open) == (
        "complaint", complaint.pk, people.zhouke.person_id, False,
    )  # fmt: skip


@pytest.mark.requirement("O5.3")
def test_without_a_successor_work_is_listed_until_it_has_an_owner(people):
    complaint = complain(people.suhe)
    leaving = must(switch(people.hejing, "suhe"))
    assert [line.of_id for line in open_lines(leaving)] == [complaint.pk]
    with living_at(NOON):
        refused = one("leaving.finish", people.hejing, leaving.pk)
        assert refused.status == "refused"
        assert "没有交清" in refused.why
    Complaint.objects.filter(pk=complaint.pk).update(owner_id=people.zhouke.person_id)
    with living_at(NOON):
        assert one("leaving.finish", people.hejing, leaving.pk).done


@pytest.mark.requirement("O5.2")
def test_their_requests_lapse_and_what_waited_for_them_finds_the_next(people):
    with living_at(NOON):
        wish = must(one("leave.draft", people.suhe, kind="annual", first_day="2026-03-09", last_day="2026-03-10"))
        assert one("leave.apply", people.suhe, wish.pk).status == "awaiting"
        other = must(one("leave.draft", people.zhouke, kind="annual", first_day="2026-03-09", last_day="2026-03-10"))
        assert one("leave.apply", people.zhouke, other.pk).status == "awaiting"
    gone = must(switch(people.hejing, "suhe", successor="zhouke"))
    assert [line.of_kind for line in lines(gone, "asked")] == ["approval"]
    assert Approval.objects.get(owner=people.suhe.person_id).status == "void"
    lead = must(switch(people.hejing, "linxiao", successor="shenlan"))
    assert len(lines(lead, "answers")) == 1
    with living_at(NOON):
        forget()
        assert one("approval.agree", people.shenlan, Approval.objects.get(owner=people.zhouke.person_id).pk).done


@pytest.mark.requirement("O5.3")
def test_accounts_come_back_and_shared_ones_they_used_are_to_be_changed(people):
    with living_at(NOON):
        own = must(
            one("account.register", SYSTEM, kind="platform", platform="淘宝", name="a", rights="客服", person="suhe")
        )
        used = must(
            one(
                "account.register", SYSTEM, kind="tool", platform="快递", name="b", rights="查件", person="suhe",
                shared="只有一个", secret="alt",
            )
        )  # fmt: skip
        must(one("account.check_out", people.suhe, used.pk, reason="查件"))
        must(one("account.assign", SYSTEM, used.pk, person="zhouke"))
        must(one("account.rotate", people.zhouke, used.pk, secret="neu"))
        must(one("account.assign", SYSTEM, used.pk, person="suhe"))
        must(one("account.rotate", people.suhe, used.pk, secret="neuer"))
    with living_at(NOON.replace(hour=5)):
        must(one("account.check_out", people.suhe, used.pk, reason="查件"))
        must(one("account.assign", SYSTEM, used.pk, person="zhouke"))
    leaving = must(switch(people.hejing, "suhe", at=NOON.replace(hour=6), successor="zhouke"))
    own.refresh_from_db()
    used.refresh_from_db()
    assert (own.custody, own.owner_id, own.rotation) == ("free", None, "due")
    assert (used.custody, used.rotation) == ("held", "due")
    assert [line.of_id for line in lines(leaving, "account")] == [own.pk]
    assert [line.of_id for line in lines(leaving, "shared")] == [used.pk]
    assert {line.of_id for line in open_lines(leaving)} == {own.pk, used.pk}
    with living_at(NOON.replace(hour=7)):
        must(one("account.rotate", people.zhouke, used.pk, secret="noch neuer"))
        must(one("account.close", SYSTEM, own.pk))
    assert open_lines(leaving) == []


@pytest.mark.requirement("O5.4")
def test_a_move_begins_the_new_post_and_keeps_the_log_in(people):
    user = User.objects.create_user("suhe", password="x")
    Person.objects.filter(code="suhe").update(user=user)
    complaint = complain(people.suhe)
    must(switch(people.hejing, "suhe", kind="move", post="ops", successor="zhouke"))
    user.refresh_from_db()
    assert user.is_active
    with living_at(NOON):
        assert organisation(today()).posts_of[people.suhe.person_id] == ("ops",)
    complaint.refresh_from_db()
    assert complaint.owner_id == people.zhouke.person_id


@pytest.mark.requirement("O5.5")
def test_a_mistake_is_undone(people):
    user = User.objects.create_user("suhe", password="x")
    Person.objects.filter(code="suhe").update(user=user)
    leaving = must(switch(people.hejing, "suhe", successor="zhouke"))
    with living_at(NOON):
        assert one("leaving.undo", people.hejing, leaving.pk).done
        forget()
        assert organisation().posts_of[people.suhe.person_id] == ("service",)
    user.refresh_from_db()
    assert user.is_active
    assert Person.objects.get(code="suhe").status == "active"


@pytest.mark.requirement("O5.1")
def test_their_keys_open_nothing_any_more(people):
    with living_at(NOON):
        from dianzhang.engine.tokens import TurnedAway, authenticate

        made = must(one("token.issue", people.suhe, name="报表", scopes="order:read", days=30))
        assert not isinstance(authenticate(made.key), TurnedAway)
    leaving = must(switch(people.hejing, "suhe"))
    with living_at(NOON):
        assert isinstance(authenticate(made.key), TurnedAway)
    assert [line.text for line in lines(leaving, "token")] == ["报表"]


def test_a_move_is_undone(people):
    leaving = must(switch(people.hejing, "suhe", kind="move", post="ops"))
    with living_at(NOON):
        assert one("leaving.undo", people.hejing, leaving.pk).done
        forget()
        assert organisation().posts_of[people.suhe.person_id] == ("service",)
    assert Assignment.objects.filter(person=people.suhe.person_id).count() == 2


@pytest.mark.requirement("O5.5")
def test_a_post_for_a_time_comes_back_for_that_time(people):
    Assignment.objects.filter(person=people.suhe.person_id).update(until="2026-03-31")
    leaving = must(switch(people.hejing, "suhe"))
    with living_at(NOON):
        must(one("leaving.undo", people.hejing, leaving.pk))
    assert [str(held.until) for held in Assignment.objects.filter(person=people.suhe.person_id)] == ["2026-03-31"]


@pytest.mark.requirement("O5.5")
def test_undoing_a_move_ends_what_it_began_and_nothing_else(people):
    with living_at(NOON):
        must(one("person.assign", SYSTEM, people.suhe.person_id, post="order_desk"))
    leaving = must(switch(people.hejing, "suhe", kind="move", post="ops"))
    assert [line.text for line in lines(leaving, "begun")] == ["运营专员"]
    with living_at(NOON):
        must(one("leaving.undo", people.hejing, leaving.pk))
        forget()
        assert set(organisation().posts_of[people.suhe.person_id]) == {"service", "order_desk"}


def test_moved_undone_and_moved_again_on_one_day(people):
    for _time in range(2):
        leaving = must(switch(people.hejing, "suhe", kind="move", post="ops"))
        with living_at(NOON):
            assert organisation().posts_of[people.suhe.person_id] == ("ops",)
            must(one("leaving.undo", people.hejing, leaving.pk))
            forget()


@pytest.mark.requirement("O5.1")
def test_nothing_is_sent_out_in_their_name_any_more(people):
    with living_at(NOON):
        made = must(one("webhook.add", people.suhe, name="看板", url="https://example.com/in", kinds="*"))
    leaving = must(switch(people.hejing, "suhe"))
    made.refresh_from_db()
    assert (made.status, made.url) == ("removed", "")
    assert [(line.text, line.of_id) for line in lines(leaving, "webhook")] == [("看板", made.pk)]


@pytest.mark.requirement("O5.3")
@pytest.mark.parametrize("wrote", ["account.register", "account.rotate"])
def test_whoever_wrote_a_shared_password_down_knows_it(people, wrote):
    by = {"account.register": people.suhe, "account.rotate": SYSTEM} | {wrote: people.suhe}
    given = {"kind": "tool", "platform": "快递", "name": "b", "rights": "查件", "shared": "只有一个", "secret": "alt"}
    with living_at(NOON):
        account = must(one("account.register", by["account.register"], person="zhouke", **given))
    with living_at(NOON.replace(hour=5)):
        if wrote == "account.rotate":
            must(one("account.rotate", people.suhe, account.pk, secret="neu"))
    leaving = must(switch(people.hejing, "suhe", at=NOON.replace(hour=6)))
    account.refresh_from_db()
    assert (account.custody, account.rotation) == ("held", "due")
    assert [line.of_id for line in open_lines(leaving)] == [account.pk]


@pytest.mark.requirement("O5.5")
@pytest.mark.parametrize("by", ["suhe", "linxiao", "zhouke"])
def test_who_may_not(people, by):
    assert switch(getattr(people, by), "chenmo").status == "refused"
    assert not Leaving.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"person": "nobody"}, {"person": "hejing"}, {"person": "suhe", "successor": "suhe"},
        {"person": "suhe", "successor": "nobody"}, {"person": "suhe", "kind": "move"},
        {"person": "suhe", "kind": "move", "post": "astronaut"}, {"person": "suhe", "post": "ops"},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(people, given):
    assert switch(people.hejing, **given).status == "refused"
    assert Person.objects.filter(status="left").count() == 0


@pytest.mark.requirement("O5.1")
def test_tasks_are_handed_over_too(people):
    with living_at(NOON):
        task = Task.objects.create(title="盘点", owner_id=people.suhe.person_id, status="todo")
    must(switch(people.hejing, "suhe", successor="zhouke"))
    task.refresh_from_db()
    assert task.owner_id == people.zhouke.person_id


def test_twice_is_once(people):
    must(switch(people.hejing, "suhe"))
    assert switch(people.hejing, "suhe").status == "refused"
    assert Account.objects.count() == 0
