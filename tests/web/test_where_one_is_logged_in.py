"""Where one is logged in: listed, ended one by one or all at once; whoever left is out at once."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from dianzhang.config.log_in import seen
from dianzhang.engine.models import LogIn, Person

from .conftest import BACKEND, Enter

pytestmark = pytest.mark.django_db
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1"


@pytest.fixture
def password(people) -> str:
    for code in ("zhouke", "suhe"):
        user = User.objects.create_user(code, password="a long enough word")
        Person.objects.filter(code=code).update(user=user)
    return "a long enough word"


def browser(code: str, password: str, agent: str = WINDOWS, address: str = "203.0.113.77") -> Client:
    client = Client(REMOTE_ADDR=address, headers={"user-agent": agent, "accept-language": "zh-hans"})
    assert client.post("/login", {"login": code, "password": password}).status_code == 302
    return client


@pytest.mark.requirement("S1.5")
def test_each_browser_is_listed_with_its_network_and_no_more(password: str) -> None:
    desk = browser("zhouke", password)
    browser("zhouke", password, PHONE, "198.51.100.9")
    page = desk.get("/account/").text
    assert "Chrome · Windows" in page
    assert "Safari · iPhone" in page
    assert "203.0.113.x" in page
    assert "203.0.113.77" not in page
    assert not LogIn.objects.filter(place__contains="113.77").exists()


@pytest.mark.requirement("S1.5")
def test_one_is_ended_and_the_others_stay(password: str) -> None:
    desk, phone = browser("zhouke", password), browser("zhouke", password, PHONE)
    row = LogIn.objects.get(device__contains="iPhone")
    desk.post("/account/log-ins/end", {"log_in": row.pk})
    assert phone.get("/").status_code == 302
    assert desk.get("/").status_code == 200


@pytest.mark.requirement("S1.5")
def test_all_others_are_ended_at_once(password: str) -> None:
    desk = browser("zhouke", password)
    others = [browser("zhouke", password, PHONE) for _ in range(3)]
    desk.post("/account/log-ins/end", {"others": "1"})
    assert [other.get("/").status_code for other in others] == [302, 302, 302]
    assert desk.get("/").status_code == 200
    assert LogIn.objects.filter(user__username="zhouke").count() == 1


def test_nobody_ends_somebody_elses(password: str) -> None:
    zhouke, suhe = browser("zhouke", password), browser("suhe", password)
    zhouke.post("/account/log-ins/end", {"log_in": LogIn.objects.get(user__username="suhe").pk})
    assert suhe.get("/").status_code == 200


def test_logging_out_takes_it_from_the_list(password: str) -> None:
    desk = browser("zhouke", password)
    desk.post("/logout")
    assert not LogIn.objects.exists()


@pytest.mark.requirement("S1.5")
def test_another_password_ends_every_other_browser(password: str) -> None:
    desk, phone = browser("zhouke", password), browser("zhouke", password, PHONE)
    given = {"oldpassword": password, "password1": "another long word", "password2": "another long word"}
    assert desk.post("/account/password/change/", given).status_code == 302
    assert phone.get("/").status_code == 302
    assert desk.get("/").status_code == 200
    page = desk.get("/account/").text
    assert "Safari" not in page
    assert ">这里<" in page


@pytest.mark.requirement("S1.5")
def test_whoever_leaves_is_out_with_the_next_request_and_stays_out(password: str) -> None:
    desk = browser("zhouke", password)
    assert desk.get("/").status_code == 200
    Person.objects.filter(code="zhouke").update(status="left")
    for page in ("/", "/account/", "/account/password/change/"):
        answer = desk.get(page)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/login")
    again = desk.post("/login", {"login": "zhouke", "password": password})
    assert again.status_code == 302
    assert "已停用" in desk.get(again["Location"]).text
    assert desk.get("/").status_code == 302


def test_being_seen_costs_nothing_but_now_and_then(enter: Enter, monkeypatch, django_assert_num_queries) -> None:
    client = enter("zhouke")
    client.get("/healthz")
    row = LogIn.objects.get()
    clock = [1000.0]
    monkeypatch.setattr(seen.time, "monotonic", lambda: clock[0])
    watch = seen.Seen(lambda request: None)  # type: ignore[arg-type,return-value]
    with django_assert_num_queries(0):
        for _ in range(100):
            watch.saw(row.session_key)
    clock[0] += seen.EVERY
    with django_assert_num_queries(1):
        for _ in range(100):
            watch.saw(row.session_key)


def test_an_account_without_a_person_is_listed_too(client: Client) -> None:
    client.force_login(User.objects.create_user("stranger"), backend=BACKEND)
    assert LogIn.objects.count() == 1


@pytest.mark.requirement("S1.5")
@pytest.mark.parametrize("path", ["/", "/order", "/calendar", "/rulebook", "/approvals", "/account/"])
def test_no_browser_keeps_a_page_for_whoever_sits_there_next(enter: Enter, path: str) -> None:
    assert "no-store" in enter("zhouke").get(path)["Cache-Control"]
