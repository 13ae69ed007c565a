"""Guessing is stopped by name and address, told plainly, kept in the journal, and lifted by whoever may."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client, override_settings

from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event, Person

WORD = "a long enough word"
pytestmark = pytest.mark.requirement("S1.3")


@pytest.fixture(autouse=True)
def _limit(people):
    user = User.objects.create_user("zhouke", password=WORD)
    Person.objects.filter(code="zhouke").update(user=user)
    with override_settings(AXES_FAILURE_LIMIT=3):
        yield


def guess(times: int, name: str = "zhouke", **more: str) -> None:
    for _ in range(times):
        Client(**more).post("/login", {"login": name, "password": "a guess"})


def enters(**more: str) -> int:
    return Client(**more).post("/login", {"login": "zhouke", "password": WORD}).status_code


def test_it_says_for_how_long_and_whom_to_ask() -> None:
    guess(3)
    answer = Client(headers={"accept-language": "zh-hans"}).post("/login", {"login": "zhouke", "password": WORD})
    assert answer.status_code == 429
    assert "请等 15 分钟再登录" in answer.text
    assert "人事" in answer.text


def test_writing_the_name_otherwise_is_no_way_round() -> None:
    for name in ("zhouke", "ZHOUKE", " Zhouke "):
        guess(1, name)
    assert enters() == 429


def test_whoever_writes_another_address_into_a_header_is_not_believed() -> None:
    for n in range(3):
        guess(1, HTTP_X_FORWARDED_FOR=f"198.51.100.{n}")
    assert enters(HTTP_X_FORWARDED_FOR="198.51.100.9") == 429


@override_settings(DIANZHANG_PROXIES=1)
def test_behind_a_balancer_of_ours_the_address_it_saw_counts() -> None:
    for n in range(3):
        guess(1, HTTP_X_FORWARDED_FOR=f"10.0.0.{n}, 198.51.100.7")
    assert enters(HTTP_X_FORWARDED_FOR="10.9.9.9, 198.51.100.7") == 429
    assert enters(HTTP_X_FORWARDED_FOR="10.9.9.9, 198.51.100.8") == 302


def test_a_name_that_is_not_here_is_answered_alike() -> None:
    known = Client().post("/login", {"login": "zhouke", "password": "a guess"})
    unknown = Client().post("/login", {"login": "nobody", "password": "a guess"})
    assert known.status_code == unknown.status_code == 200
    said = [answer.text.partition('role="alert"')[2].partition("</div>")[0] for answer in (known, unknown)]
    assert said[0] == said[1] != ""


def test_the_journal_keeps_it_once_and_without_what_was_typed(people) -> None:
    guess(6)
    event = Event.objects.get(kind="person.lock_out")
    assert event.subject_id == people.zhouke.person_id
    assert "guess" not in event.data
    assert "127.0.0.1" not in event.data


def test_hr_lifts_it_and_nobody_else(people) -> None:
    guess(3)
    assert one("person.unlock", people.linxiao, people.zhouke.person_id).status == "refused"
    assert enters() == 429
    must(one("person.unlock", people.hejing, people.zhouke.person_id))
    assert enters() == 302
    assert Event.objects.get(kind="person.unlock").actor_id == people.hejing.person_id
