"""The companies' own log-ins prove who somebody is; they let in whom HR invited, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.dingtalk.views import DingTalkOAuth2Adapter
from allauth.socialaccount.providers.feishu.client import FeishuOAuth2Client
from allauth.socialaccount.providers.feishu.views import FeishuOAuth2Adapter
from django.contrib.auth.models import User
from django.test import Client, override_settings

from dianzhang.config.log_in.providers import origins, providers
from dianzhang.engine.models import Event, Person
from tests.companies import CLIENT, SECRET, Company, company

from .conftest import Enter

ZHOUKE = {"sub": "u-17", "email": "zhouke@example.com", "email_verified": True, "name": "周可"}
OIDC = "/account/company/oidc/company/login/"


@pytest.fixture
def issuer(enter: Enter) -> Iterator[Company]:
    enter("zhouke")
    with company(dict(ZHOUKE)) as there:
        environ = {f"DIANZHANG_OIDC_{name}": value for name, value in
                   {"ISSUER": there.base, "CLIENT": CLIENT, "SECRET": SECRET, "NAME": "集团账号"}.items()}  # fmt: skip
        with override_settings(SOCIALACCOUNT_PROVIDERS=providers(environ)):
            yield there


@pytest.fixture
def zhouke(issuer: Company) -> User:
    return User.objects.get(username="zhouke")


def proved(user: User, address: str = "zhouke@example.com", *, verified: bool = True) -> None:
    EmailAddress.objects.create(user=user, email=address, verified=verified, primary=True)


def there_and_back(client: Client, start: str) -> Any:
    """Press the button, let the company answer, come back."""
    begun = client.post(start)
    assert begun.status_code == 302, begun.text
    answer = requests.get(begun["Location"], allow_redirects=False, timeout=10)
    assert answer.status_code == 302
    back = urlsplit(answer.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def browser() -> Client:
    return Client(headers={"accept-language": "zh-hans"})


def came_in(client: Client) -> bool:
    return bool(client.get("/").status_code == 200)


@pytest.mark.requirement("S1.1")
def test_an_address_that_both_have_proved_lets_one_in(zhouke: User) -> None:
    proved(zhouke)
    client = browser()
    assert "用集团账号登录" in client.get("/login").text
    assert there_and_back(client, OIDC).status_code == 302
    assert came_in(client)
    assert SocialAccount.objects.get().user == zhouke
    other = browser()  # from now on by the connection, whatever the address
    EmailAddress.objects.all().delete()
    there_and_back(other, OIDC)
    assert came_in(other)


CLOSED = {
    "nobody of this name": lambda there, user: None,
    "an address we have not proved": lambda there, user: proved(user, verified=False),
    "an address they have not proved": lambda there, user: (proved(user), there.person.update(email_verified=False)),
    "a word that reads like true": lambda there, user: (proved(user), there.person.update(email_verified="false")),
    "no word of it": lambda there, user: (proved(user), there.person.pop("email_verified")),
}


@pytest.mark.requirement("S1.1")
@pytest.mark.parametrize("why", CLOSED)
def test_it_lets_nobody_in_and_makes_no_account(issuer: Company, zhouke: User, why: str) -> None:
    CLOSED[why](issuer, zhouke)
    users = User.objects.count()
    client = browser()
    answer = there_and_back(client, OIDC)
    answer = client.get(answer["Location"]) if answer.status_code == 302 else answer
    assert "这里没有你的账号" in answer.text
    assert not came_in(client)
    assert (User.objects.count(), SocialAccount.objects.count()) == (users, 0)


@pytest.mark.requirement("S1.1")
def test_whoever_left_is_not_let_in_by_their_company_either(zhouke: User) -> None:
    proved(zhouke)
    there_and_back(browser(), OIDC)
    Person.objects.filter(user=zhouke).update(status="left")
    client = browser()
    there_and_back(client, OIDC)
    assert not came_in(client)


@pytest.mark.requirement("S1.1")
def test_one_who_is_logged_in_connects_and_disconnects(enter: Enter, zhouke: User) -> None:
    zhouke.set_password("a long enough word")
    zhouke.save()
    client = browser()
    client.post("/login", {"login": "zhouke", "password": "a long enough word"})
    there_and_back(client, f"{OIDC}?process=connect")
    assert SocialAccount.objects.get().user == zhouke
    assert "集团账号" in client.get("/account/company/").text
    later = browser()
    there_and_back(later, OIDC)
    assert came_in(later)
    client.post("/account/company/", {"account": SocialAccount.objects.get().pk})
    assert not SocialAccount.objects.exists()
    told = Event.objects.filter(kind="person.change_log_in").order_by("id").values_list("data", flat=True)
    assert [part for text in told for part in ("disconnected", "connected") if f'"{part}"' in text] == [
        "connected", "disconnected",
    ]  # fmt: skip


def test_what_the_company_tells_of_a_person_is_not_kept(issuer: Company, zhouke: User) -> None:
    issuer.person.update(phone_number="13800000000", picture="https://example.com/face.jpg")
    proved(zhouke)
    there_and_back(browser(), OIDC)
    kept = str(SocialAccount.objects.get().extra_data)
    assert "周可" in kept
    assert not {word for word in ("138", "face", "zhouke@") if word in kept}


@pytest.mark.parametrize("wrong", ["audience", "issuer", "state", "code", "no state"])
def test_an_answer_that_was_not_asked_for_is_refused(issuer: Company, zhouke: User, wrong: str) -> None:
    proved(zhouke)
    client = browser()
    begun = client.post(OIDC)
    issuer.audience = "somebody else" if wrong == "audience" else CLIENT
    issuer.issuer = "https://elsewhere.example" if wrong == "issuer" else ""
    back = urlsplit(requests.get(begun["Location"], allow_redirects=False, timeout=10).headers["Location"])
    query = back.query
    if wrong == "state":
        client = browser()  # another browser brings the answer: somebody was made to click it
    elif wrong == "no state":
        query = query.partition("&state")[0]
    elif wrong == "code":
        query = query.replace("code=", "code=x")
    answer = client.get(f"{back.path}?{query}")
    assert answer.status_code in (200, 302, 401)
    assert not came_in(client)
    assert not SocialAccount.objects.exists()


def test_a_link_from_elsewhere_begins_nothing(issuer: Company) -> None:
    answer = browser().get(OIDC)
    assert answer.status_code == 200
    assert "继续" in answer.text


@pytest.fixture
def dingtalk(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> Iterator[Company]:
    enter("zhouke")
    with company({"openId": "d-17", "unionId": "x", "nick": "小周", "mobile": "13800000000"}) as there:
        monkeypatch.setattr(DingTalkOAuth2Adapter, "authorize_url", f"{there.base}/authorize")
        monkeypatch.setattr(DingTalkOAuth2Adapter, "access_token_url", f"{there.base}/dingtalk/token")
        monkeypatch.setattr(DingTalkOAuth2Adapter, "profile_url", f"{there.base}/dingtalk/me")
        yield there


@pytest.fixture
def feishu(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> Iterator[Company]:
    enter("zhouke")
    with company({"open_id": "f-17", "name": "周可", "mobile": "+8613800000000"}) as there:
        monkeypatch.setattr(FeishuOAuth2Adapter, "authorization_url", f"{there.base}/authorize")
        monkeypatch.setattr(FeishuOAuth2Adapter, "access_token_url", f"{there.base}/feishu/token")
        monkeypatch.setattr(FeishuOAuth2Adapter, "user_info_url", f"{there.base}/feishu/me")
        monkeypatch.setattr(FeishuOAuth2Client, "app_access_token_url", f"{there.base}/feishu/app")
        yield there


@pytest.mark.requirement("S1.1")
@pytest.mark.parametrize(("name", "said"), [("dingtalk", "钉钉"), ("feishu", "飞书")])
def test_dingtalk_and_feishu_let_in_who_connected_them(request, name: str, said: str) -> None:
    request.getfixturevalue(name)
    environ = {f"DIANZHANG_{name.upper()}_CLIENT": CLIENT, f"DIANZHANG_{name.upper()}_SECRET": SECRET}
    user = User.objects.get(username="zhouke")
    user.set_password("a long enough word")
    user.save()
    start = f"/account/company/{name}/login/"
    with override_settings(SOCIALACCOUNT_PROVIDERS=providers(environ)):
        stranger = browser()
        assert f"用{said}登录" in stranger.get("/login").text
        assert "这里没有你的账号" in (there_and_back(stranger, start)).text
        client = browser()
        client.post("/login", {"login": "zhouke", "password": "a long enough word"})
        there_and_back(client, f"{start}?process=connect")
        later = browser()
        there_and_back(later, start)
        assert came_in(later)
    assert "138" not in str(SocialAccount.objects.get().extra_data)
    assert User.objects.filter(username="zhouke").count() == User.objects.count() == 1


@pytest.mark.parametrize(
    ("environ", "missing"),
    [
        ({"DIANZHANG_OIDC_ISSUER": "https://id.example.com", "DIANZHANG_OIDC_CLIENT": "x"}, "DIANZHANG_OIDC_SECRET"),
        ({"DIANZHANG_FEISHU_CLIENT": "x"}, "DIANZHANG_FEISHU_SECRET"),
        ({"DIANZHANG_OIDC_ISSUER": "http://id.example.com"}, "https://"),
    ],
)
def test_half_a_setting_is_an_error_that_names_the_rest(environ: dict[str, str], missing: str) -> None:
    with pytest.raises(ValueError, match=missing):
        providers(environ)


def test_the_policy_lets_the_button_lead_to_the_company_and_nowhere_else() -> None:
    assert origins({}) == []
    assert origins({"DIANZHANG_OIDC_ISSUER": "https://id.example.com/realms/x"}) == ["https://id.example.com"]
    assert origins({"DIANZHANG_DINGTALK_CLIENT": "x"}) == ["https://login.dingtalk.com"]
