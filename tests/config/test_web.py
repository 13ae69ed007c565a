"""What holds for every answer, whichever page it is."""

import pytest
from django.contrib.auth.models import User
from django.test import Client, override_settings

pytestmark = pytest.mark.django_db


def test_healthz_needs_no_log_in(client: Client) -> None:
    response = client.get("/healthz")
    assert response.json() == {"status": "ok"}
    assert not response.cookies


def test_nothing_inline_may_run(client: Client) -> None:
    policy = client.get("/login")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_nobody_opens_an_account_by_themselves(client: Client) -> None:
    form = {"username": "stranger", "password1": "a long enough word"}
    client.post("/account/signup/", form)
    assert not User.objects.exists()


@override_settings(AXES_FAILURE_LIMIT=3)
def test_guessing_is_stopped_for_that_name_from_that_address_only(client: Client) -> None:
    User.objects.create_user("xiaolin", password="a long enough word")
    User.objects.create_user("zhaoning", password="another long word")
    for _ in range(3):
        client.post("/login", {"login": "xiaolin", "password": "a guess"})
    locked = client.post("/login", {"login": "xiaolin", "password": "a long enough word"})
    assert locked.status_code == 429
    assert "请等 15 分钟再登录" in locked.text
    in_english = client.post("/login", {"login": "xiaolin", "password": "x"}, headers={"accept-language": "en"})
    assert "Please wait 15 min before logging in" in in_english.text
    assert client.post("/login", {"login": "zhaoning", "password": "another long word"}).status_code == 302
    client.logout()
    elsewhere = {"login": "xiaolin", "password": "a long enough word"}
    assert client.post("/login", elsewhere, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_chinese_first_english_on_request(client: Client) -> None:
    assert 'lang="zh' in client.get("/login").text or "登录" in client.get("/login").text
    assert "登录" not in client.get("/login", headers={"accept-language": "en"}).text
