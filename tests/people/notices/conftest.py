"""People who are told things, a platform that plays robots, a real mail server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from pytest_django import Settings

from dianzhang.engine.access import Actor
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Notice, Person
from dianzhang.engine.moment import living_at
from dianzhang.engine.outward import posting
from dianzhang.gateways.notices import mail
from dianzhang.people.notices import delivering, laying
from dianzhang.people.notices.models import Dispatch, Robot
from tests.robots import Platform, platform
from tests.smtp import mail_server
from tests.web.conftest import enter, people

__all__ = ["enter", "people"]

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = datetime(2026, 10, 13, 10, tzinfo=SHANGHAI)  # a Tuesday
TOLD = ("超时了", "有上报", "等谁审批")


@pytest.fixture
def group(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    settings.DIANZHANG_WEBHOOK_ALLOW = ["127.0.0.1/32"]
    monkeypatch.setattr(posting, "PATIENCE", 0.5)
    with platform() as found:
        yield found


@pytest.fixture
def letters(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    monkeypatch.setattr(mail, "PATIENCE", 3.0)
    with mail_server() as (port, found):
        settings.DIANZHANG_MAILS, settings.EMAIL_HOST, settings.EMAIL_PORT = True, "127.0.0.1", port
        yield found


def with_mail(code: str, *, proved: bool = True) -> Person:
    person = Person.objects.get(code=code)
    user, _made = User.objects.get_or_create(username=code, defaults={"email": f"{code}@example.com"})
    Person.objects.filter(pk=person.pk).update(user=user)
    EmailAddress.objects.create(user=user, email=f"{code}@example.com", verified=proved, primary=True)
    person.refresh_from_db()
    return person


def robot_of(actor: Actor, group: Platform, **more: Any) -> Robot:
    given = {"name": "客服群", "platform": "dingtalk", "address": group.url(), "secret": "SEC-abc", "overdue": True}
    robot: Robot = must(one("robot.add", actor, **{**given, **more}))
    return robot


def tell(person: Person | Actor, kind: str = "overdue", at: datetime = DAY, *, number: int = 12) -> Notice:
    who = person.pk if isinstance(person, Person) else person.person_id
    return Notice.objects.create(
        person_id=who,
        kind=kind,
        subject_kind="complaint",
        subject_id=number,
        data='{"title": "王小明 88 元"}',
        created_at=at,
    )


def work(at: datetime = DAY) -> list[Dispatch]:
    """A round of a worker at this time: what is new is laid out, what is due is sent.  All there is, oldest first."""
    with living_at(at):
        while laying.lay_out():
            pass
        delivering.send_due()
    return list(Dispatch.objects.order_by("pk"))


def choose(actor: Actor, **given: Any) -> None:
    must(one("person.choose_notices", actor, actor.person_id, **{"chosen": {}, **given}))


def agent(people: SimpleNamespace) -> Actor:
    found: Actor = people.zhouke
    return found
