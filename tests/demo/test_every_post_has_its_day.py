"""Every post that the rulebook of the demonstration speaks of: somebody holds it, and their day is not empty."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db.models import Q
from django.test import Client

from dianzhang import rulebooks as shipped
from dianzhang.demo.cast import LOGINS, PEOPLE
from dianzhang.demo.lived import RULEBOOK, Lived
from dianzhang.engine.models import ClockRow, Event, Person
from dianzhang.engine.moment import living_at
from dianzhang.people.department import give_login
from dianzhang.people.posts import CATALOGUE

from .conftest import NOW

pytestmark = pytest.mark.django_db

TEXT = shipped.read(RULEBOOK)
IN_RULES = "\n".join(re.findall(r"^```rule$(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL))
IN_RULES = re.sub(r'"[^"]*"', '""', IN_RULES)  # a kind of document may be called as a post is
POSTS = [code for code, name in CATALOGUE.items() if re.search(rf"(?<!\w){name}(?!\w)", IN_RULES)]


def owed_by(post: str, person: int) -> Q:
    return Q(owner_id=person) | Q(owner_id=None, owner_post=post)


def test_the_posts_are_read_from_the_rulebook() -> None:
    assert len(POSTS) == 11
    assert {"director", "promo", "design", "order_desk"} <= set(POSTS)


def holder(post: str) -> Person:
    (code,) = [who for who in LOGINS.values() if PEOPLE[who][1] == post]
    return Person.objects.get(code=code)


def days_page(person: Person) -> Any:
    """The context of their day's page, as the browser gets it."""
    assert person.user is not None
    client = Client()
    with living_at(NOW):
        client.force_login(person.user)
        answer = client.get("/")
    assert answer.status_code == 200
    return answer.context


@pytest.fixture
def with_log_ins(lived: Lived) -> Lived:
    for code in LOGINS.values():
        give_login(Person.objects.get(code=code), "only for this test")
    return lived


@pytest.mark.requirement("O8.5")
@pytest.mark.parametrize("post", POSTS)
def test_somebody_holds_it_and_has_something_of_their_own_to_do(with_log_ins: Lived, post: str) -> None:
    """Not only what they may look at: a deadline they owe, a task of theirs, a question or a request to them."""
    person = holder(post)
    page = days_page(person)
    current = next(tab for tab in page["tabs"] if tab["current"])
    own = page["rows"] if current["url"] == "?scope=mine" else []
    assert [*own, *page["tasks"], *page["questions"], *page["asks"]]
    assert Event.objects.filter(actor_id=person.pk).count() >= 2, "has done nothing so far"


def test_some_of_it_was_done_some_is_due_and_some_late(with_log_ins: Lived) -> None:
    persons = {post: holder(post).pk for post in POSTS}
    owed = ClockRow.objects.filter(quiet=False)
    done = {post for post in POSTS if owed.filter(owed_by(post, persons[post]), state="met").exists()}
    due = {post for post in POSTS if owed.filter(owed_by(post, persons[post]), state="running", live=True).exists()}
    late = {post for post in POSTS if owed.filter(owed_by(post, persons[post]), state="missed", live=True).exists()}
    assert done >= {"promo", "promo_lead", "design", "ops_lead", "order_desk", "service", "service_lead", "warehouse"}
    assert due == set(POSTS)  # at least the quarter's change of passwords
    assert {"promo", "ops_lead", "warehouse"} <= late < set(POSTS)
