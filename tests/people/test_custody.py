"""Accounts in custody: one holder, passwords due when somebody else knows them, shared ones taken out with a reason."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event, Note
from dianzhang.engine.moment import living_at
from dianzhang.people.custody.pages import use_section
from dianzhang.people.models import Account, CheckOut
from tests.engine.department import found, put_in_force

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("S1.7")]

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
RULES = """## 1.1 账号 {#accounts}
```rule
权限:
  岗位: 运营组长
  可做: [账号.登记, 账号.交给, 账号.收回, 账号.注销, 账号.恢复, 账号.查看]
  范围: 全部
```
```rule
期限:
  从: [账号.登记, 账号.换密码]
  到: [账号.换密码, 账号.注销]
  时限: 90天
  责任: 经办人
```
"""


@pytest.fixture
def people():
    people = found()
    put_in_force(RULES)
    return people


def register(people, **more):
    given = {"kind": "platform", "platform": "淘宝", "name": "shop:ops01", "rights": "商品、订单", "person": "xunuo"}
    with living_at(NOON):
        return must(one("account.register", people.mengyan, **(given | more)))


def test_one_holder_and_nothing_of_the_log_in_in_the_journal(people):
    account = register(people, bound="021-5550100")
    assert (account.custody, account.owner_id) == ("held", people.xunuo.person_id)
    event = Event.objects.get(kind="account.register")
    assert "ops01" not in event.data
    assert "5550100" not in event.data


def test_the_same_log_in_is_registered_once(people):
    account = register(people)
    again = {"kind": "platform", "platform": "淘宝", "name": "shop:ops01", "rights": "全部"}
    assert one("account.register", people.mengyan, **again).status == "refused"
    must(one("account.close", people.mengyan, account.pk))
    assert one("account.register", people.mengyan, **again).done
    assert one("account.reopen", people.mengyan, account.pk).status == "refused"


@pytest.mark.parametrize("who", ["xunuo", "linxiao", "suhe"])
@pytest.mark.parametrize("what", ["assign", "withdraw", "close"])
def test_who_may_not(people, who, what):
    account = register(people)
    given = {"person": "suhe"} if what == "assign" else {}
    assert one(f"account.{what}", getattr(people, who), account.pk, **given).status == "refused"


def test_with_another_holder_the_password_is_due(people):
    account = register(people)
    must(one("account.assign", people.mengyan, account.pk, person="zhaoning"))
    account.refresh_from_db()
    assert (account.owner_id, account.rotation) == (people.zhaoning.person_id, "due")
    assert one("account.rotate", people.xunuo, account.pk).status == "refused"
    must(one("account.rotate", people.zhaoning, account.pk))
    account.refresh_from_db()
    assert account.rotation == "current"


def test_taken_back_nobody_holds_it(people):
    account = register(people)
    must(one("account.withdraw", people.mengyan, account.pk, reason="调岗"))
    account.refresh_from_db()
    assert (account.custody, account.owner_id, account.rotation) == ("free", None, "due")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"secret": "pw"}, "理由"),
        ({"person": "nobody"}, "没有在岗的人"),
        ({"main": 99}, "主账号"),
        ({"shop": "x"}, "店铺"),
    ],
)
def test_what_makes_no_sense_is_refused(people, given, why):
    base = {"kind": "payment", "platform": "支付宝", "name": "pay", "rights": "对账"}
    said = one("account.register", people.mengyan, **(base | given))
    assert said.status == "refused"
    assert why in said.why + "".join(said.field_errors.values())


# --- shared secrets -----------------------------------------------------------------------


def shared(people):
    return register(people, shared="平台只给一个登录名", secret="crocus-81")


@pytest.mark.requirement("S1.8")
def test_a_shared_secret_is_encrypted_and_shown_a_while_to_whoever_took_it_out(people):
    account = shared(people)
    account.refresh_from_db()
    assert "crocus" not in account.box
    with living_at(NOON):
        assert use_section(account, people.xunuo)["secret"] is None
        must(one("account.check_out", people.xunuo, account.pk, reason="改主图"))
        assert use_section(account, people.xunuo)["secret"] == "crocus-81"
        assert use_section(account, people.mengyan)["secret"] is None
    with living_at(NOON + timedelta(minutes=16)):
        assert use_section(account, people.xunuo)["secret"] is None
    assert Note.objects.get(subject_kind="account").text.endswith("改主图")
    assert CheckOut.objects.count() == 1


@pytest.mark.requirement("S1.8")
def test_only_its_holder_takes_it_out_and_says_why(people):
    account = shared(people)
    assert one("account.check_out", people.suhe, account.pk, reason="看看").status == "refused"
    assert one("account.check_out", people.xunuo, account.pk).field_errors


def test_with_a_new_password_what_was_taken_out_shows_nothing(people):
    account = shared(people)
    with living_at(NOON):
        must(one("account.check_out", people.xunuo, account.pk, reason="改主图"))
    with living_at(NOON + timedelta(minutes=5)):
        must(one("account.rotate", people.xunuo, account.pk, secret="crocus-82"))
        account.refresh_from_db()
        assert use_section(account, people.xunuo)["secret"] is None
    assert "crocus" not in "".join(Event.objects.values_list("data", flat=True))


def test_without_a_shared_secret_there_is_nothing_to_take_out(people):
    account = register(people)
    assert one("account.check_out", people.xunuo, account.pk, reason="看看").status == "refused"
    assert one("account.rotate", people.xunuo, account.pk, secret="neu").status == "refused"


def test_under_another_key_it_says_so(people, settings):
    account = shared(people)
    account.refresh_from_db()
    settings.VAULT_KEY = "another"
    with living_at(NOON):
        must(one("account.check_out", people.xunuo, account.pk, reason="改主图"))
        found = use_section(Account.objects.get(), people.xunuo)
    assert found["unreadable"]
    assert found["secret"] is None
