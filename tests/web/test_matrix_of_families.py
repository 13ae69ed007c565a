"""Under every family of rulebooks: what no rule grants to a post, nobody in it may do, list or read.

The department is the skeleton that every department of ours begins with, one person in each of its posts.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from dianzhang import rulebooks as shipped
from dianzhang.engine import registry
from dianzhang.engine.access import OWNER_POST, SYSTEM, Actor, actor_of
from dianzhang.engine.act import must, one
from dianzhang.engine.lists import may_list
from dianzhang.engine.models import Person
from dianzhang.engine.moment import living_at
from dianzhang.engine.pages import pages
from dianzhang.people.department import POSTS, found_department
from tests.engine.department import LONG_AGO, put_in_force

from .conftest import BACKEND
from .granted import SENTINEL, Granted, a_record_of_each, entitled_beyond, extends, granted

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("S2.4")]

BOOKS = {one.name: one for one in shipped.library() if one.language == "zh"}
ALONG = {code for book in BOOKS.values() for code in book.beside}  # comes with those that one chooses from
FAMILIES = [name for name, book in BOOKS.items() if book.code not in ALONG]


@pytest.fixture
def everybody(db: None) -> dict[str, Actor]:
    """One person in each post, called like it."""
    with living_at(LONG_AGO):
        found_department()
        for post in POSTS:
            must(one("person.add", SYSTEM, code=post, name=post, post=post))
    return {post: actor_of(Person.objects.get(code=post)) for post in POSTS}


@pytest.fixture
def world(everybody: dict[str, Actor], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)
    with living_at(LONG_AGO):
        must(one("shop.open", SYSTEM, code="tmall-1", name="天猫旗舰店"))
    return a_record_of_each(keeper=SYSTEM, service=SYSTEM, person="service")


@pytest.mark.parametrize("family", FAMILIES)
def test_nothing_is_reachable_that_the_family_does_not_grant(
    family: str, everybody: dict[str, Actor], world: dict[str, Any]
) -> None:
    for code in (BOOKS[family].code, *BOOKS[family].beside):
        put_in_force(shipped.read(code))
    table = granted()
    wrong: dict[str, object] = {}
    for post, actor in everybody.items():
        if post == OWNER_POST:
            continue  # whoever owns the place does everything: tests/engine/test_access.py
        found = [*entitled_beyond(table[post], actor, world), *lists_beyond(table[post], actor)]
        if found := [*found, *read_beyond(table[post], actor, world)]:
            wrong[post] = found
    assert wrong == {}


def lists_beyond(rules: Granted, actor: Actor) -> list[str]:
    return [name for name in pages.lists if may_list(actor, name) and not listed(rules, name)]


def listed(rules: Granted, name: str) -> bool:
    return registry.subjects[name].everybody or f"{name}.view" in rules.reach


def read_beyond(rules: Granted, actor: Actor, world: dict[str, Any]) -> list[str]:
    """Hidden fields that a record's page shows to somebody who is not granted them."""
    client = entered(actor)
    found = []
    for kind, record in world.items():
        text = client.get(f"/{kind}/{record.pk}").text
        sees = extends(rules.reach.get(f"{kind}.view"), record, actor)
        for field, sentinel in SENTINEL.items():
            granted_here = field.partition(".")[0] == kind and sees and field in rules.fields
            if sentinel in text and not granted_here:
                found.append(f"{field} on /{kind}")
    return found


def entered(actor: Actor) -> Client:
    person = Person.objects.get(pk=actor.person_id)
    if person.user_id is None:
        Person.objects.filter(pk=person.pk).update(user=User.objects.create(username=person.code))
        person.refresh_from_db()
    client = Client(headers={"accept-language": "zh-hans"})
    assert person.user is not None
    client.force_login(person.user, backend=BACKEND)
    return client


def test_all_families_are_asked() -> None:
    assert {"A1", "B1", "B2", "B3", "C18", "C21"} <= set(FAMILIES)
    assert OWNER_POST in POSTS
