"""A colleague is let in: by a link that HR hands over, or by one that a real mail server carries."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.test import Client, override_settings

from dianzhang.engine.models import Event, Notice, Person
from tests.smtp import mail_server

from .conftest import Enter

LINK = re.compile(r"http://testserver(/invited/[\w:.-]+)")
WORD = {"password": "a long enough word", "again": "a long enough word"}


def invited(client: Client, person: Person, **given: str) -> str:
    answer = client.post(f"/person/{person.pk}/invite", given)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.requirement("S1.2")
def test_hr_hands_the_link_over_and_the_colleague_sets_a_password_and_comes_in(enter: Enter) -> None:
    zhouke = Person.objects.get(code="zhouke")
    page = invited(enter("hejing"), zhouke)
    link = LINK.search(page)
    assert link is not None
    colleague = Client(headers={"accept-language": "zh-hans"})
    assert "周可，设一个密码" in colleague.get(link[1]).text
    assert colleague.get(link[1]).status_code == 200  # looking uses nothing up
    assert colleague.post(link[1], WORD).status_code == 302
    assert colleague.post("/login", {"login": "zhouke", "password": WORD["password"]}).status_code == 302
    assert "周可" in colleague.get("/").text
    used = Client(headers={"accept-language": "zh-hans"}).get(link[1])
    assert used.status_code == 410
    assert "这个链接已经用不了了" in used.text
    kinds = Event.objects.filter(subject_kind="person", subject_id=zhouke.pk).values_list("kind", flat=True)
    assert {"person.invite", "person.change_log_in"} <= set(kinds)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"password": "short", "again": "short"}, "密码"),
        ({"password": "a long enough word", "again": "another long word"}, "两次输入的不一样"),
        ({"password": "zhouke1234", "again": "zhouke1234"}, "密码"),
        ({}, "密码"),
    ],
)
def test_a_weak_or_mistyped_password_is_told_and_the_link_still_works(enter: Enter, given, said) -> None:
    link = LINK.search(invited(enter("hejing"), Person.objects.get(code="zhouke")))
    assert link is not None
    colleague = Client(headers={"accept-language": "zh-hans"})
    answer = colleague.post(link[1], given)
    assert answer.status_code == 422
    assert said in answer.text
    assert not User.objects.get(username="zhouke").has_usable_password()
    assert colleague.post(link[1], WORD).status_code == 302


@pytest.mark.requirement("S1.2")
def test_by_mail_the_link_reaches_nobody_else_and_proves_the_address(enter: Enter) -> None:
    with mail_server() as (port, letters), override_settings(**mail(port)):
        page = invited(enter("hejing"), Person.objects.get(code="zhouke"), email="zhouke@example.com")
    assert not LINK.search(page)
    assert "zhouke@example.com" in page
    (letter,) = letters
    assert letter["To"] == "zhouke@example.com"
    link = LINK.search(letter.get_content())
    assert link is not None
    assert Client().post(link[1], WORD).status_code == 302
    assert EmailAddress.objects.get(user__username="zhouke").verified


def mail(port: int) -> dict[str, object]:
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": port,
        "DIANZHANG_MAILS": True,
    }  # fmt: skip


def test_a_mail_server_that_is_away_leaves_the_link_to_hand_over(enter: Enter) -> None:
    with mail_server() as (port, _letters):
        pass
    with override_settings(**mail(port)):
        page = invited(enter("hejing"), Person.objects.get(code="zhouke"), email="zhouke@example.com")
    assert "邮件没有发出去" in page
    assert LINK.search(page)


def test_a_link_that_was_handed_over_proves_no_address(enter: Enter) -> None:
    link = LINK.search(invited(enter("hejing"), Person.objects.get(code="zhouke"), email="zhouke@example.com"))
    assert link is not None
    Client().post(link[1], WORD)
    assert not EmailAddress.objects.filter(verified=True).exists()


@pytest.mark.parametrize("code", ["zhouke", "linxiao", "zhaoning"])
def test_who_may_not_invite_finds_no_form(enter: Enter, code: str) -> None:
    suhe = Person.objects.get(code="suhe")
    for verb in ("invite", "reset_log_in"):
        assert enter(code).get(f"/person/{suhe.pk}/{verb}").status_code == 404
        assert enter(code).post(f"/person/{suhe.pk}/{verb}", {}).status_code == 404
    assert not User.objects.filter(username="suhe").exists()


@pytest.mark.requirement("S1.2")
def test_a_forgotten_password_is_replaced_by_mail(enter: Enter) -> None:
    enter("zhouke")
    user = User.objects.get(username="zhouke")
    user.email = "zhouke@example.com"
    user.set_password("the old long word")
    user.save()
    client = Client(headers={"accept-language": "zh-hans"})
    with mail_server() as (port, letters), override_settings(**mail(port)):
        assert 'name="email"' in client.get("/account/password/reset/").text
        client.post("/account/password/reset/", {"email": "ZHOUKE@example.com"})
        client.post("/account/password/reset/", {"email": "nobody@example.com"})
    (letter,) = letters
    assert letter["To"] == "zhouke@example.com"
    found = re.search(r"http://testserver(/account/password/reset/key/\S+)", letter.get_content())
    assert found is not None
    form = client.get(found[1], follow=True)
    assert "设新密码" in form.text
    given = {"password1": "a quite new word", "password2": "a quite new word"}
    assert client.post(form.request["PATH_INFO"], given, follow=True).status_code == 200
    assert client.post("/login", {"login": "zhouke", "password": "a quite new word"}).status_code == 302
    assert "用不了了" in Client(headers={"accept-language": "zh-hans"}).get(found[1], follow=True).text


def test_without_a_mail_server_the_page_says_whom_to_ask(client: Client, db: None) -> None:
    page = client.get("/account/password/reset/", headers={"accept-language": "zh-hans"}).text
    assert "请人事" in page
    assert 'name="email"' not in page


def test_in_the_dialog_the_link_comes_in_place_of_the_form(enter: Enter) -> None:
    zhouke = Person.objects.get(code="zhouke")
    client = enter("hejing")
    record = client.get(f"/person/{zhouke.pk}").text
    assert f"/person/{zhouke.pk}/invite" in record
    assert "还没有邀请" in record
    answer = client.post(f"/person/{zhouke.pk}/invite", {}, headers={"hx-request": "true"})
    assert LINK.search(answer.text)
    assert "<html" not in answer.text


@pytest.mark.requirement("S1.2")
def test_whose_log_in_was_reset_hears_of_it_on_their_page_and_at_the_address_they_had(
    enter: Enter, django_capture_on_commit_callbacks
) -> None:
    enter("zhouke")
    user = User.objects.get(username="zhouke")
    user.email = "zhouke@example.com"
    user.set_password("the old long word")
    user.save()
    zhouke = Person.objects.get(code="zhouke")
    hejing = enter("hejing")
    given = {"email": "elsewhere@example.com", "second_factor": "on"}
    committed = django_capture_on_commit_callbacks
    with mail_server() as (port, letters), override_settings(**mail(port)), committed(execute=True):
        assert hejing.post(f"/person/{zhouke.pk}/reset_log_in", given).status_code == 200
    by_address = {letter["To"]: letter.get_content() for letter in letters}
    assert set(by_address) == {"zhouke@example.com", "elsewhere@example.com"}
    told = by_address["zhouke@example.com"]
    assert "何静重设了你在店章的登录" in told
    assert "/invited/" not in told  # the link goes to nobody but where it was sent

    user.refresh_from_db()
    user.set_password("a quite new word")
    user.save()
    client = Client(headers={"accept-language": "zh-hans"})
    client.post("/login", {"login": "zhouke", "password": "a quite new word"})
    assert "何静重设了你的登录" in client.get("/notices").text
    notice = Notice.objects.get(person=zhouke, kind="log_in_reset")
    assert client.get(f"/notices/{notice.pk}")["Location"] == "/account/"
    assert not Notice.objects.filter(kind="log_in_reset").exclude(person=zhouke).exists()


@pytest.mark.requirement("S1.2")
def test_a_mail_server_that_is_away_resets_all_the_same(enter: Enter, django_capture_on_commit_callbacks) -> None:
    enter("zhouke")
    User.objects.filter(username="zhouke").update(email="zhouke@example.com")
    zhouke = Person.objects.get(code="zhouke")
    with mail_server() as (port, _letters):
        pass
    with override_settings(**mail(port)), django_capture_on_commit_callbacks(execute=True):
        assert enter("hejing").post(f"/person/{zhouke.pk}/reset_log_in", {}).status_code == 200
    assert Notice.objects.filter(person=zhouke, kind="log_in_reset").count() == 1


@pytest.mark.parametrize(
    ("host", "url", "warned"),
    [
        ("127.0.0.1", "", True),
        ("localhost", "", True),
        ("testserver", "", False),
        ("127.0.0.1", "https://dian.example.com", False),
    ],
)
def test_an_address_that_opens_on_this_machine_alone_says_so(enter: Enter, host, url, warned) -> None:
    client = enter("hejing")
    with override_settings(ALLOWED_HOSTS=["*"], DIANZHANG_URL=url):
        page = client.post(
            f"/person/{Person.objects.get(code='zhouke').pk}/invite", {}, headers={"host": f"{host}:8000"}
        )
        feed = client.post("/account/calendar", {"do": "make"}, headers={"host": f"{host}:8000"})
    assert ("只有这台机器打得开" in page.text) is warned
    assert ("只有这台机器打得开" in feed.text) is warned
