"""Pages are for people of the department, in a post they hold."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Person

from .conftest import BACKEND, Enter

PAGES = ["/", "/radar", "/approvals", "/notices", "/rulebook", "/pay", "/search", "/order"]


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_without_log_in_one_is_asked_to_log_in(client: Client, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/login")


@pytest.mark.django_db
def test_a_log_in_without_a_person_is_told_what_is_missing(client: Client) -> None:
    client.force_login(User.objects.create_user("stranger"), backend=BACKEND)
    answer = client.get("/", headers={"accept-language": "zh-hans"})
    assert answer.status_code == 403
    assert "请人事把你加进来" in answer.text


@pytest.mark.parametrize("code", ["shenlan", "mengyan", "xunuo", "zhaoning", "linxiao", "zhouke", "chenmo", "hejing"])
def test_everybody_has_a_day(enter: Enter, code: str) -> None:
    answer = enter(code).get("/")
    assert answer.status_code == 200
    assert Person.objects.get(code=code).name in answer.text


def test_the_navigation_offers_only_what_the_post_may_see(enter: Enter) -> None:
    assert 'href="/order"' in enter("zhaoning").get("/").text
    hr = enter("hejing")
    assert 'href="/order"' not in hr.get("/").text
    assert hr.get("/order").status_code == 404


def test_someone_with_two_posts_changes_between_them(enter: Enter, people: object) -> None:
    zhouke = Person.objects.get(code="zhouke")
    must(one("person.assign", SYSTEM, zhouke.pk, None, post="order_desk"))
    client = enter("zhouke")
    assert 'href="/order"' not in client.get("/").text.partition("<main")[0] or "客服专员" in client.get("/").text
    client.post("/me/post", {"post": "order_desk"})
    page = client.get("/").text
    assert "订单审核" in page
    client.post("/me/post", {"post": "director"})
    assert "电商总监</" not in client.get("/").text


def test_pages_speak_english_on_request(enter: Enter) -> None:
    client = enter("linxiao")
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    page = client.get("/").text
    assert "Deadline radar" in page
    assert "超时雷达" not in page


@pytest.mark.parametrize("address", ["/order?q=%00", "/search?q=a%00b", "/radar?rule=%00", "/pay/%00"])
def test_a_zero_character_finds_nothing(enter: Enter, address: str) -> None:
    """PostgreSQL takes none in a text, and would stop with an error."""
    assert enter("zhaoning").get(address).status_code == 404


@pytest.mark.parametrize(
    ("current", "back"),
    [
        ("http://testserver/order/7?tab=all", "/order/7%3Ftab%3Dall"),
        ("https://elsewhere.example//evil.example/x", "/"),
        ("", "/"),
    ],
)
def test_a_part_of_a_page_sends_the_whole_page_to_the_log_in(client: Client, db: None, current: str, back: str) -> None:
    answer = client.get("/order/7/approve", headers={"hx-request": "true", "hx-current-url": current})
    assert answer.status_code == 401
    assert answer["HX-Redirect"] == f"/login?next={back}&ended=1"
    assert answer.content == b""


def test_only_whose_log_in_ended_is_told_so(client: Client, db: None) -> None:
    said = "你在这台设备上的登录结束了"
    assert client.get("/order")["Location"] == "/login?next=/order"
    assert said not in client.get("/login?next=/order").text
    client.cookies["dianzhang_session"] = "gone"
    assert client.get("/order")["Location"] == "/login?next=/order&ended=1"
    assert said in client.get("/login?next=/order&ended=1", headers={"accept-language": "zh-hans"}).text
