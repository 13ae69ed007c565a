"""Inviting, resetting, unlocking: who may, what becomes of the link, and what the journal keeps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User

from dianzhang.engine import log_ins, organisation
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.actions.structure import set_up
from dianzhang.engine.models import Event, LogIn, Person
from tests.engine.department import found, put_in_force

RULES = """
## 1.1 谁能做什么 {#rights}
```rule
权限:
  - {岗位: 人事专员, 可做: 人员.*, 范围: 全部}
  - {岗位: 客服组长, 可做: 人员.查看, 范围: 本组}
```
"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    people = found()
    put_in_force(RULES)
    return people


def user_of(code: str) -> User:
    return User.objects.get(person__code=code)


def invite(actor, whom, **given):
    return one("person.invite", actor, whom.person_id, **given)


@pytest.mark.requirement("S1.2")
def test_an_invitation_gives_an_account_that_nobody_can_enter_before_its_owner_set_a_password(people):
    must(invite(people.hejing, people.zhouke))
    user = user_of("zhouke")
    assert (user.username, user.first_name, user.has_usable_password()) == ("zhouke", "周可", False)
    assert log_ins.of_link(log_ins.link_for(user)) == (user, False)


@pytest.mark.requirement("S1.2")
def test_a_link_works_once(people):
    must(invite(people.hejing, people.zhouke))
    user = user_of("zhouke")
    link = log_ins.link_for(user)
    user.set_password("a long enough word")
    user.save()
    assert log_ins.of_link(link) is None


@pytest.mark.requirement("S1.2")
@pytest.mark.parametrize("worthless", ["invited again", "logged in", "forged", "of another", "left", "nobody's"])
def test_a_link_is_worthless(people, worthless):
    must(invite(people.hejing, people.zhouke))
    user = user_of("zhouke")
    link = log_ins.link_for(user)
    match worthless:
        case "invited again":
            must(invite(people.hejing, people.zhouke))
        case "logged in":
            User.objects.filter(pk=user.pk).update(last_login=datetime.now(UTC))
        case "forged":
            link = link[:-1] + ("A" if link[-1] != "A" else "B")
        case "of another":
            must(invite(people.hejing, people.suhe))
            link = log_ins.link_for(user_of("suhe")).partition(":")[0] + ":" + link.partition(":")[2]
        case "left":
            Person.objects.filter(code="zhouke").update(status="left")
        case "nobody's":
            user.delete()
    assert log_ins.of_link(link) is None


@pytest.mark.requirement("S1.2")
def test_a_link_holds_seven_days(people, monkeypatch):
    must(invite(people.hejing, people.zhouke))
    link = log_ins.link_for(user_of("zhouke"))
    import time

    begun = time.time()
    week = timedelta(days=7).total_seconds()
    monkeypatch.setattr("django.core.signing.time.time", lambda: begun + week - 60)
    assert log_ins.of_link(link) is not None
    monkeypatch.setattr("django.core.signing.time.time", lambda: begun + week + 60)
    assert log_ins.of_link(link) is None


def test_the_journal_says_who_let_whom_in_and_not_where_the_mail_went(people):
    must(invite(people.hejing, people.zhouke, email="zhouke@example.com"))
    event = Event.objects.get(kind="person.invite")
    assert (event.actor_id, event.subject_id) == (people.hejing.person_id, people.zhouke.person_id)
    assert "example" not in event.data
    assert user_of("zhouke").email == "zhouke@example.com"


@pytest.mark.parametrize(
    "email", ["nobody", "a@b", "@example.com", "a b@example.com", "a@example.com\nBcc: b@example.com"]
)
def test_what_is_no_address_is_refused(people, email):
    assert "email" in invite(people.hejing, people.zhouke, email=email).field_errors
    assert not User.objects.exists()


@pytest.mark.parametrize("code", ["linxiao", "zhouke", "suhe", "shenlan"])
def test_who_has_no_right_lets_nobody_in(people, code):
    for action in ("person.invite", "person.reset_log_in", "person.unlock"):
        assert one(action, getattr(people, code), people.zhouke.person_id).status == "refused"
    assert not User.objects.exists()


def test_who_can_log_in_is_not_invited_but_reset(people):
    must(invite(people.hejing, people.zhouke))
    user = user_of("zhouke")
    user.set_password("a long enough word")
    user.save()
    assert "重设登录" in invite(people.hejing, people.zhouke).why
    must(one("person.reset_log_in", people.hejing, people.zhouke.person_id))
    assert not user_of("zhouke").has_usable_password()


def test_nobody_lets_themselves_in_as_the_owner(people):
    set_up({}, {"owner": ("负责人", "dept", None)})
    owner = must(one("person.add", SYSTEM, code="laoban", name="老板", post="owner"))
    organisation.forget()
    for action in ("person.invite", "person.reset_log_in"):
        asked = one(action, people.hejing, owner.pk)
        assert (asked.status, "本人" in asked.why) == ("refused", True)


@pytest.mark.requirement("S1.5")
def test_a_reset_puts_every_browser_out(people, client):
    must(invite(people.hejing, people.zhouke))
    user = user_of("zhouke")
    user.set_password("a long enough word")
    user.save()
    client.post("/login", {"login": "zhouke", "password": "a long enough word"})
    assert client.get("/account/").status_code == 200
    must(one("person.reset_log_in", people.hejing, people.zhouke.person_id))
    assert client.get("/account/").status_code == 302
    assert not LogIn.objects.exists()


PLACES = {
    "203.0.113.77": "203.0.113.x", "::1": "::x", "2001:db8:12:34::5": "2001:db8:12::x", "": "", "unknown": "",
}  # fmt: skip


@pytest.mark.parametrize(("address", "place"), PLACES.items())
def test_a_place_is_a_network_and_no_desk(address, place):
    assert log_ins.place_of(address) == place


AGENTS = {
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0": "Edge · Windows",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1": "Safari · iPhone",
    "Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile Safari/537.36 MicroMessenger/8.0": "微信 · Android",
    "curl/8.0": "",
    "": "",
}


@pytest.mark.parametrize(("agent", "device"), AGENTS.items())
def test_a_device_is_what_it_calls_itself(agent, device):
    assert log_ins.device_of(agent) == device
