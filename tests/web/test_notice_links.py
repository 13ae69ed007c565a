"""A link in a message: to the right page for the right person, after log-in; anybody else is told plainly."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
from django.core import signing
from django.test import Client

from dianzhang.engine.act import one
from dianzhang.engine.models import Approval, Notice, Person
from dianzhang.engine.moment import now
from dianzhang.people.notices import links
from tests.engine.department import workday

from .conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W4.7")]
HERE = {"accept-language": "zh-hans"}


@pytest.fixture
def asked(people: SimpleNamespace) -> Notice:
    """林晓 is asked to approve 周可's leave."""
    day = str(workday(10))
    draft = one("leave.draft", people.zhouke, kind="personal", first_day=day, last_day=day, reason="家里有事")
    one("leave.apply", people.zhouke, draft.id)
    return Notice.objects.filter(kind="asked").latest("pk")


def path(notice: Notice) -> str:
    return re.sub("^https?://[^/]+", "", links.link_to(notice))


def code_of(notice: Notice) -> str:
    return Person.objects.get(pk=notice.person_id).code


def test_whoever_is_asked_comes_to_the_request_and_nothing_is_decided(enter: Enter, asked: Notice) -> None:
    answer = enter(code_of(asked)).get(path(asked))
    assert answer.status_code == 302
    assert answer["Location"] == f"/approval/{asked.subject_id}"
    assert enter(code_of(asked)).get(answer["Location"]).status_code == 200
    assert Approval.objects.get(pk=asked.subject_id).status == "waiting"
    asked.refresh_from_db()
    assert asked.read_at is not None


def test_before_log_in_it_shows_nothing_and_leads_on_afterwards(enter: Enter, asked: Notice) -> None:
    enter(code_of(asked))
    person = Person.objects.get(pk=asked.person_id)
    assert person.user is not None
    person.user.set_password("a long enough word")
    person.user.save()
    client = Client(headers=HERE)
    link = path(asked)
    answer = client.get(link)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/login?next=/go/")
    page = client.get(answer["Location"]).text
    assert person.name not in page
    assert "周可" not in page
    given = {
        "login": person.code,
        "password": "a long enough word",
        "next": unquote(answer["Location"].split("=", 1)[1]),
    }
    entered = client.post("/login", given)
    assert entered["Location"] == link
    assert client.get(entered["Location"])["Location"] == f"/approval/{asked.subject_id}"
    asked.refresh_from_db()
    assert asked.read_at is not None


def test_somebody_else_is_told_whom_it_is_for_and_who_they_are(enter: Enter, asked: Notice) -> None:
    client = enter("suhe")
    answer = client.get(path(asked))
    assert answer.status_code == 403
    assert Person.objects.get(pk=asked.person_id).name in answer.text
    assert "你现在是苏禾" in answer.text
    assert "家里有事" not in answer.text
    asked.refresh_from_db()
    assert asked.read_at is None
    out = client.post("/logout", {"next": path(asked)})
    assert out["Location"] == path(asked)
    assert client.get(out["Location"])["Location"].startswith("/login?next=/go/")


@pytest.mark.parametrize("spoil", [lambda s: s[:-2] + "xx", lambda s: "nonsense", lambda s: s.replace(":", "", 1)])
def test_a_forged_one_is_told(enter: Enter, asked: Notice, spoil) -> None:
    answer = enter(code_of(asked)).get(f"/go/{spoil(path(asked).removeprefix('/go/'))}")
    assert answer.status_code == 410
    assert "这个链接不对" in answer.text


def test_one_made_for_something_else_is_no_link(enter: Enter, asked: Notice) -> None:
    signed = signing.dumps([asked.pk, asked.person_id], salt="dianzhang.invitation")
    assert enter(code_of(asked)).get(f"/go/{signed}").status_code == 410


def test_an_old_one_is_told(enter: Enter, asked: Notice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "HOLDS", timedelta(seconds=-1))
    answer = enter(code_of(asked)).get(path(asked))
    assert answer.status_code == 410
    assert "过期" in answer.text
    assert "/approvals" in answer.text


def test_a_notice_that_is_gone_is_told(enter: Enter, asked: Notice) -> None:
    where, code = path(asked), code_of(asked)
    asked.delete()
    assert enter(code).get(where).status_code == 410
    assert now() is not None
