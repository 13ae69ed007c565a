"""Keys for programs: who may have one, what it opens, and when it opens nothing any more."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.engine import access, organisation, reading, registry, tokens
from dianzhang.engine.access import SYSTEM, Actor
from dianzhang.engine.act import must, one, perform
from dianzhang.engine.models import Assignment, Event, Person, Token, TokenRefusal
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item
from dianzhang.engine.tokens import Bearer, TurnedAway, authenticate
from dianzhang.engine.words import person_name
from tests.engine.department import found, put_in_force

RULES = """
## 1.1 谁能做什么 {#rights}
```rule
权限:
  - {岗位: 客服专员, 可做: [工单.受理, 工单.解决, 工单.查看], 范围: 本人}
  - {岗位: 客服组长, 可做: [工单.*, 令牌.签发服务令牌], 范围: 本组}
  - {岗位: 人事专员, 可做: 令牌.*, 范围: 全部}
```
"""


@pytest.fixture
def people(tickets):
    people = found()
    put_in_force(RULES)
    return people


def key_of(actor, scopes="*", days=30, **more):
    return must(one("token.issue", actor, name="ERP", scopes=scopes, days=days, **more)).key


def entered(key: str) -> Bearer:
    bearer = authenticate(key)
    assert isinstance(bearer, Bearer), bearer
    return bearer


def why(key: str) -> str:
    away = authenticate(key)
    assert isinstance(away, TurnedAway)
    assert away.why
    return away.reason


@pytest.mark.requirement("S1.6")
def test_a_key_acts_for_whom_it_was_issued_in_the_post_it_was_issued_in(people):
    bearer = entered(key_of(people.zhouke))
    assert bearer.actor == people.zhouke
    ticket = perform("ticket.open", Item(data={"size": 1}), bearer.actor, source=bearer.source)[0]
    event = Event.objects.get(subject_kind="ticket", subject_id=ticket.id, kind="ticket.open")
    assert (event.actor_id, event.post) == (people.zhouke.person_id, "service")
    assert json.loads(event.data)["token"] == bearer.token_id


@pytest.mark.requirement("S1.6")
def test_neither_the_tables_nor_the_journal_nor_the_log_hold_a_key(people, caplog):
    key = key_of(people.zhouke)
    secret = key.rpartition("_")[2] if key.count("_") == 2 else key[16:]
    must(one("token.revoke", people.zhouke, Token.objects.get().pk))
    assert why(key) == "revoked"
    kept = [
        *Token.objects.values_list(),
        *Event.objects.values_list(),
        *TokenRefusal.objects.values_list(),
        caplog.text,
    ]
    assert secret not in str(kept)
    assert "revoked" in caplog.text


@pytest.mark.requirement("S1.6")
def test_a_revoked_key_opens_nothing_and_every_try_is_counted(people):
    key = key_of(people.zhouke)
    token = Token.objects.get()
    must(one("token.revoke", people.zhouke, token.pk))
    for _ in range(3):
        assert why(key) == "revoked"
    assert TokenRefusal.objects.get(token_id=token.pk).count == 3
    assert Event.objects.filter(subject_kind="token", kind="token.revoke", actor_id=people.zhouke.person_id).exists()


@pytest.mark.requirement("S1.6")
def test_a_key_ends_at_its_hour(people):
    key = key_of(people.zhouke, days=7)
    end = Token.objects.get().expires_at
    with living_at(end - timedelta(seconds=1)):
        entered(key)
    with living_at(end):
        assert why(key) == "expired"


@pytest.mark.parametrize("days", [0, -1, 367, 10_000])
@pytest.mark.requirement("S1.6")
def test_no_key_without_an_end_within_a_year(people, days):
    assert "days" in one("token.issue", people.zhouke, name="ERP", scopes="*", days=days).field_errors


@pytest.mark.requirement("S1.6")
def test_the_key_of_one_who_left_or_gave_up_the_post_opens_nothing(people):
    left, moved = key_of(people.zhouke), key_of(people.suhe)
    Person.objects.filter(pk=people.zhouke.person_id).update(status="left")
    Assignment.objects.filter(person_id=people.suhe.person_id).update(until=datetime.now(UTC).date())
    organisation.forget()
    assert why(left) == "left"
    assert why(moved) == "post"


WRONG = {
    "": "malformed",
    "Bearer": "malformed",
    "dz_0123456789ab_short": "malformed",
    "dz_0123456789ab_" + "a" * 43: "unknown",
    "dz_0123456789ab_" + "a" * 43 + "\n; drop": "malformed",
    "dz_０１２３４５６７８９ab_" + "a" * 43: "malformed",
}


@pytest.mark.django_db
@pytest.mark.parametrize(("raw", "reason"), WRONG.items())
def test_what_is_no_key_of_ours_is_told_so(raw, reason):
    assert why(raw) == reason


def test_the_right_beginning_with_another_secret_is_no_key(people):
    key = key_of(people.zhouke)
    assert why(key[:-4] + ("AAAA" if not key.endswith("AAAA") else "BBBB")) == "unknown"


@pytest.mark.django_db
@given(raw=st.text(max_size=80))
def test_no_text_breaks_the_door(raw):
    assert tokens.KEY.fullmatch(raw.strip()) or isinstance(authenticate(raw), TurnedAway)


SCOPES = [
    ("*", {"ticket:read", "ticket.solve", "events:read", "metrics:read"}, {"token.issue", "token.revoke"}),
    ("*:read", {"ticket:read", "events:read"}, {"ticket.solve"}),
    ("ticket:read", {"ticket:read"}, {"ticket.solve", "loan:read", "events:read"}),
    ("ticket:*", {"ticket:read", "ticket.solve"}, {"loan:read", "loan.lend", "events:read"}),
    ("ticket.solve", {"ticket.solve"}, {"ticket:read", "ticket.open"}),
    ("events:read metrics:read", {"events:read", "metrics:read"}, {"ticket:read", "me:read"}),
]


@pytest.mark.parametrize(("scopes", "may", "may_not"), SCOPES)
@pytest.mark.requirement("S1.6")
def test_scopes_narrow_what_a_key_may(scopes, may, may_not):
    bearer = Bearer(1, Actor(1, "service"), frozenset(scopes.split()))
    assert {wanted for wanted in may | may_not if bearer.allows(wanted)} == may


@pytest.mark.parametrize(
    "scopes", ["", "  ", "nothing", "ticket:write", "ticket.fly", "token.issue", "token:*", "events:*"]
)
def test_a_scope_that_does_not_exist_is_refused(people, scopes):
    assert "scopes" in one("token.issue", people.zhouke, name="ERP", scopes=scopes, days=30).field_errors


def test_a_key_may_no_more_than_its_post(people):
    bearer = entered(key_of(people.chenmo))
    assert bearer.allows("ticket.open")
    assert one("ticket.open", bearer.actor, size=1).status == "refused"


@pytest.mark.requirement("S1.6")
def test_a_service_is_held_by_the_rules_of_its_post(people):
    key = must(one("token.issue_service", people.linxiao, name="客服台", scopes="*", days=30, post="service")).key
    actor = entered(key).actor
    assert (actor.person_id, actor.post, actor.unbound) == (None, "service", False)
    made = must(one("ticket.open", actor, size=1))
    assert Event.objects.get(subject_kind="ticket", subject_id=made.pk).post == "service"
    assert person_name(None, "service") == "服务（客服专员）"
    assert one("person.add", actor, code="x", name="某人", post="service").status == "refused"
    assert access.reach_of(actor, "order.view") is None


def test_own_means_nobodys_for_a_service(people):
    """Records that nobody owns are not its own."""
    must(one("ticket.open", SYSTEM, size=1))
    key = must(one("token.issue_service", people.linxiao, name="客服台", scopes="*", days=30, post="service")).key
    assert not reading.visible(entered(key).actor, registry.subjects["ticket"]).exists()


@pytest.mark.parametrize(
    ("who", "post"),
    [
        ("linxiao", "director"),
        ("linxiao", "warehouse"),
        ("linxiao", "owner"),
        ("linxiao", "nothing"),
        ("zhouke", "service"),
    ],
)
@pytest.mark.requirement("S1.6")
def test_nobody_gives_a_service_what_they_do_not_have(people, who, post):
    asked = one("token.issue_service", getattr(people, who), name="客服台", scopes="*", days=30, post=post)
    assert asked.status == "refused"
    assert not Token.objects.exists()


def test_only_its_owner_and_whoever_has_the_right_revoke_a_key(people):
    key_of(people.zhouke)
    token = Token.objects.get()
    assert one("token.revoke", people.suhe, token.pk).status == "refused"
    assert one("token.revoke", people.hejing, token.pk).done


def test_neither_system_nor_service_has_keys_of_its_own(people):
    service = Actor(None, "service", people.zhouke.unit_id, "客服台")
    for actor in (SYSTEM, service):
        assert one("token.issue", actor, name="ERP", scopes="*", days=30).status == "refused"


def test_a_key_that_is_used_is_no_row_in_the_journal_and_costs_two_statements(people, django_assert_num_queries):
    key = key_of(people.zhouke)
    organisation.organisation()
    before = Event.objects.count()
    with django_assert_num_queries(2):
        entered(key)  # the first of the minute says when it was used
    with django_assert_num_queries(1):
        entered(key)
    assert Event.objects.count() == before
    assert Token.objects.get().last_used_at is not None
    assert Token.objects.get().revision == 1
