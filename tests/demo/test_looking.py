"""“As whom do you want to look?”: only with the key, only in a demonstration, and by a real log-in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client

from dianzhang.demo import looking
from dianzhang.engine import organisation
from dianzhang.engine.models import LogIn, Person
from dianzhang.people.department import found_department, give_login, take_on

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("O8.5")]

PEOPLE = {"fangnan": ("方楠", "promo_lead"), "luoqing": ("罗青", "design")}
KEY = "a-key-from-the-window"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings) -> Path:
    organisation.forget()
    settings.DIANZHANG_HOME = tmp_path
    found_department()
    told = {}
    for code, (name, post) in PEOPLE.items():
        told[post] = {"name": name, "username": code, "password": give_login(take_on(code, name, post)), "post": post}
    (tmp_path / looking.LOGINS).write_text(json.dumps(told), encoding="utf-8")
    (tmp_path / looking.KEY).write_text(KEY, encoding="ascii")
    return tmp_path


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "zh-hans"})


def test_with_the_key_one_sees_every_post_and_looks_as_one_after_the_other(home: Path, client: Client) -> None:
    page = client.get(f"/demo/?key={KEY}")
    assert [(one["post"], one["name"]) for one in page.context["people"]] == [
        ("推广组长", "方楠"),
        ("设计专员", "罗青"),
    ]
    for code, (name, _post) in PEOPLE.items():
        assert client.post("/demo/as", {"who": code}).status_code == 302
        assert name in client.get("/").text
        assert client.get("/demo/").status_code == 200  # the key holds for whoever came with it
    assert [one.user.username for one in LogIn.objects.all()] == ["luoqing"]  # 方楠's browser is out again


@pytest.mark.parametrize("given", ["", "?key=", "?key=guess", f"?key={KEY}x"])
def test_without_the_key_nobody_looks_or_logs_in(
    home: Path, client: Client, caplog: pytest.LogCaptureFixture, given: str
) -> None:
    answer = client.get(f"/demo/{given}")
    assert (answer.status_code, "这一页要钥匙" in answer.text) == (403, True)
    assert client.post("/demo/as", {"who": "fangnan"}).status_code == 403
    assert client.get("/").status_code == 302
    assert "without the key of the demonstration" in caplog.text
    assert KEY not in caplog.text


def test_in_a_department_of_ones_own_there_is_no_such_page(home: Path, client: Client) -> None:
    (home / looking.LOGINS).unlink()
    assert client.get(f"/demo/?key={KEY}").status_code == 404
    assert client.post("/demo/as", {"who": "fangnan"}).status_code == 404


def test_nobody_is_entered_by_another_password_or_from_elsewhere(home: Path, client: Client) -> None:
    client.get(f"/demo/?key={KEY}")
    give_login(Person.objects.get(code="fangnan"), "another long word")
    assert client.post("/demo/as", {"who": "fangnan"})["Location"] == "/demo/"
    assert "密码改过了" in client.get("/demo/").text
    assert client.get("/").status_code == 302
    assert client.post("/demo/as", {"who": "owner"}).status_code == 404
    strict = Client(enforce_csrf_checks=True)
    strict.get(f"/demo/?key={KEY}")
    assert strict.post("/demo/as", {"who": "luoqing"}).status_code == 403
